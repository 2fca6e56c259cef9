import { differenceOf, flowVersions } from '../../main/flows/flow-versions.ts';
import { existingFlow } from '../../main/flows/flow-views.ts';
import type { SavedChange, VersionDifference } from '../../shared/domain/flow-change.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { type Answer, type Command, usageError } from '../command.ts';
import { readJsonFile } from '../files.ts';
import { momentWords } from '../moment-words.ts';

const versions: Command = {
  words: 'flow versions',
  usage: 'ID [--difference FROM..TO]',
  summary: 'the versions of a flow: when, why, how many runs; --difference 1..2 says how two of them differ',
  options: { difference: 'text' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals, options, timezone }, app) {
    const { id } = existingFlow(app.db, positionals[0] ?? '');
    if (typeof options.difference === 'string') {
      const [, from, to] = /^(\d+)\.\.(\d+)$/.exec(options.difference) ?? [];
      if (from === undefined || to === undefined)
        throw usageError(`--difference takes two versions, such as 1..2; it is ${options.difference}.`);
      const difference = differenceOf(app.db, id, Number(from), Number(to));
      return { document: difference as unknown as JsonValue, words: differenceWords(difference) };
    }
    const all = flowVersions(app.db, id);
    return {
      document: all as unknown as JsonValue,
      words: all
        .map(
          ({ version, createdAtMs, why, runs }) =>
            `${String(version).padStart(3)}  ${momentWords(createdAtMs, timezone)}  ${why}  (${runs} ${runs === 1 ? 'run' : 'runs'})`,
        )
        .join('\n'),
    };
  },
};

const restore: Command = {
  words: 'flow restore',
  usage: 'ID VERSION',
  summary: 'makes a new version that is equal to an old one',
  takes: { min: 2, max: 2 },
  needs: 'app',
  run({ positionals }, app) {
    const [name = '', version = ''] = positionals;
    if (!/^[1-9]\d*$/.test(version))
      throw usageError(`Say which version: a number of 'flow versions', not ${version}.`);
    const { id } = existingFlow(app.db, name);
    return savedAnswer(app.flowEditing.changes.restore(id, Number(version)));
  },
};

const edit: Command = {
  words: 'flow edit',
  usage: 'ID FILE',
  summary: 'makes a new version with the definition of a file; its workers, permissions and schedule stay',
  takes: { min: 2, max: 2 },
  needs: 'app',
  run({ positionals, terminal }, app) {
    const [name = '', file = ''] = positionals;
    const { id } = existingFlow(app.db, name);
    const value = readJsonFile(terminal.cwd, file);
    // As `flow export` writes it, or the definition alone.
    const definition = isJsonObject(value) && isJsonObject(value.definition) ? value.definition : value;
    return savedAnswer(
      app.flowEditing.changes.save(id, { definition, basedOn: null, why: 'Edited in a file, from a terminal' }),
    );
  },
};

function savedAnswer(saved: SavedChange): Answer {
  return {
    document: { ...saved },
    words: `Version ${saved.version}: ${saved.words}. It was version ${saved.before}; 'flow restore' brings that back.`,
  };
}

const signs = { same: ' ', added: '+', removed: '-' } as const;

function differenceWords({ lines, hunks, notes }: VersionDifference): string {
  const marked = (all: readonly { is: keyof typeof signs; text: string }[]) =>
    all.map(({ is, text }) => `${signs[is]} ${text}`);
  if (hunks.length === 0 && lines.every(({ is }) => is === 'same')) return 'They are equal.';
  return [
    ...notes.map((note) => `Note: ${note}`),
    ...marked(lines),
    ...hunks.flatMap((hunk) => ['', ...marked(hunk)]),
  ].join('\n');
}

export const flowChangeCommands: Command[] = [versions, restore, edit];
