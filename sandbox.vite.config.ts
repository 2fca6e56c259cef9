import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The page and the worker of the sandbox: static files that a realm loads from its own scheme. The oldest runtime is Chromium 130. */
export default defineConfig({
  root: join(import.meta.dirname, 'src/sandbox'),
  build: {
    target: 'chrome130',
    outDir: join(import.meta.dirname, 'out/sandbox'),
    emptyOutDir: true,
    modulePreload: false,
    minify: false,
    rollupOptions: {
      input: { page: 'src/sandbox/page.html', worker: 'src/sandbox/worker.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
