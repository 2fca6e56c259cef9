/**
 * What the page must read before it can show anything. Hunts: a heavy library that slips into it by an ordinary import, where it
 * should be loaded when it is needed.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type IModule } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

const root = process.cwd();
const { options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  options: ICruiseOptions;
};

const heavy = /node_modules\/(zod|react-markdown|remark-gfm|rehype-|cmdk|codemirror|@codemirror|@xyflow|@dagrejs|diff)/;
const erased = ['type-only', 'pre-compilation-only'];

/** Each module that is read with the entry, and who asked for it. */
async function readAtOnce(entry: string): Promise<Map<string, string>> {
  const { output } = await cruise([entry], { ...options, baseDir: root });
  if (typeof output === 'string') throw new Error('dependency-cruiser answers an object');
  const modules = new Map<string, IModule>(output.modules.map((module) => [module.source, module]));
  const read = new Map<string, string>([[entry, '']]);
  for (const source of read.keys())
    for (const { resolved, dynamic, dependencyTypes, typeOnly } of modules.get(source)?.dependencies ?? [])
      if (!dynamic && !typeOnly && !dependencyTypes.some((type) => erased.includes(type)) && !read.has(resolved))
        read.set(resolved, source);
  return read;
}

describe('the first paint', () => {
  it('waits for no heavy library', async () => {
    const read = await readAtOnce('src/renderer/main.tsx');
    expect(read.has('src/renderer/features/chat/chat-page.tsx')).toBe(true);
    const asked = [...read].filter(([source]) => heavy.test(source)).map(([source, by]) => `${by} -> ${source}`);
    expect(asked).toEqual([]);
  }, 60_000);

  it('is watched by a rule that fires: the page of markdown does read such a library', async () => {
    const read = await readAtOnce('src/renderer/features/chat/markdown.tsx');
    expect([...read.keys()].some((source) => heavy.test(source))).toBe(true);
  }, 60_000);
});
