/**
 * read_page in the real app: a page that its scripts draw is rendered under the grant of its call. Hunts for a page that reaches what
 * the grant does not name, that leaves something behind, or that holds up the next one.
 */
import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/shared/json.ts';
import { runJson } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type WebServer, webServer } from '../support/web-server.ts';

interface RunResult {
  status: string;
  output: Record<string, JsonValue>;
  error: string | null;
  cause: string | null;
}

const page = (script: string, body = '<div id="root"></div>') =>
  `<!doctype html><html><head><title>Shell</title></head><body>${body}<script>${script}</script></body></html>`;

/** The same step twice in one process, when it is to show what the first left to the second. */
async function run(servers: WebServer[], args: Record<string, JsonValue>, twice = false): Promise<RunResult> {
  const folder = tempFolder();
  const flow = {
    name: 'Read a page',
    workers: [
      {
        name: 'reader',
        prompt: 'Read.',
        tools: [{ tool: 'read_page', limits: { hosts: servers.map(({ host }) => host) } }],
      },
    ],
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Read',
      States: {
        Read: {
          Type: 'Task',
          Resource: 'worker:reader/read_page',
          Arguments: args,
          ...(twice ? { Next: 'Again' } : { End: true }),
        },
        ...(twice ? { Again: { Type: 'Task', Resource: 'worker:reader/read_page', Arguments: args, End: true } } : {}),
      },
    },
  };
  const file = join(folder, 'flow.json');
  writeFileSync(file, JSON.stringify(flow));
  const { json } = await runJson<RunResult>(join(folder, 'data'), ['flow', 'run', file]);
  return json;
}
const serve = (answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void>) =>
  webServer((request, response) => {
    const answer = answers[(request.url ?? '/').split('?')[0] ?? '/'];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
const html = (text: string) => (_request: IncomingMessage, response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);

describe('a page that its scripts draw', () => {
  it('is read as it is drawn, with what it fetched from granted hosts', async () => {
    const server = await serve({
      '/app': html(
        page(`fetch('/data.json').then(r => r.json()).then(d => {
          document.title = 'Drawn';
          document.getElementById('root').innerHTML = '<main><h1>' + d.name + '</h1><p>' + 'It costs 49 euros. '.repeat(20) + '</p><a href="/more">More</a></main>';
        })`),
      ),
      '/data.json': (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"name":"Kettle"}'),
    });
    const { status, output, cause } = await run([server], { url: `${server.base}/app` });
    expect([status, cause]).toEqual(['SUCCEEDED', null]);
    expect(output).toMatchObject({
      url: `${server.base}/app`,
      title: expect.stringMatching(/Drawn|Kettle/),
      text: expect.stringContaining('It costs 49 euros.'),
      rendered: true,
      links: [{ text: 'More', url: `${server.base}/more` }],
    });
  });

  it('is read as it came where it needs no scripts, or is told not to', async () => {
    const server = await serve({
      '/plain': html(
        page('window.x = 1', `<article><h1>News</h1><p>${'A sentence of the article. '.repeat(30)}</p></article>`),
      ),
      '/app': html(page("document.getElementById('root').textContent = 'drawn'")),
    });
    const plain = await run([server], { url: `${server.base}/plain` });
    expect(plain.output).toMatchObject({
      rendered: false,
      text: expect.stringContaining('A sentence of the article.'),
    });
    const shell = await run([server], { url: `${server.base}/app`, render: 'never' });
    expect(shell.output).toMatchObject({ rendered: false, text: '' });
  });
});

describe('a hostile page', () => {
  let other: WebServer;
  let reached: string[] = [];
  const always = { render: 'always' as const };
  const attack = async (script: string, args = {}, twice = false) => {
    reached = [];
    other = await webServer((request, response) => {
      reached.push(request.url ?? '');
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end('secret');
    });
    const body = `<main><h1>Page</h1><p id="said">nothing</p><p>${'Some text. '.repeat(40)}</p></main>`;
    const source = page(
      `const other = '${other.base}'; const ws = other.replace('http', 'ws'); const say = t => { document.getElementById('said').textContent = 'said: ' + t; };\n${script}`,
      body,
    );
    const server = await serve({ '/': html(source) });
    return await run([server], { url: `${server.base}/`, ...always, ...args }, twice);
  };

  it('reaches no host that is not granted, by no way there is', async () => {
    const { cause, output } = await attack(`
      const tries = [
        fetch(other + '/fetch').then(r => r.text()), fetch(other + '/no-cors', { mode: 'no-cors' }).then(r => { if (r.type === 'opaque') throw 0; }),
        new Promise((yes, no) => { const s = new WebSocket(ws + '/socket'); s.onopen = yes; s.onerror = no; }),
        new Promise((yes, no) => { const e = new EventSource(other + '/events'); e.onopen = yes; e.onerror = no; }),
        new Promise((yes, no) => { const s = document.createElement('script'); s.src = other + '/script'; s.onload = yes; s.onerror = no; document.head.append(s); }),
        new Promise((yes, no) => { const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = other + '/style'; l.onload = yes; l.onerror = no; document.head.append(l); }),
      ];
      for (const rel of ['preload', 'prefetch', 'preconnect', 'dns-prefetch']) { const l = document.createElement('link'); l.rel = rel; l.href = other + '/' + rel; l.as = 'script'; document.head.append(l); }
      navigator.sendBeacon(other + '/beacon', 'x'); new Image().src = other + '/image';
      const frame = document.createElement('iframe'); frame.src = other + '/frame'; document.body.append(frame);
      open(other + '/window'); const a = document.createElement('a'); a.href = other + '/ping'; a.ping = other + '/ping'; a.download = 'x'; a.click();
      Promise.allSettled(tries).then(all => say(all.filter(t => t.status === 'fulfilled').length + ' of ' + all.length));`);
    expect([cause, reached]).toEqual([null, []]);
    expect(String(output.text)).toContain('said: 0 of 6');
  });

  it('opens no connection of its own by WebRTC', async () => {
    let connections = 0;
    const relay = createServer(() => connections++);
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    const { port } = relay.address() as AddressInfo;
    try {
      const { cause } = await attack(`
        const peer = new RTCPeerConnection({ iceServers: [{ urls: 'turn:127.0.0.1:${port}?transport=tcp', username: 'a', credential: 'b' }], iceTransportPolicy: 'relay' });
        peer.createDataChannel('x'); peer.createOffer().then(o => peer.setLocalDescription(o));`);
      expect([cause, connections]).toEqual([null, 0]);
    } finally {
      await new Promise((resolve) => relay.close(resolve));
    }
  });

  it('that goes on to a host that is not granted gets nowhere', async () => {
    const { status } = await attack("location.href = other + '/moved'");
    expect([status === 'SUCCEEDED' || status === 'FAILED', reached]).toEqual([true, []]);
  });

  it('has no Node, no camera, no files, no storage of an earlier page', async () => {
    const script = `
      const before = [localStorage.length, document.cookie];
      localStorage.x = 1; document.cookie = 'x=1';
      const soon = p => Promise.race([p, new Promise((_, no) => setTimeout(no, 300))]);
      Promise.allSettled([
        navigator.mediaDevices ? navigator.mediaDevices.getUserMedia({ video: true }) : Promise.reject(), Notification.requestPermission().then(p => { if (p !== 'granted') throw 0; }),
        fetch('file:///etc/passwd'), new Promise((y, n) => navigator.geolocation.getCurrentPosition(y, n)),
      ].map(soon)).then(all => say([typeof process, typeof require, all.map(t => t.status).join(), before.join()].join(' | ')));`;
    const { output } = await attack(script, {}, true);
    expect(String(output.text)).toContain('said: undefined | undefined | rejected,rejected,rejected,rejected | 0,');
  });

  it('that never ends is ended at its time', async () => {
    const { status, error } = await attack('for (;;) {}', { timeoutMs: 8_000 });
    expect([status, error]).toEqual(['FAILED', expect.stringMatching(/^Tool\.(NotRendered|Timeout)$/)]);
  });

  it('that asks and asks is read all the same', async () => {
    const { cause, output } = await attack("setInterval(() => fetch('/again').catch(() => 0), 20); say('busy')", {
      timeoutMs: 8_000,
    });
    expect(cause).toBeNull();
    expect(String(output.text)).toContain('said: busy');
  });
});
