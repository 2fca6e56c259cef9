import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { ensureBuilt } from '../../scripts/build.mjs';
import { root } from '../../scripts/setup/paths.mjs';

/**
 * Bundles a test's own main module for Electron, and builds the app where that is needed. It lies beside the app's output, so that what
 * is loaded from node_modules is found.
 * @returns the folder to start Electron with
 */
export async function electronBundle(name: string, entry: string): Promise<string> {
  await ensureBuilt();
  const outDir = join(root, 'out', name);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      target: 'node20.18',
      rollupOptions: { external: ['electron', 'better-sqlite3'], output: { format: 'es', entryFileNames: 'main.js' } },
    },
  });
  writeFileSync(
    join(outDir, 'package.json'),
    JSON.stringify({ name, version: '0.0.0', type: 'module', main: 'main.js' }),
  );
  return outDir;
}
