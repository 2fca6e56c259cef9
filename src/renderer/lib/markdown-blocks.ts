/**
 * Markdown cut where its blocks end, so that a reply that grows is parsed anew only in its last block. Pure.
 *
 * B1 The blocks, each rendered alone and put one after the other, look as the whole does.
 * B2 What comes later changes no block but the last one, or joins blocks to one: a definition or a comment may act on all that is around.
 */

interface Fence {
  mark: string;
  length: number;
  /** Where it stands in an item of a list: it ends where a line stands before that, too. Null outside of lists. */
  column: number | null;
}

const listItem = /^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const fenceStart = /^(\s*)((?:(?:[-*+]|\d{1,9}[.)])\s+)*)(`{3,}|~{3,})(.*)$/;
/** What may reach over blank lines: comments, declarations and the elements of raw text. */
const html = /^ {0,3}<[/a-z]/i;
const longHtml = /^ {0,3}<(?:!|\?|script|pre|style|textarea)/i;

export function markdownBlocks(source: string): string[] {
  if (/\r(?!\n)/.test(source)) return [source];
  const blocks: string[] = [];
  let from = 0;
  let fence: Fence | null = null;
  let hasList = false;
  let afterBlank = false;
  let afterIndented = false;
  let inHtml = false;
  for (let at = 0; at < source.length; ) {
    const newline = source.indexOf('\n', at);
    const end = newline < 0 ? source.length : newline;
    const line = source.slice(at, end);
    const blank = line.trim() === '';
    const indent = blank ? 0 : indentOf(line);
    if (fence) {
      // Whether the list ended, or was none, takes a parser to tell.
      if (fence.column !== null && !blank && indent < fence.column) break;
      if (closes(fence, line, indent)) fence = null;
    } else if (!blank) {
      // Links and footnotes are defined for all of it; a comment may go on to its end.
      if (line.includes(']:') || longHtml.test(line)) return [source];
      const goesOn = indent > 0 || afterIndented || (hasList && listItem.test(line));
      if (afterBlank && at > from && !goesOn) {
        blocks.push(source.slice(from, at));
        from = at;
        hasList = false;
      }
      hasList ||= listItem.test(line);
      afterIndented = indent > 0;
      inHtml ||= html.test(line);
      fence = opened(line, hasList);
      // Code, or words of the element: that, too, takes a parser to tell.
      if (fence && inHtml) break;
    } else inHtml = false;
    afterBlank = blank && !fence;
    at = end + 1;
  }
  blocks.push(source.slice(from));
  return blocks;
}

/** In columns; a tab reaches to the next fourth. */
function indentOf(line: string): number {
  let column = 0;
  for (const character of line) {
    if (character === ' ') column += 1;
    else if (character === '\t') column += 4 - (column % 4);
    else break;
  }
  return column;
}

function opened(line: string, hasList: boolean): Fence | null {
  const [, before = '', item = '', marks = '', rest = ''] = fenceStart.exec(line) ?? [];
  const mark = marks.charAt(0);
  if (mark === '' || (mark === '`' && rest.includes('`'))) return null;
  const column = indentOf(before) + item.length;
  if (!hasList && column > 3) return null;
  return { mark, length: marks.length, column: hasList && column > 0 ? column : null };
}

function closes({ mark, length, column }: Fence, line: string, indent: number): boolean {
  const words = line.trim();
  if (words.length < length || words !== mark.repeat(words.length)) return false;
  return column !== null || indent < 4;
}
