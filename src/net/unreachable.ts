import type { MajordomoError } from '../shared/errors.ts';
import { toolFailure } from '../shared/tools/tool-failure.ts';

const REASONS: Record<string, string> = {
  ENOTFOUND: 'its name is not known (is it spelt right, is the network up?)',
  EAI_AGAIN: 'names cannot be looked up just now (is the network up?)',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  ETIMEDOUT: 'the connection was not answered',
  EHOSTUNREACH: 'there is no way to it from here',
  ENETUNREACH: 'there is no network',
  Z_BUF_ERROR: 'the compressed answer broke off',
  Z_DATA_ERROR: 'the compressed answer is damaged',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** A socket's, TLS's or decompressor's error as a tool's failure. */
export function unreachable(address: string, error: unknown): MajordomoError {
  // With several addresses tried, the first one's error says most.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code = '', message = String(first) } = (first ?? {}) as { code?: string; message?: string };
  return toolFailure('Tool.Unreachable', `${address} could not be read: ${REASONS[code] ?? message}.`, {
    url: address,
    reason: code,
  });
}
