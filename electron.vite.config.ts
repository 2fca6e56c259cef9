import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { licencesPlugin } from './scripts/licences.mjs';

/**
 * The oldest runtime we run on: Electron 33 (Node 20.18, Chromium 130). electron-vite would take the targets from the
 * installed package's version, which is not always the runtime that is there.
 */
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

/** Loaded from node_modules at run time: what is native. Everything else is bundled, so that starting reads few files. */
const external = ['electron', 'better-sqlite3'];

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: {
          index: 'src/main/index.ts',
          worker: 'src/worker/index.ts',
          'planner-thread': 'src/main/assistant/planner-thread.ts',
          'table-reader': 'src/main/store/table-reader-process.ts',
          'integrity-thread': 'src/main/store/integrity-thread.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: 'src/preload/index.ts', sandbox: 'src/sandbox/preload.ts' },
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    // electron-vite leaves the page as it was written; every byte of it is parsed before the first paint.
    build: { target: chromeTarget, minify: true, rollupOptions: { input: { index: 'src/renderer/index.html' } } },
    plugins: [react(), tailwindcss(), licencesPlugin()],
  },
});
