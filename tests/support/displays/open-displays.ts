/** Before the end-to-end tests: a display, a session bus and a notification daemon for each worker that runs them at the same time. */
import type { TestProject } from 'vitest/node';
import { openDisplay } from '../../../scripts/display.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** By number of the worker, counted from 0. */
    displays: Array<Record<string, string | undefined>>;
  }
}

export default async function openDisplays(project: TestProject): Promise<() => void> {
  const displays: Array<Awaited<ReturnType<typeof openDisplay>>> = [];
  const close = (): void => {
    for (const display of displays) display.close();
  };
  try {
    for (let n = 0; n < project.config.maxWorkers; n++) displays.push(await openDisplay());
  } catch (error) {
    close();
    throw error;
  }
  project.provide(
    'displays',
    displays.map(({ env }) => env),
  );
  return close;
}
