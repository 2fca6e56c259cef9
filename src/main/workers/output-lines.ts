/** A stream as lines that are not blank. A line that never ends is cut, so that it cannot fill the memory. */
const MAX_LINE_CHARACTERS = 4_000;

export function onLines(stream: NodeJS.ReadableStream | null, listener: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, MAX_LINE_CHARACTERS);
    for (const line of lines) if (line.trim() !== '') listener(line.slice(0, MAX_LINE_CHARACTERS));
  });
  stream?.on('end', () => {
    if (rest.trim() !== '') listener(rest);
  });
}
