/** The worker of a realm: makes itself ready, gives everything away that it does not need any more, waits for its one script, runs it. */
import { openHostLink } from './host-link.ts';
import { runJavascript } from './javascript.ts';
import { lockDown } from './lock-down.ts';
import type { StartData } from './page-messages.ts';
import { loadPython, type Python } from './python.ts';

async function serve({ start, interrupt }: StartData, port: MessagePort): Promise<void> {
  const link = openHostLink(port);
  let python: Python | null = null;
  try {
    if (start.language === 'python') python = await loadPython(start.snapshot, interrupt);
    // Everything is here by now. What the lock takes away is gone before any script is known.
    const left = lockDown();
    if (left.length > 0) throw new Error(`The realm could not be locked down: ${left.join(', ')} stayed.`);
  } catch (error) {
    return link.failed(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  link.ready();
  const run = await link.script;
  try {
    await (python ? python.run(run, link) : runJavascript(run, link));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    link.ended({ ok: false, error: { code: 'Sandbox.Crashed', message, line: null } });
  }
}

globalThis.addEventListener(
  'message',
  (event: MessageEvent<StartData>) => {
    const [port] = event.ports;
    if (port) void serve(event.data, port);
  },
  { once: true },
);
