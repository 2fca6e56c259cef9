/**
 * Stands in for Electron's own `default_app.asar`, which the registry runtime does not carry: `electron [-r FILE] PATH` starts
 * the app at PATH. The app's main is imported with a top-level await, so that it runs before Electron emits `ready`
 * (`protocol.registerSchemesAsPrivileged` must be called by then).
 */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

function parseArguments(args) {
  const preloads = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (argument === '-r' || argument === '--require') {
      index += 1;
      preloads.push(args[index]);
    } else if (argument.startsWith('--app=')) {
      return { preloads, path: argument.slice('--app='.length) };
    } else if (!argument.startsWith('-')) {
      return { preloads, path: argument };
    }
  }
  return { preloads, path: undefined };
}

/** The nearest folder with a package.json, as Electron looks for it from a file that is started directly. */
function packageFolder(path) {
  if (statSync(path).isDirectory()) return path;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return dirname(path);
  }
}

const { preloads, path } = parseArguments(process.argv.slice(1));
if (path === undefined) {
  console.error('Usage: electron [-r FILE] PATH [ARGUMENTS]');
  process.exit(1);
}

process.defaultApp = true;
const appPath = resolve(path);
const folder = packageFolder(appPath);
const requireFromApp = createRequire(join(folder, 'package.json'));
const manifestPath = join(folder, 'package.json');
const manifest = existsSync(manifestPath) ? JSON.parse(readFileSync(manifestPath, 'utf8')) : {};

if (manifest.productName ?? manifest.name) app.setName(manifest.productName ?? manifest.name);
if (manifest.version) app.setVersion(manifest.version);
app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
app.setAppPath(folder);
// Electron computed these from the shim's own name before it was started.
app.setPath('userData', join(app.getPath('appData'), app.name));

// Without this a main module that does not load would wait for ever in an error dialog that nobody can see.
try {
  for (const preload of preloads) requireFromApp(resolve(preload));
  await import(pathToFileURL(requireFromApp.resolve(appPath)).href);
} catch (error) {
  console.error(error);
  process.exit(1);
}
