import { mayInWords } from '../../main/flows/describe.ts';
import { findWorker, listWorkers } from '../../main/store/tables/workers.ts';
import type { Worker } from '../../shared/domain/grant.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Command } from '../command.ts';

const list: Command = {
  words: 'worker list',
  usage: '',
  summary: 'all workers and what they may do',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run(_invocation, app) {
    const workers = listWorkers(app.db);
    return {
      document: workers as unknown as JsonValue,
      words: workers.length === 0 ? 'There are no workers yet.' : workers.map(lineOf).join('\n'),
    };
  },
};

const show: Command = {
  words: 'worker show',
  usage: 'ID',
  summary: 'one worker: tools, limits, prompt',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals }, app) {
    const [id = ''] = positionals;
    const worker = findWorker(app.db, id);
    if (!worker)
      throw new MajordomoError({
        code: 'Worker.Unknown',
        message: `There is no worker ${id}. 'worker list' shows the workers.`,
        data: { id },
      });
    return { document: worker as unknown as JsonValue, words: [lineOf(worker), '', worker.prompt].join('\n') };
  },
};

function lineOf(worker: Worker): string {
  return `${worker.id}  ${worker.name} may ${mayInWords(worker).join(', ')}. Nothing else.`;
}

export const workerCommands: Command[] = [list, show];
