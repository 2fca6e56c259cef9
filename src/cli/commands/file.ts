import { basename } from 'node:path';
import type { App } from '../../main/app.ts';
import { undoRun } from '../../main/files/undo-run.ts';
import type { FileChange } from '../../shared/file-change.ts';
import type { JsonValue } from '../../shared/json.ts';
import { type Answer, type Command, usageError } from '../command.ts';
import { momentWords } from '../moment-words.ts';

const changesShown = 200;

const changes: Command = {
  words: 'file changes',
  usage: '[--run RUN_ID]',
  summary: `what flows changed in the workspace, newest first (${changesShown} at most)`,
  options: { run: 'text' },
  takes: { min: 0, max: 0 },
  needs: 'app',
  async run({ options, timezone }, app) {
    const found = await app.fileChanges.list({
      limit: changesShown,
      ...(typeof options.run === 'string' ? { runId: options.run } : {}),
    });
    return {
      document: found as unknown as JsonValue,
      words:
        found.length === 0 ? 'No flow has changed a file.' : found.map((change) => lineOf(change, timezone)).join('\n'),
    };
  },
};

const undo: Command = {
  words: 'file undo',
  usage: 'CHANGE_ID | --run RUN_ID [--force]',
  summary: 'brings back what was there before; --force also where the file was changed since, keeping a copy of that',
  options: { run: 'text', force: 'flag' },
  takes: { min: 0, max: 1 },
  needs: 'app',
  async run({ positionals: [id], options, timezone }, app) {
    const force = options.force === true;
    const runId = typeof options.run === 'string' ? options.run : undefined;
    if ((id === undefined) === (runId === undefined))
      throw usageError("Give either the id of a change or --run RUN_ID. 'file changes' lists the changes.");
    if (runId !== undefined) return await undoAll(app, runId, { force, timezone });
    const undoing = await app.fileChanges.undo(app.fileChanges.find(id ?? ''), { force });
    return { document: undoing as unknown as JsonValue, words: `Undone. ${lineOf(undoing, timezone)}` };
  },
};

async function undoAll(
  app: App,
  runId: string,
  { force, timezone }: { force: boolean; timezone: string },
): Promise<Answer> {
  const { undone, undoing, refused } = await undoRun(app.fileChanges, runId, { force });
  const words = [
    ...undone.map((change) => `Undone. ${lineOf(change, timezone)}`),
    ...refused.map(({ error }) => error.message),
  ];
  return {
    document: {
      undone: undoing as unknown as JsonValue,
      refused: refused.map(({ change: { id, path }, error }) => ({ id, path, error: error as unknown as JsonValue })),
    },
    words: words.length === 0 ? `There is nothing to undo of the run ${runId}.` : words.join('\n'),
    exitCode: refused.length > 0 ? 1 : 0,
  };
}

function lineOf(change: FileChange, timezone: string): string {
  const { id, atMs, path, status, origin } = change;
  const undoneWords = status === 'undone' ? '  (undone)' : '';
  return `${id.slice(0, 12)}  ${momentWords(atMs, timezone)}  ${kindWords(change)} ${path}  (${origin.runId}, ${origin.state})${undoneWords}`;
}

function kindWords({ details, tool }: FileChange): string {
  const by = tool === 'undo' ? 'undo: ' : '';
  switch (details.kind) {
    case 'write':
      return `${by}${details.before === null ? 'made' : 'replaced'}`;
    case 'append':
      return `${by}${details.existed ? 'added to' : 'made'}`;
    case 'move':
      return `${by}moved to ${basename(details.to)}:`;
    case 'delete':
      return `${by}put into the trash`;
  }
}

export const fileCommands: Command[] = [changes, undo];
