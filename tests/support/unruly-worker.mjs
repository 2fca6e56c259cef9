// A worker that misbehaves on demand: the call's `url` says how. Plain JavaScript, run by tests in the real worker's place.
const post = (message) => process.send(message);
process.on('message', (message) => {
  if (message.type === 'stop') return process.exit(0);
  if (message.type === 'ping') return post({ type: 'pong', id: message.id, rssBytes: Number(process.argv[3] ?? 1) });
  if (message.type !== 'call') return undefined;
  const { id } = message;
  const value = { pid: process.pid, env: Object.keys(process.env).sort() };
  switch (message.arguments.how) {
    case 'exit':
      return process.exit(3);
    case 'spin':
      for (;;);
    case 'hang':
      return undefined;
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
