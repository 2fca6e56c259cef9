/**
 * How well words answer what was typed: 0 not at all. Each typed word must begin a word, or lie in one; beginnings count for more, and
 * of equals the shorter words win. An empty query is answered by everything alike.
 */
export function wordScore(words: string, query: string): number {
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (typed.length === 0) return 1;
  const candidate = words.toLowerCase();
  let score = 0;
  for (const part of typed) {
    const at = candidate.indexOf(part);
    if (at < 0) return 0;
    const begins = at === 0 || new RegExp(`[^\\p{L}\\p{N}]${escaped(part)}`, 'u').test(candidate);
    score += at === 0 ? 4 : begins ? 3 : 1;
  }
  return score + 1 / (1 + candidate.length);
}

function escaped(part: string): string {
  return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
