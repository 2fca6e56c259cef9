/** A value beside its name in a page's text: table rows, definition lists, "Name: value", an element with that id or class. */
import type { CheerioAPI } from 'cheerio';
import { cssString } from './declared.ts';
import type { Finding } from './finding.ts';
import { plainText } from './html.ts';
import type { Line } from './lines.ts';

export function findLabelled($: CheerioAPI, name: string): Finding[] {
  const same = (text: string) =>
    plainText(text).replace(/\s*:$/, '').toLowerCase() === name.toLowerCase().replaceAll('_', ' ');
  const found: Finding[] = [];
  const add = (text: string, foundBy: string) => {
    const value = plainText(text);
    if (value !== '') found.push({ value, foundBy });
  };
  $('dt').each((_, term) =>
    same($(term).text()) ? add($(term).nextAll('dd').first().text(), `the definition of ${name}`) : undefined,
  );
  $('th, td:first-child').each((_, cell) =>
    same($(cell).text()) ? add($(cell).next('td').text(), `the table row ${name}`) : undefined,
  );
  const quoted = cssString(name);
  $(`[id=${quoted} i], [data-testid=${quoted} i], [class~=${quoted} i]`).each((_, element) =>
    add($(element).text(), `the element named ${name}`),
  );
  return found;
}

/** "Name: value" and "Name = value" at the start of a line or after a comma. */
export function findInLines(lines: readonly Line[], name: string): Finding[] {
  const wanted = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('_', '[ _]');
  const pattern = new RegExp(`(?:^|[,;|(] ?)${wanted}\\s*[:=]\\s*([^,;|)]+)`, 'i');
  return lines.flatMap((line) => {
    const value = pattern.exec(line.text)?.[1]?.trim();
    return value ? [{ value, foundBy: `text after ‘${name}’` }] : [];
  });
}
