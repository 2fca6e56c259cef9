// A worker that misbehaves on demand: the call's `url` says how. Plain JavaScript, run by tests in the real worker's place.
import { writeSync } from 'node:fs';

const post = (message) => process.send(message);
let mute = false;
let rssBytes = 1;
/** Written as text: building it in memory and sending it would overflow this process's own stack. */
const postNested = (id, depth) =>
  writeSync(3, `{"type":"result","id":"${id}","ok":true,"value":${'['.repeat(depth)}${']'.repeat(depth)}}\n`);
process.on('message', (message) => {
  if (message.type === 'stop') return process.exit(0);
  if (message.type === 'ping') return mute ? undefined : post({ type: 'pong', id: message.id, rssBytes });
  if (message.type !== 'call') return undefined;
  const { id } = message;
  const value = { pid: process.pid, env: Object.keys(process.env).sort(), argv: process.argv.slice(2) };
  switch (message.arguments.how) {
    case 'exit':
      return process.exit(3);
    case 'spin':
      for (;;);
    case 'hang':
      return undefined;
    case 'abort':
      return process.abort();
    case 'then mute':
      mute = true;
      return post({ type: 'result', id, ok: true, value });
    case 'grow':
      rssBytes = 5_000_000_000;
      return undefined;
    case 'nested':
      return postNested(id, 5_000);
    case 'spawn':
      return post({ type: 'spawn', command: 'sh' });
    case 'foreign call':
      return post({ type: 'call', id, tool: 'notify', arguments: {} });
    case 'answer another call':
      post({ type: 'result', id: '999', ok: true, value: 'forged' });
      return post({ type: 'result', id, ok: true, value });
    case 'late':
      return setTimeout(() => post({ type: 'result', id, ok: true, value: 'late' }), 120);
    case 'nonsense':
      return post({ type: 'what' });
    case 'chatter':
      for (let line = 0; line < 500; line++) post({ type: 'log', id, level: 'info', text: `line ${line}` });
      for (let line = 0; line < 500; line++) console.error('noise', 'x'.repeat(5000));
      return setTimeout(() => post({ type: 'result', id, ok: true, value }), 100);
    case 'slow':
      return setTimeout(() => post({ type: 'result', id, ok: true, value }), 60);
    default:
      return post({ type: 'result', id, ok: true, value });
  }
});
if (process.env.HOME !== '/never-ready') post({ type: 'ready' });
