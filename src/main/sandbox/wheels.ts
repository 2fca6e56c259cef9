/** Packages for Python from a folder of the user's: wheels, found by name. Nothing is downloaded. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MajordomoError } from '../../shared/errors.ts';

/** `name-version(-build)?-python-abi-platform.whl` */
const WHEEL = /^([^-]+)-([^-]+)(?:-\d[^-]*)?-([^-]+)-([^-]+)-([^-]+)\.whl$/;
const PURE = /(^|\.)any$/;
const FOR_PYODIDE = /(pyodide|emscripten|pyemscripten)_.*wasm32/;

/** @throws MajordomoError `Sandbox.PackageMissing`, `Sandbox.PackageUnsuitable` */
export async function readWheels(
  folder: string,
  packages: readonly string[],
): Promise<{ name: string; bytes: Uint8Array }[]> {
  if (packages.length === 0) return [];
  const files = await readdir(folder).catch(() => [] as string[]);
  return await Promise.all(
    packages.map(async (name) => {
      const file = chooseWheel(folder, files, name);
      return { name: file, bytes: new Uint8Array(await readFile(join(folder, file))) };
    }),
  );
}

function chooseWheel(folder: string, files: readonly string[], name: string): string {
  const wheels = files.flatMap((file) => {
    const [, project, version, , , platform] = WHEEL.exec(file) ?? [];
    return project !== undefined && normal(project) === normal(name)
      ? [{ file, version: version ?? '', platform }]
      : [];
  });
  if (wheels.length === 0)
    throw new MajordomoError({
      code: 'Sandbox.PackageMissing',
      message: `There is no wheel of ${name} in ${folder}. Put one there: a pure-Python wheel (…-none-any.whl) or one built for Pyodide.`,
      data: { package: name, folder },
    });
  const usable = wheels.filter(({ platform = '' }) => PURE.test(platform) || FOR_PYODIDE.test(platform));
  const [first] = usable.sort((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }));
  if (first === undefined)
    throw new MajordomoError({
      code: 'Sandbox.PackageUnsuitable',
      message: `${wheels[0]?.file} is built for ${wheels[0]?.platform}, which the sandbox is not: use a pure-Python wheel (…-none-any.whl) or one built for Pyodide.`,
      data: { package: name, file: wheels[0]?.file ?? '' },
    });
  return first.file;
}

/** Names are the same when they differ in case or in `-`, `_` and `.` only. */
function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
