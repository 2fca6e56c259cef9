/** docs/TOOLS.md. Hunts: a tool that is not described, and a description of what a tool was. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toolsDocument } from '../../../scripts/docs-tools.mjs';
import { toolCatalogue } from '../../../src/shared/tools/catalogue.ts';

it('docs/TOOLS.md is what the specs say; npm run docs:tools writes it', () => {
  expect(readFileSync('docs/TOOLS.md', 'utf8')).toBe(toolsDocument());
});

it('it has a row and a section for each tool, with its limits and every argument described', () => {
  const document = toolsDocument();
  for (const { name } of toolCatalogue) {
    expect(document, name).toContain(`| [${name}](#${name}) |`);
    expect(document, name).toContain(`\n## ${name}\n`);
  }
  expect(document).toMatch(/\[file_move\].*\| idempotent \| worker \| folders \|/);
  expect(document).toMatch(/\[table_export\].*\| idempotent \| main \| folders, tables \|/);
  // A cell that is empty in the last column is an argument nobody explains.
  expect(document.split('\n').filter((line) => /^\| `\w+` \|.*\|\s+\|$/.test(line))).toEqual([]);
});
