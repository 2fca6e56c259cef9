/** Hunts: a wheel for another machine that is taken, an older one preferred, a name that leads out of the folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readWheels } from '../../../src/main/sandbox/wheels.ts';
import { tempFolder } from '../../support/temp-folder.ts';

function folderWith(...files: string[]): string {
  const folder = tempFolder();
  for (const file of files) writeFileSync(join(folder, file), file);
  return folder;
}

it('takes the newest wheel of a name, however the name is written', async () => {
  const folder = folderWith('My_Pack.age-1.9.0-py3-none-any.whl', 'my_pack_age-1.10.0-py3-none-any.whl', 'notes.txt');
  expect((await readWheels(folder, ['my-pack-age'])).map(({ name }) => name)).toEqual([
    'my_pack_age-1.10.0-py3-none-any.whl',
  ]);
});

it.each([
  'numpy-2.3.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl',
  'numpy-2.3.0-cp314-cp314-pyodide_2025_0_wasm32.whl',
  'numpy-2.3.0-1-py2.py3-none-any.whl',
])('takes %s', async (file) => {
  const [wheel] = await readWheels(folderWith(file), ['numpy']);
  expect(Buffer.from(wheel?.bytes ?? []).toString()).toBe(file);
});

it.each([
  ['numpy', [], 'Sandbox.PackageMissing'],
  ['numpy', ['numpy-2.3.0.tar.gz'], 'Sandbox.PackageMissing'],
  ['numpy', ['numpy-2.3.0-cp314-cp314-manylinux_2_28_x86_64.whl'], 'Sandbox.PackageUnsuitable'],
])('of %s from %j it says what is missing', async (name, files, code) => {
  await expect(readWheels(folderWith(...files), [name])).rejects.toMatchObject({ code });
});

it('needs no folder when nothing is asked for', async () => {
  expect(await readWheels('/nowhere', [])).toEqual([]);
  await expect(readWheels('/nowhere', ['a'])).rejects.toMatchObject({ code: 'Sandbox.PackageMissing' });
});
