/**
 * Between main and the page of a realm: hands the port through, passes an interrupt on, and reports a worker that does not load.
 * The page gets no function of it, and the script runs in a worker, which has no preload script.
 */
import { ipcRenderer } from 'electron';
import { interruptSignal, realmFailed } from './page-messages.ts';

ipcRenderer.on('sandbox:start', (event, start: object) => window.postMessage(start, '*', [...event.ports]));
ipcRenderer.on('sandbox:interrupt', () => window.postMessage({ type: interruptSignal }, '*'));
window.addEventListener('message', (event: MessageEvent<{ type?: unknown; message?: unknown }>) => {
  if (event.source === window && event.data.type === realmFailed)
    ipcRenderer.send('sandbox:failed', String(event.data.message));
});
// The page's own script has run by then.
window.addEventListener('load', () => ipcRenderer.send('sandbox:loaded'));
