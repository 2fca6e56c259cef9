/** Which headers a flow may send: none that would break out of its line, lead elsewhere or change how the message is framed. */
import { z } from 'zod';

/** RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110, 5.5: visible characters, spaces and tabs between them. No line break can begin a header of its own. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** The connection's, the message's framing, and where it goes: ours to set. RFC 9110, 7.6.1. */
const OURS =
  /^(host|content-length|transfer-encoding|content-encoding|accept-encoding|connection|keep-alive|te|trailer|upgrade|expect|via|http2-settings|proxy-.*|sec-.*)$/i;

const MAX_HEADERS = 50;
const MAX_VALUE_CHARACTERS = 8_000;

export const headerName = z
  .string()
  .min(1)
  .max(100)
  .regex(TOKEN, 'is not a header name')
  .refine((name) => !OURS.test(name), 'is a header that only the app itself may set: leave it out');

const headerValue = z
  .string()
  .max(MAX_VALUE_CHARACTERS)
  .regex(VALUE, 'has a character that no header may have, such as a line break: leave it out');

export const requestHeaders = z
  .record(headerName, headerValue)
  .refine((headers) => Object.keys(headers).length <= MAX_HEADERS, `has too many headers: give at most ${MAX_HEADERS}`)
  .refine(
    (headers) => new Set(Object.keys(headers).map((name) => name.toLowerCase())).size === Object.keys(headers).length,
    'names a header twice: upper and lower case are the same header',
  );
