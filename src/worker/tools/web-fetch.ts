/** web_fetch: one address read as text, and as JSON where it is some. */
import type { LookupFunction } from 'node:net';
import { parseJsonText } from '../../net/decode-text.ts';
import {
  WEB_FETCH_MAX_JSON_CHARACTERS,
  type WebFetchArguments,
  type WebFetchResult,
  webFetch,
} from '../../shared/tools/web-fetch.ts';
import { fetchText } from '../fetch-text.ts';
import { type ToolContext, workerTool } from '../tool.ts';

export const webFetchTool = workerTool(webFetch, (args, context) => fetchPage(args, context));

export async function fetchPage(
  args: WebFetchArguments,
  context: ToolContext,
  lookup?: LookupFunction,
): Promise<WebFetchResult> {
  const { url, status, contentType, text, page } = await fetchText(args, context, lookup);
  const json = text.length > WEB_FETCH_MAX_JSON_CHARACTERS ? undefined : parseJsonText(text, contentType);
  return { url, status, contentType, page, ...(json === undefined ? {} : { json }) };
}
