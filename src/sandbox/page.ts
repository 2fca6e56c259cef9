/**
 * The page of a realm: makes the worker in which the script runs, and holds the one thing that can interrupt Python from outside it.
 * Listens to its preload script only, never to the worker.
 */
import { interruptSignal, realmFailed, type StartData } from './page-messages.ts';

const worker = new Worker('/worker.js', { type: 'module' });
const interrupt = new Uint8Array(new SharedArrayBuffer(1));

worker.addEventListener('error', (event) => {
  window.postMessage({ type: realmFailed, message: event.message || 'the worker could not be loaded' });
});

window.addEventListener('message', (event: MessageEvent<{ type?: unknown }>) => {
  if (event.source !== window) return;
  if (event.data.type === 'start') worker.postMessage({ start: event.data, interrupt } as StartData, [...event.ports]);
  // 2 is SIGINT: Pyodide raises KeyboardInterrupt.
  if (event.data.type === interruptSignal) interrupt[0] = 2;
});
