/** Marks words where they stand, without changing what stands there (CSS Custom Highlight API). */

const highlightName = 'found-words';

/** @returns takes the marks away */
export function markWords(element: HTMLElement, words: string): () => void {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return () => undefined;
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const content = (node.textContent ?? '').toLowerCase();
    for (let at = content.indexOf(wanted); at >= 0; at = content.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set(highlightName, new Highlight(...ranges));
  return () => void CSS.highlights.delete(highlightName);
}
