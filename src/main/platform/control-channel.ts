/**
 * How a second process of the same user reaches the owner of a data directory: a socket (a named pipe on Windows) whose address and
 * token stand in a file that only the user can read. Owns: the socket and that file. Does not own: what a request does.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { DataDir } from '../data-dir.ts';

const controlFile = z.object({ address: z.string(), token: z.string() });
/** `input` is what the command reads where it was typed, such as a secret's value. */
const request = z.object({
  token: z.string(),
  cwd: z.string(),
  args: z.array(z.string()),
  input: z.string().optional(),
});
export type ControlRequest = Omit<z.infer<typeof request>, 'token'>;

const reply = z.union([z.object({ out: z.string() }), z.object({ err: z.string() }), z.object({ exit: z.number() })]);
export type ControlReply = z.infer<typeof reply>;

const longestRequest = 5_000_000;

/** @param handle answers one request; what it hands to `send` reaches the caller at once */
export async function serveControl(
  dataDir: DataDir,
  handle: (request: ControlRequest, send: (reply: ControlReply) => void) => Promise<void>,
): Promise<() => void> {
  const token = randomBytes(32).toString('hex');
  const address = addressFor(dataDir.root);
  if (process.platform !== 'win32') rmSync(address, { force: true });
  const server = createServer((socket) => serveOne(socket, token, handle));
  await listen(server, address);
  if (process.platform !== 'win32') chmodSync(address, 0o600);
  writeFileSync(dataDir.controlFile, JSON.stringify({ address, token }), { mode: 0o600 });
  return () => {
    server.close();
    rmSync(dataDir.controlFile, { force: true });
  };
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
}

function serveOne(
  socket: Socket,
  token: string,
  handle: (request: ControlRequest, send: (reply: ControlReply) => void) => Promise<void>,
): void {
  const send = (message: ControlReply): void => {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
  };
  // A caller that goes away takes nothing with it.
  socket.on('error', () => socket.destroy());
  let received = '';
  const onData = (chunk: Buffer): void => {
    received += chunk.toString();
    if (received.length > longestRequest) return void socket.destroy();
    const end = received.indexOf('\n');
    if (end < 0) return;
    socket.off('data', onData);
    const parsed = request.safeParse(parseJson(received.slice(0, end)));
    if (!parsed.success || !sameToken(parsed.data.token, token)) return void socket.destroy();
    const { token: _proven, ...asked } = parsed.data;
    void handle(asked, send).finally(() => socket.end());
  };
  socket.on('data', onData);
}

/** Asks the owner. @returns false when no owner answers at the address the file names. */
export async function askOwner(
  dataDir: DataDir,
  asked: ControlRequest,
  onReply: (reply: ControlReply) => void,
): Promise<boolean> {
  if (!existsSync(dataDir.controlFile)) return false;
  const parsed = controlFile.safeParse(parseJson(readFileSync(dataDir.controlFile, 'utf8')));
  if (!parsed.success) return false;
  const { address, token } = parsed.data;
  return await new Promise((resolve) => {
    const socket = connect(address);
    const unreachable = (): void => resolve(false);
    socket.once('error', unreachable);
    socket.once('connect', () => {
      // From here on it may have been carried out: whoever asked must not take it for unasked and try again.
      socket.off('error', unreachable);
      socket.write(`${JSON.stringify({ token, ...asked })}\n`);
      const lines = createInterface({ input: socket });
      lines.on('line', (line) => {
        const message = reply.safeParse(parseJson(line));
        if (message.success) onReply(message.data);
      });
      lines.once('close', () => resolve(true));
      // The owner died in the middle of its answer: what it said is all there is.
      lines.once('error', () => resolve(true));
    });
  });
}

function addressFor(root: string): string {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\majordomo-${name}`;
  // The socket's path may be 100 bytes at most, so it cannot lie in the data directory.
  const folder = join(tmpdir(), `majordomo-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${name}.sock`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sameToken(given: string, token: string): boolean {
  return given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token));
}
