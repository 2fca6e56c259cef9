/** http_request, as far as a worker does it: the request when it carries no key, and what becomes of any answer's text. */
import type { LookupFunction } from 'node:net';
import { parseJsonText } from '../../net/decode-text.ts';
import { sendHttp } from '../../net/send-http.ts';
import {
  HTTP_REQUEST_MAX_TEXT_CHARACTERS,
  type HttpRequestResult,
  keepAnswerText,
  type PlainRequestArguments,
  type ReadAnswer,
  sendPlainRequest,
} from '../../shared/tools/http-request.ts';
import { WEB_FETCH_MAX_JSON_CHARACTERS } from '../../shared/tools/web-fetch.ts';
import { keepPage } from '../pages.ts';
import { type ToolContext, workerPart } from '../tool.ts';

export const sendPlainRequestPart = workerPart(sendPlainRequest, (args, context) => sendRequest(args, context));
export const keepAnswerTextPart = workerPart(keepAnswerText, keepText);

/** `lookup` is DNS; tests hand in their own. */
export async function sendRequest(
  args: PlainRequestArguments,
  context: ToolContext,
  lookup?: LookupFunction,
): Promise<HttpRequestResult> {
  const { appVersion, idempotencyKey, signal, limits } = context;
  const granted = limits.hosts ?? [];
  return await keepText(await sendHttp(args, { granted, appVersion, idempotencyKey, signal, lookup }), context);
}

async function keepText({ text, ...answer }: ReadAnswer, { pagesDir }: ToolContext): Promise<HttpRequestResult> {
  if (text === null) return answer;
  const page = await keepPage(text, pagesDir);
  const json = text.length > WEB_FETCH_MAX_JSON_CHARACTERS ? undefined : parseJsonText(text, answer.contentType);
  if (json !== undefined) return { ...answer, json, page };
  return text.length > HTTP_REQUEST_MAX_TEXT_CHARACTERS ? { ...answer, page } : { ...answer, text, page };
}
