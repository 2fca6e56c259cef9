/**
 * One message of the Telegram bot API. The token is a part of the address, so no error of this file names the address.
 * Source: core.telegram.org/bots/api#sendmessage and #making-requests (ResponseParameters.retry_after, seconds).
 */
import { z } from 'zod';
import { guardedRequest } from '../../../net/guarded-request.ts';
import { readBody } from '../../../net/read-body.ts';
import { grantedFormOf, webAddress } from '../../../net/web-address.ts';

const timeoutMs = 15_000;
const longestAnswer = 100_000;
/** What Telegram takes in one message. */
const longestText = 4096;

const answerSchema = z.object({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
});

/** - `later`: it was certainly not sent. - `unknown`: it may have been. */
export type SendResult =
  | { kind: 'sent' }
  | { kind: 'refused'; reason: string }
  | { kind: 'later'; afterMs: number | null; reason: string }
  | { kind: 'unknown'; reason: string };

export interface TelegramTarget {
  address: string;
  token: string;
  chat: string;
}

/** Errors of a connection that never came about. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN']);

export async function sendMessage(target: TelegramTarget, text: string, signal: AbortSignal): Promise<SendResult> {
  const address = target.address.replace(/\/+$/, '');
  try {
    const { response } = await guardedRequest({
      url: `${address}/bot${target.token}/sendMessage`,
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        chat_id: target.chat,
        text: shortened(text),
        link_preview_options: { is_disabled: true },
      }),
      granted: [grantedFormOf(webAddress(address, null))],
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      maxRedirects: 0,
    });
    const status = response.statusCode ?? 0;
    return resultOf(status, (await readBody(response, longestAnswer, address)).toString('utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    if (neverConnected.has(code))
      return { kind: 'later', afterMs: null, reason: `Telegram could not be reached (${code})` };
    if (code === 'Worker.NotGranted' || code === 'Tool.BadUrl')
      return { kind: 'refused', reason: 'The setting telegram.address leads to no place that may be asked' };
    return {
      kind: 'unknown',
      reason: `Telegram did not answer (${code}); it may have been sent, so it is not sent again`,
    };
  }
}

function resultOf(status: number, body: string): SendResult {
  const answer = parsed(body);
  const said = answer?.description ?? `status ${status}`;
  if (status === 200 && answer?.ok === true) return { kind: 'sent' };
  if (status === 429)
    return {
      kind: 'later',
      afterMs: (answer?.parameters?.retry_after ?? 30) * 1000,
      reason: 'Telegram asked to wait before the next message',
    };
  if (status === 401 || status === 404)
    return {
      kind: 'refused',
      reason: `Telegram does not take the bot's token (${said}). Store the right one: secret set telegram`,
    };
  if (status >= 400 && status < 500)
    return { kind: 'refused', reason: `Telegram did not take the message: ${said}. Look at the setting telegram.chat` };
  return { kind: 'unknown', reason: `Telegram answered ${said}; it may have been sent, so it is not sent again` };
}

function parsed(body: string): z.infer<typeof answerSchema> | null {
  try {
    return answerSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

function shortened(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}
