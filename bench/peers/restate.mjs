// Restate: one server on one node with its durable defaults (fsync on), and the SDK's handler over HTTP/2. PARTITIONS=1 for one partition.
import { spawn } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import http2 from 'node:http2';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as restate from '@restatedev/restate-sdk';
import { freshFolder, runLoads, stepResult, steps } from './workload.mjs';

const partitions = process.env.PARTITIONS;
const ports = { ingress: 18080, admin: 19070, node: 15122, handler: 19080 };

const data = freshFolder('restate');
const serverPackage = createRequire(import.meta.url).resolve('@restatedev/restate-server/package.json');
const binary = join(
  dirname(createRequire(serverPackage).resolve('@restatedev/restate-server-linux-x64/package.json')),
  'bin/restate-server',
);
const config = join(data, 'restate.toml');
writeFileSync(
  config,
  `base-dir = "${data}/data"
node-name = "bench"
bind-address = "127.0.0.1:${ports.node}"
advertised-address = "http://127.0.0.1:${ports.node}"
disable-telemetry = true
log-filter = "warn"
${partitions ? `default-num-partitions = ${partitions}` : ''}
[ingress]
bind-address = "127.0.0.1:${ports.ingress}"
[admin]
bind-address = "127.0.0.1:${ports.admin}"
disable-web-ui = true
[metadata-server]
`,
);
const log = openSync(join(data, 'server.log'), 'w');
// WRAP: a command to put before the server, such as strace.
const words = [...(process.env.WRAP?.split(' ') ?? []), binary, '--config-file', config];
const server = spawn(words[0], words.slice(1), {
  cwd: data,
  stdio: ['ignore', log, log],
  env: { ...process.env, DO_NOT_TRACK: '1' },
});
let stopping = false;
server.on('exit', (code, signal) => {
  if (stopping) return;
  console.error('restate-server ended', code, signal, readFileSync(join(data, 'server.log'), 'utf8').slice(-2000));
  process.exit(1);
});

async function answers(url, options) {
  for (let tries = 0; tries < 300; tries++, await sleep(100)) {
    try {
      const answer = await fetch(url, options);
      if (answer.ok) return;
    } catch {
      // Not up yet.
    }
  }
  throw new Error(`no answer from ${url}`);
}

let note = () => undefined;
const service = restate.workflow({
  name: 'flow',
  handlers: {
    run: async (context, index) => {
      for (let step = 0; step < steps; step++) {
        const at = performance.now();
        await context.run(`s${step}`, async () => stepResult(index, step));
        note(performance.now() - at);
      }
      return { done: true };
    },
  },
});
const handler = http2.createServer(restate.createEndpointHandler({ services: [service], logger: () => undefined }));
await new Promise((resolve) => handler.listen(ports.handler, '127.0.0.1', resolve));

const json = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
try {
  await answers(`http://127.0.0.1:${ports.admin}/health`);
  await answers(`http://127.0.0.1:${ports.admin}/deployments`, json({ uri: `http://127.0.0.1:${ports.handler}` }));
  await answers(`http://127.0.0.1:${ports.ingress}/restate/health`);
  await runLoads(`Restate, ${partitions ?? 24} partitions`, (noteStep, load) => {
    note = noteStep;
    return async (index) => {
      const answer = await fetch(`http://127.0.0.1:${ports.ingress}/flow/${load}-${index}/run`, json(index));
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.json();
    };
  });
} finally {
  stopping = true;
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), 15_000);
  await new Promise((resolve) => server.on('exit', resolve));
  clearTimeout(timer);
}
process.exit(0);
