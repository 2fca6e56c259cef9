import type { Fact } from '../../shared/domain/fact.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { type Command, usageError } from '../command.ts';

const list: Command = {
  words: 'memory list',
  usage: '',
  summary: 'what you asked to remember',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run(_invocation, app) {
    const facts = app.memory.list();
    return {
      document: facts.map((fact) => ({ ...fact })),
      words: facts.length === 0 ? 'Nothing is remembered.' : facts.map(lineOf).join('\n'),
    };
  },
};

const add: Command = {
  words: 'memory add',
  usage: 'TEXT',
  summary: 'remembers a fact for all conversations',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals: [text = ''] }, app) {
    if (text.trim() === '') throw usageError('What is to be remembered? Give a sentence.');
    const fact = app.memory.add(text);
    return { document: { ...fact }, words: lineOf(fact) };
  },
};

const remove: Command = {
  words: 'memory remove',
  usage: 'ID',
  summary: 'forgets a fact',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals: [id = ''] }, app) {
    if (!app.memory.remove(id))
      throw new MajordomoError({
        code: 'Memory.Unknown',
        message: `There is no fact ${id}. 'memory list' shows the facts.`,
        data: { id },
      });
    return { document: { id, removed: true }, words: `${id} is forgotten.` };
  },
};

function lineOf({ id, text }: Fact): string {
  return `${id}  ${text}`;
}

export const memoryCommands: Command[] = [list, add, remove];
