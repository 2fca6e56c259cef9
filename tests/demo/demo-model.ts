/** A model endpoint on loopback that answers what the demonstration's agents ask: real HTTP, made-up words. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Seeded } from '../support/seeded.ts';

export interface DemoModel {
  baseUrl: string;
  close(): Promise<void>;
}

interface Asked {
  stream?: boolean;
  messages: Array<{ role: string; content: unknown }>;
  tools?: Array<{ function: { name: string } }>;
}

const letters = [
  'A calm week: the kettle stayed above its price, the service had one bad hour on Tuesday, and the disk grew by two percent.',
  'Mostly good news: the offers in the kitchen came down, nothing failed, and one question waits for you.',
  'The supplier did not answer on Monday. Everything else ran; the journal has a line for each evening.',
];

export async function startDemoModel(random: Seeded): Promise<DemoModel> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      if (!request.url?.endsWith('/chat/completions')) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data: [{ id: 'demo-model', object: 'model' }] }));
        return;
      }
      const asked = JSON.parse(body) as Asked;
      const hasResult = asked.messages.some(({ role }) => role === 'tool');
      const tools = (asked.tools ?? []).map(({ function: { name } }) => name);
      // An agent reads the notes first; the assistant in the chat just answers.
      const reads = !hasResult && tools.includes('file_read') && tools.length < 5;
      const usage = { prompt_tokens: 900 + random.below(2_600), completion_tokens: 60 + random.below(320) };
      const delta = reads
        ? { tool_calls: [call('file_read', { path: 'notes.md' })] }
        : { content: letters[random.below(letters.length)] };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const piece = (choices: object[], more: object = {}): void => {
        response.write(
          `data: ${JSON.stringify({ id: 'demo', object: 'chat.completion.chunk', model: 'demo-model', choices, ...more })}\n\n`,
        );
      };
      piece([{ index: 0, delta: { role: 'assistant', ...delta } }]);
      piece([{ index: 0, delta: {}, finish_reason: reads ? 'tool_calls' : 'stop' }]);
      piece([], { usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens } });
      response.end('data: [DONE]\n\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function call(name: string, args: object): object {
  return { index: 0, id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(args) } };
}
