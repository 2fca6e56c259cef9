import type { ListedSecret, SecretPlace } from '../../main/secrets/secrets.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { type Command, usageError } from '../command.ts';

const placeWords: Record<SecretPlace, string> = {
  encrypted: 'encrypted by the key store of the system',
  readable: 'readable, in a file that only you can read',
  environment: 'from the environment of this process',
};

const set: Command = {
  words: 'secret set',
  usage: 'NAME [--value-from-env VAR] [--allow-readable]',
  summary:
    'keeps a key, read from the standard input or a variable, never from the command line; --allow-readable: also where it cannot be encrypted',
  options: { 'value-from-env': 'text', 'allow-readable': 'flag' },
  // `-` says in so many words that the value comes from the standard input.
  takes: { min: 1, max: 2 },
  needs: 'app',
  reads({ positionals: [name, dash], options }) {
    // Nothing of what was typed is printed again.
    if (dash !== undefined && dash !== '-')
      throw usageError(
        `A secret is not given on the command line, where other programs can see it. Type 'secret set ${name}' and give the value on the standard input; if what you typed was the secret, replace it with a new one.`,
      );
    const variable = options['value-from-env'];
    return typeof variable === 'string' ? { from: 'environment', variable } : { from: 'stdin' };
  },
  run({ positionals: [name = ''], options, input }, app) {
    const place = app.secrets.write(name, input ?? '', { allowReadable: options['allow-readable'] === true });
    return { document: { name, place }, words: `${name} is kept: ${placeWords[place]}.` };
  },
};

const list: Command = {
  words: 'secret list',
  usage: '',
  summary: 'which secrets there are and how each is kept; never their values',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run(_invocation, app) {
    const secrets = app.secrets.list();
    return {
      document: secrets as unknown as JsonValue,
      words: secrets.length === 0 ? 'There are no secrets.' : secrets.map(lineOf).join('\n'),
    };
  },
};

const remove: Command = {
  words: 'secret remove',
  usage: 'NAME',
  summary: 'forgets a secret',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals: [name = ''] }, app) {
    if (!app.secrets.remove(name))
      throw new MajordomoError({
        code: 'Secret.Unknown',
        message: `No secret ${name} is kept. 'secret list' shows which there are; one of the environment is removed there.`,
        data: { name },
      });
    return { document: { name, removed: true }, words: `${name} is forgotten.` };
  },
};

function lineOf({ name, place }: ListedSecret): string {
  return `${name}  ${placeWords[place]}`;
}

export const secretCommands: Command[] = [set, list, remove];
