/** An answer's body, decompressed and bounded. */
import type { IncomingMessage } from 'node:http';
import { PassThrough, pipeline, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { toolFailure } from '../shared/tools/tool-failure.ts';

/** Zstandard came to Node after the oldest runtime we have. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };

export const ACCEPTED_ENCODINGS = createZstdDecompress === undefined ? 'gzip, br, deflate' : 'gzip, br, zstd, deflate';

const FIRST_BYTES = 64 * 1024;

/** Stops reading as soon as `maxBytes` are passed, which also bounds what a small compressed answer can unfold to. */
export async function readBody(response: IncomingMessage, maxBytes: number, address: string): Promise<Buffer> {
  const tooLong = !response.headers['content-encoding'] && Number(response.headers['content-length'] ?? 0) > maxBytes;
  if (tooLong) response.destroy();
  const { body, whole } = tooLong ? { body: null, whole: false } : await readUpTo(response, maxBytes, address);
  if (body === null || !whole)
    throw toolFailure('Tool.TooLarge', `${address} is larger than ${maxBytes} bytes: raise maxBytes or ask for less.`, {
      url: address,
      maxBytes,
    });
  return body;
}

/** As far as `maxBytes` go; `whole` is false when there is more. */
export async function readUpTo(
  response: IncomingMessage,
  maxBytes: number,
  address: string,
): Promise<{ body: Buffer; whole: boolean }> {
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  // Errors arrive where the body is read.
  const stream = pipeline(response, await decoderFor(encoding, response, address), () => undefined);
  let body: Buffer = Buffer.allocUnsafe(Math.min(FIRST_BYTES, maxBytes));
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const taken = Math.min(chunk.length, maxBytes - size);
      if (size + taken > body.length) body = grown(body, size + taken, maxBytes);
      chunk.copy(body, size, 0, taken);
      size += taken;
      if (taken < chunk.length) return { body: body.subarray(0, size), whole: false };
    }
  } finally {
    response.destroy();
  }
  return { body: body.subarray(0, size), whole: true };
}

/** One buffer that grows: an answer in pieces of a byte each would otherwise be as many buffers. */
function grown(body: Buffer, needed: number, maxBytes: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(Math.max(needed, body.length * 2), maxBytes));
  body.copy(larger);
  return larger;
}

async function decoderFor(encoding: string, response: IncomingMessage, address: string): Promise<Transform> {
  switch (encoding) {
    case '':
    case 'identity':
      return new PassThrough();
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'deflate':
      // Some servers send it without the zlib header that RFC 9110 asks for.
      return (await startsWithZlibHeader(response)) ? zlib.createInflate() : zlib.createInflateRaw();
    case 'zstd':
      if (createZstdDecompress) return createZstdDecompress();
      break;
  }
  response.destroy();
  throw toolFailure(
    'Tool.NotText',
    `${address} answered in the encoding ${encoding}, which was not asked for and cannot be read.`,
    { url: address },
  );
}

function startsWithZlibHeader(response: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    response.once('readable', () => {
      const first = response.read(1) as Buffer | null;
      if (first !== null) response.unshift(first);
      resolve(first === null || (first.readUInt8(0) & 0x0f) === 8);
    });
    response.once('error', () => resolve(true));
  });
}
