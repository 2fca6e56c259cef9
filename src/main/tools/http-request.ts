/**
 * http_request. Without a key a worker makes the request. With one, main does: the value is in no other process, and what the
 * server echoes of it is taken out before a worker keeps the text and reads it.
 */
import type { LookupFunction } from 'node:net';
import { sendHttp } from '../../net/send-http.ts';
import { webAddress } from '../../net/web-address.ts';
import {
  type HttpRequestArguments,
  httpRequest,
  keepAnswerText,
  sendPlainRequest,
} from '../../shared/tools/http-request.ts';
import { toolFailure } from '../../shared/tools/tool-failure.ts';
import type { ApiKeys } from '../secrets/api-keys.ts';
import { assertStillWanted, type MainTool, mainTool } from './main-tool.ts';
import { createTurnstile } from './turnstile.ts';

export interface HttpRequestPorts {
  keys: Pick<ApiKeys, 'credentialFor'>;
  appVersion: string;
  /** DNS; tests hand in their own. */
  lookup?: LookupFunction | undefined;
}

/** Answers that main holds in its memory at once, each of at most 20 MB. */
const MAX_AT_ONCE = 6;

export function createHttpRequest({ keys, appVersion, lookup }: HttpRequestPorts): MainTool {
  const turnstile = createTurnstile(MAX_AT_ONCE);
  return mainTool(httpRequest, async ({ auth, ...args }, context) => {
    if (auth === undefined) return await context.inWorker(sendPlainRequest, args);
    const credential = keys.credentialFor(auth, webAddress(args.url, null));
    refuseDoubled(auth, args, credential);
    const { limits, idempotencyKey, signal } = context;
    const granted = limits.hosts ?? [];
    const answer = await turnstile(async () => {
      assertStillWanted(httpRequest.name, context);
      return await sendHttp(args, { granted, appVersion, idempotencyKey, signal, lookup, credential });
    }).catch((error: unknown) => {
      assertStillWanted(httpRequest.name, context);
      throw error;
    });
    return await context.inWorker(keepAnswerText, answer);
  });
}

/** A step that sends the same header or parameter itself means something else than the key's. */
function refuseDoubled(
  auth: string,
  { headers = {}, url }: Pick<HttpRequestArguments, 'headers' | 'url'>,
  credential: ReturnType<ApiKeys['credentialFor']>,
): void {
  const header = Object.keys(headers).find((name) => Object.hasOwn(credential.headers, name.toLowerCase()));
  const parameter = credential.parameter?.name;
  const inAddress = parameter !== undefined && new URL(url).searchParams.has(parameter);
  if (header === undefined && !inAddress) return;
  const what = header === undefined ? `the parameter ${parameter}` : `the header ${header}`;
  throw toolFailure(
    'Tool.BadArguments',
    `The step sends ${what} itself, and the key ${auth} is sent in it: leave it out of the step, or leave out auth.`,
    { key: auth },
  );
}
