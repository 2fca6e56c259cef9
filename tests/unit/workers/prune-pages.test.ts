/** Hunts for a pages folder that grows for ever, and for a clean-up that takes what is not its own. */
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prunePages } from '../../../src/main/workers/prune-pages.ts';
import { keepPage } from '../../../src/worker/pages.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('pruning pages', () => {
  it('removes those not given out lately, and keeps one that was fetched again', async () => {
    const pages = tempFolder();
    const names = [await keepPage('old', pages), await keepPage('again', pages)].map((page) =>
      page.slice('page:'.length),
    );
    for (const name of names) utimesSync(join(pages, name), 1, 1);
    writeFileSync(join(pages, 'notes.txt'), 'not a page');
    utimesSync(join(pages, 'notes.txt'), 1, 1);
    await keepPage('again', pages);
    expect(await prunePages(pages, 5_000)).toBe(1);
    expect(readdirSync(pages).sort()).toEqual([names[1], 'notes.txt'].sort());
  });

  it('of a folder that is not there removes nothing', async () => {
    expect(await prunePages('/not/there', Date.now())).toBe(0);
  });
});
