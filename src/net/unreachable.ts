import type { MajordomoError } from '../shared/errors.ts';
import { toolFailure } from '../shared/tools/tool-failure.ts';

const LOOK_AT_NETWORK = 'Check that this computer is online and the address is spelt right, then try again.';
const TRY_LATER = 'Try again later; if that does not help, check the address.';
const LOOK_IN_BROWSER = 'Open it in a browser: the site, or the clock of this computer, may be wrong.';

/** What happened, and what to do about it. */
const REASONS: Record<string, readonly [what: string, remedy: string]> = {
  ENOTFOUND: ['its name is not known', LOOK_AT_NETWORK],
  EAI_AGAIN: ['names cannot be looked up just now', LOOK_AT_NETWORK],
  ECONNREFUSED: ['nothing answers there', TRY_LATER],
  ECONNRESET: ['the connection broke off', TRY_LATER],
  EPIPE: ['the connection broke off', TRY_LATER],
  ETIMEDOUT: ['the connection was not answered', TRY_LATER],
  EHOSTUNREACH: ['there is no way to it from here', LOOK_AT_NETWORK],
  ENETUNREACH: ['there is no network', LOOK_AT_NETWORK],
  Z_BUF_ERROR: ['the compressed answer broke off', TRY_LATER],
  Z_DATA_ERROR: ['the compressed answer is damaged', TRY_LATER],
  CERT_HAS_EXPIRED: ['its certificate has expired', LOOK_IN_BROWSER],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['its certificate is not trusted', LOOK_IN_BROWSER],
  SELF_SIGNED_CERT_IN_CHAIN: ['its certificate is not trusted', LOOK_IN_BROWSER],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['its certificate is not trusted', LOOK_IN_BROWSER],
  ERR_TLS_CERT_ALTNAME_INVALID: ['its certificate is for another name', LOOK_IN_BROWSER],
};

/** A socket's, TLS's or decompressor's error as a tool's failure. */
export function unreachable(address: string, error: unknown): MajordomoError {
  // With several addresses tried, the first one's error says most.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code = '', message = String(first) } = (first ?? {}) as { code?: string; message?: string };
  const [what, remedy] = REASONS[code] ?? [message, TRY_LATER];
  return toolFailure('Tool.Unreachable', `${address} could not be read: ${what}. ${remedy}`, {
    url: address,
    reason: code,
  });
}
