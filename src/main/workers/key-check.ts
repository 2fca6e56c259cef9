/** Judges the key that a step is to send: is there one of that name, for that host, and may the worker use it. */
import { mayCarryKey } from '../../shared/domain/api-key.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { JsonObject } from '../../shared/json.ts';
import { hostOf } from '../../shared/tools/hosts.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import { listWords } from '../../shared/tools/words.ts';
import { isExpression } from '../workflow/expression.ts';
import type { ValidationContext } from '../workflow/validate/validate.ts';

export interface KnownKey {
  name: string;
  hosts: readonly string[];
}

/** The one problem that agreeing to a wider grant mends. */
export const KEY_NOT_GRANTED = 'key-not-granted';

type Complaint = ReturnType<NonNullable<ValidationContext['checkResource']>>[number];

/**
 * What an expression gives is checked by the broker at each call.
 * @param known null when it cannot be known which keys there are
 */
export function keyProblems(
  tool: string,
  { auth, url }: JsonObject,
  worker: WorkerSpec,
  known: readonly KnownKey[] | null,
): Complaint[] {
  if (tool !== 'http_request' || typeof auth !== 'string' || isExpression(auth)) return [];
  const granted = worker.tools.flatMap(({ tool: name, limits }) => (name === tool ? (limits.keys ?? []) : []));
  if (!granted.includes(auth))
    return [
      complaint(
        KEY_NOT_GRANTED,
        `The worker '${worker.name}' may not use the key '${auth}', ${granted.length === 0 ? 'and no other' : `only ${listWords(granted)}`}.`,
        `Add it to the keys of the worker’s ${tool}.`,
      ),
    ];
  if (known === null) return [];
  const key = known.find(({ name }) => name === auth);
  if (key === undefined) {
    const near = nearestName(
      auth,
      known.map(({ name }) => name),
    );
    const save = `Save it in Settings → Tools and keys, or with 'key set ${auth}'.`;
    return [
      complaint('unknown-key', `There is no key '${auth}'.`, near === null ? save : `Did you mean '${near}'? ${save}`),
    ];
  }
  const host = typeof url === 'string' && !isExpression(url) ? hostOf(url) : null;
  if (host === null) return [];
  if (!key.hosts.includes(host))
    return [
      complaint(
        'key-for-other-host',
        `The key '${auth}' is only for ${listWords(key.hosts)}, not for ${host}.`,
        `Use the key that is for ${host}, or save this one anew for it in Settings → Tools and keys.`,
      ),
    ];
  return mayCarryKey(
    String(url)
      .slice(0, String(url).indexOf(':') + 1)
      .toLowerCase(),
    host,
  )
    ? []
    : [
        complaint(
          'key-needs-https',
          `The key '${auth}' cannot be sent over plain http.`,
          'Write the address with https.',
        ),
      ];
}

function complaint(code: string, message: string, suggestion: string): Complaint {
  return { field: 'Arguments', code, message, suggestion };
}
