export interface JsonToken {
  kind: 'key' | 'string' | 'expression' | 'literal' | 'punctuation';
  text: string;
}

const pattern = /("(?:[^"\\]|\\.)*")(\s*:)?|(true|false|null|-?\d[\d.eE+-]*)|([^"\w-]+)|(.)/g;

/** One line of pretty-printed JSON in coloured pieces; a string that holds a JSONata template is told apart. */
export function tokenizeJson(line: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  for (const [whole, quoted, colon, literal] of line.matchAll(pattern)) {
    if (quoted && colon) tokens.push({ kind: 'key', text: quoted }, { kind: 'punctuation', text: colon });
    else if (quoted) tokens.push({ kind: quoted.startsWith('"{%') ? 'expression' : 'string', text: quoted });
    else tokens.push({ kind: literal ? 'literal' : 'punctuation', text: whole });
  }
  return tokens;
}
