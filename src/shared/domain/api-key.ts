/** A key of the user's own, which steps name and never hold: where it may go and how it is sent. */
import { z } from 'zod';
import { isLoopbackHost, keyHostOf } from '../tools/hosts.ts';
import { headerName } from '../tools/http-headers.ts';

/** What `auth` names: `weather`, `my-github`. Lower case, so that its environment variable stands for it alone. */
export const apiKeyName = z
  .string()
  .max(40)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'is no name for a key: use lower-case letters, digits and hyphens, such as my-weather',
  );

/** Headers that say something else, or that another host is sent too. */
const NOT_FOR_KEYS =
  /^(user-agent|accept|accept-language|content-type|content-language|range|if-.*|cache-control|origin|referer)$/i;

/**
 * How the value is sent.
 * - bearer: `Authorization: Bearer <value>`. - header: `<name>: <value>`.
 * - basic: `Authorization: Basic …` of the user name and the value as the password.
 * - query: `?<parameter>=<value>`, for services that take it no other way; their logs show it.
 */
export const keySending = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('bearer') }),
  z.strictObject({
    by: z.literal('header'),
    name: headerName.refine(
      (name) => !NOT_FOR_KEYS.test(name),
      'is a header that carries no key: use the one the service names',
    ),
  }),
  z.strictObject({
    by: z.literal('basic'),
    user: z
      .string()
      .max(200)
      .regex(/^[^:\p{Cc}]*$/u, 'is no user name: it may have neither a colon nor a line break'),
  }),
  z.strictObject({
    by: z.literal('query'),
    parameter: z
      .string()
      .max(100)
      .regex(/^[A-Za-z0-9_.~[\]-]+$/, 'is no name of a parameter'),
  }),
]);
export type KeySending = z.infer<typeof keySending>;

/** One host as the user wrote it, or an address of it: kept as `host` or `host:port`, exact. */
const keyHost = z
  .string()
  .max(300)
  .transform((text, context) => {
    const host = keyHostOf(text);
    if (host !== null) return host;
    context.addIssue({
      code: 'custom',
      message: `'${text}' is no host that a key can be sent to: write one name, such as api.weather.example`,
    });
    return z.NEVER;
  });

export const apiKey = z.strictObject({
  name: apiKeyName,
  /** `host` or `host:port`, exact. By https only, but for this machine. */
  hosts: z
    .array(keyHost)
    .min(1, 'name the host that the key is for')
    .max(20)
    .transform((hosts) => [...new Set(hosts)]),
  sending: keySending,
});
export type ApiKey = z.infer<typeof apiKey>;

/** As it is shown; the value never is. */
export const listedApiKey = z.object({
  name: z.string(),
  hosts: z.array(z.string()),
  sending: keySending,
  /** How the value is kept; null when there is none any more. */
  place: z.enum(['encrypted', 'readable', 'environment']).nullable(),
});
export type ListedApiKey = z.infer<typeof listedApiKey>;

/** "as a bearer token", for people. */
export function sendingWords(sending: KeySending): string {
  switch (sending.by) {
    case 'bearer':
      return 'as a bearer token';
    case 'header':
      return `in the header ${sending.name}`;
    case 'basic':
      return `as the password of ${sending.user === '' ? 'nobody' : sending.user}`;
    case 'query':
      return `in the address, as ${sending.parameter}`;
  }
}

/** Whether a key may go to an address of this scheme. */
export function mayCarryKey(protocol: string, host: string): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(host));
}
