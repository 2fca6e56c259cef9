/** An answer's body, decompressed and bounded. */
import type { IncomingMessage } from 'node:http';
import { PassThrough, pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { toolFailure } from '../tool.ts';

/** Stops reading as soon as `maxBytes` are passed, which also bounds what a small compressed answer can unfold to. */
export async function readBody(response: IncomingMessage, maxBytes: number, address: string): Promise<Buffer> {
  const tooLarge = () =>
    toolFailure('Tool.TooLarge', `${address} is larger than ${maxBytes} bytes: raise maxBytes or ask for less.`, {
      url: address,
      maxBytes,
    });
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' && Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy();
    throw tooLarge();
  }
  // Errors arrive where the body is read.
  const body = pipeline(response, await decoderFor(encoding, response, address), () => undefined);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks);
}

async function decoderFor(encoding: string, response: IncomingMessage, address: string): Promise<Transform> {
  switch (encoding) {
    case '':
    case 'identity':
      return new PassThrough();
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      // Some servers send it without the zlib header that RFC 9110 asks for.
      return (await startsWithZlibHeader(response)) ? createInflate() : createInflateRaw();
    default:
      response.destroy();
      throw toolFailure(
        'Tool.NotText',
        `${address} answered in the encoding ${encoding}, which was not asked for and cannot be read.`,
        { url: address },
      );
  }
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
