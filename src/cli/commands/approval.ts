import { listApprovals } from '../../main/store/tables/approvals.ts';
import type { Approval } from '../../shared/domain/approval.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Command } from '../command.ts';
import { momentWords } from '../moment-words.ts';

const list: Command = {
  words: 'approval list',
  usage: '[--all]',
  summary: 'what waits for your decision; --all adds what was decided',
  options: { all: 'flag' },
  takes: { min: 0, max: 0 },
  needs: 'app',
  run({ options, timezone }, app) {
    const approvals = listApprovals(app.db, { pendingOnly: options.all !== true, limit: 200 });
    return {
      document: approvals as unknown as JsonValue,
      words:
        approvals.length === 0 ? 'Nothing waits for you.' : approvals.map((one) => lineOf(one, timezone)).join('\n'),
    };
  },
};

function decide(word: 'approve' | 'deny', status: 'approved' | 'denied'): Command {
  return {
    words: `approval ${word}`,
    usage: 'ID [--note TEXT]',
    summary: word === 'approve' ? 'says yes: the run goes on' : 'says no: the step fails with Approval.Denied',
    options: { note: 'text' },
    takes: { min: 1, max: 1 },
    needs: 'app',
    run({ positionals, options, timezone }, app) {
      const approval = app.approvals.decide(
        positionals[0] ?? '',
        status,
        typeof options.note === 'string' ? options.note : null,
      );
      return { document: approval as unknown as JsonValue, words: lineOf(approval, timezone) };
    },
  };
}

function lineOf(approval: Approval, timezone: string): string {
  return `${approval.id}  [${approval.status}]  ${approval.question}  (until ${momentWords(approval.expiresAtMs, timezone)})`;
}

export const approvalCommands: Command[] = [list, decide('approve', 'approved'), decide('deny', 'denied')];
