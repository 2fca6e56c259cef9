/** The environment a worker starts with: what it needs to run, and none of the parent's secrets. */
const KEPT = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR'];
/** Without these Windows opens no socket and finds no temporary folder. */
const KEPT_ON_WINDOWS = ['SystemRoot', 'TEMP', 'TMP'];

export function workerEnvironment(
  parent: Readonly<Record<string, string | undefined>>,
  platform: string,
): Record<string, string> {
  const names = platform === 'win32' ? [...KEPT, ...KEPT_ON_WINDOWS] : KEPT;
  return Object.fromEntries(names.flatMap((name) => (parent[name] === undefined ? [] : [[name, parent[name]]])));
}
