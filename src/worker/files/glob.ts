/** A simple glob as a regular expression: `*` part of a name, `?` one character, `**` any folders. Linear to match. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const names = pattern
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  // `**/**` says no more than `**` and would only multiply the work.
  const parts = names.filter((part, index) => part !== '**' || names[index - 1] !== '**');
  return (path) => matchParts(parts, path.split('/'));
}

/** Whether the pattern can match below the folder itself. */
export function isDeepGlob(pattern: string): boolean {
  return (
    pattern.includes('**') ||
    pattern
      .replaceAll('\\', '/')
      .replace(/^\.?\//, '')
      .includes('/')
  );
}

function matchParts(pattern: readonly string[], names: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return names.length === 0;
  if (first === '**')
    return names.some((_, index) => matchParts(rest, names.slice(index))) || (rest.length === 0 && names.length > 0);
  const [name, ...others] = names;
  return name !== undefined && matchName(first, name) && matchParts(rest, others);
}

/** Two pointers with one place to go back to: no backtracking beyond the last `*`. */
function matchName(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
