/** `key set|list|remove`: the user's own keys for HTTP calls, each bound to its hosts. */
import { type KeySending, type ListedApiKey, sendingWords } from '../../shared/domain/api-key.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { listWords } from '../../shared/tools/words.ts';
import { type Command, type Invocation, usageError } from '../command.ts';

const placeWords = {
  encrypted: 'encrypted by the key store of the system',
  readable: 'readable, in a file that only you can read',
  environment: 'from the environment of this process',
} as const;

const set: Command = {
  words: 'key set',
  usage:
    'NAME --host HOST … [--header NAME | --basic USER | --query PARAMETER] [--value-from-env VAR | --in-environment] [--allow-readable]',
  summary:
    'keeps a key for HTTP calls, read from the standard input or a variable, and binds it to its hosts; sent as a bearer token unless said otherwise. --in-environment: the value is MAJORDOMO_SECRET_KEY_<NAME> of the process that owns the data',
  options: {
    host: 'texts',
    header: 'text',
    basic: 'text',
    query: 'text',
    'value-from-env': 'text',
    'in-environment': 'flag',
    'allow-readable': 'flag',
  },
  takes: { min: 1, max: 2 },
  needs: 'app',
  reads({ positionals: [name, dash], options }) {
    // Nothing of what was typed is printed again.
    if (dash !== undefined && dash !== '-')
      throw usageError(
        `A key is not given on the command line, where other programs can see it. Type 'key set ${name}' and give the value on the standard input; if what you typed was the key, replace it with a new one.`,
      );
    if (options['in-environment'] === true) return null;
    const variable = options['value-from-env'];
    return typeof variable === 'string' ? { from: 'environment', variable } : { from: 'stdin' };
  },
  run(invocation, app) {
    const { positionals, repeated, options, input } = invocation;
    const key = { name: positionals[0] ?? '', hosts: repeated.host ?? [], sending: sendingOf(invocation) };
    const place = app.keys.save(key, input, { allowReadable: options['allow-readable'] === true });
    const kept = app.keys.find(key.name);
    const hosts = kept?.hosts ?? [];
    return {
      document: { name: key.name, hosts, sending: key.sending, place },
      words: `${key.name} is kept, ${placeWords[place]}. It is sent ${sendingWords(key.sending)}, to ${listWords(hosts)} only.`,
    };
  },
};

const list: Command = {
  words: 'key list',
  usage: '',
  summary: 'which keys for HTTP calls there are, for which hosts, and how each is sent; never their values',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run(_invocation, app) {
    const keys = app.keys.list();
    return {
      document: keys as unknown as JsonValue,
      words: keys.length === 0 ? 'There are no keys.' : keys.map(lineOf).join('\n'),
    };
  },
};

const remove: Command = {
  words: 'key remove',
  usage: 'NAME',
  summary: 'forgets a key for HTTP calls; steps that use it fail from then on',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals: [name = ''] }, app) {
    if (!app.keys.remove(name))
      throw new MajordomoError({
        code: 'Secret.Unknown',
        message: `No key ${name} is kept. 'key list' shows which there are.`,
        data: { name },
      });
    return { document: { name, removed: true }, words: `${name} is forgotten.` };
  },
};

function sendingOf({ options: { header, basic, query } }: Invocation): KeySending {
  const given = [header, basic, query].filter((one) => one !== undefined);
  if (given.length > 1) throw usageError('A key is sent in one way: give one of --header, --basic and --query.');
  if (typeof header === 'string') return { by: 'header', name: header };
  if (typeof basic === 'string') return { by: 'basic', user: basic };
  if (typeof query === 'string') return { by: 'query', parameter: query };
  return { by: 'bearer' };
}

function lineOf({ name, hosts, sending, place }: ListedApiKey): string {
  const how = place === null ? 'its value is gone: set it again' : placeWords[place];
  return `${name}  for ${listWords(hosts)}, sent ${sendingWords(sending)}; ${how}`;
}

export const keyCommands: Command[] = [set, list, remove];
