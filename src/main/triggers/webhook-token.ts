/** The secret in a webhook's address. Kept only as its hash: whoever reads the database cannot call it. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** In constant time, whatever is said. */
export function isToken(said: string, hash: string | null): boolean {
  const given = Buffer.from(tokenHash(said), 'hex');
  const known = Buffer.from(hash ?? tokenHash(newToken()), 'hex');
  return timingSafeEqual(given, known) && hash !== null;
}

/** `X-Signature-256: sha256=<hex>` of the body, made with a secret that both sides know. In constant time. */
export function isSignature(said: string | undefined, body: Buffer, secret: string): boolean {
  const known = createHmac('sha256', secret).update(body).digest();
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(said ?? '')?.[1];
  const given = hex === undefined ? Buffer.alloc(known.length) : Buffer.from(hex, 'hex');
  return timingSafeEqual(given, known) && hex !== undefined;
}
