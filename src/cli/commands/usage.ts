import { monthOf } from '../../main/budgets/limits.ts';
import { usageReportOf } from '../../main/budgets/usage-report.ts';
import { tokensOf } from '../../main/budgets/usage-sum.ts';
import { existingFlow } from '../../main/flows/flow-views.ts';
import type { UsageTotals } from '../../shared/domain/usage.ts';
import type { JsonValue } from '../../shared/json.ts';
import { usageWords } from '../agent-lines.ts';
import { type Command, usageError } from '../command.ts';

const usage: Command = {
  words: 'usage',
  usage: '[--month YYYY-MM] [--flow ID]',
  summary: 'what models used in a month: tokens and money by flow, by role and by model',
  options: { month: 'text', flow: 'text' },
  takes: { min: 0, max: 0 },
  needs: 'app',
  async run({ options, timezone }, app) {
    const month = typeof options.month === 'string' ? options.month : monthOf(timezone, app.clock.nowMs()).name;
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw usageError(`'${month}' is not a month: write it as 2026-11.`);
    const flowId = typeof options.flow === 'string' ? existingFlow(app.db, options.flow).id : null;
    const report = await usageReportOf(app.db, { month, flowId, timezone });
    const lines = (rows: Array<UsageTotals & { name: string }>): string[] =>
      rows.map(
        (row) => `  ${tokensOf(row).toLocaleString('en-US').padStart(11)} tokens  ${row.name}: ${usageWords(row)}`,
      );
    const words = [
      `${month}: ${usageWords(report.total)}`,
      ...(report.flows.length > 0 ? ['', 'Flows'] : []),
      ...lines(
        report.flows.map((row) => ({
          ...row,
          name: `${row.name}${row.flowId === null ? '' : `, ${row.runs} ${row.runs === 1 ? 'run' : 'runs'}`}`,
        })),
      ),
      ...(report.roles.length > 0 ? ['', 'Who asked'] : []),
      ...lines(report.roles.map((row) => ({ ...row, name: row.role }))),
      ...(report.models.length > 0 ? ['', 'Models'] : []),
      ...lines(report.models.map((row) => ({ ...row, name: `${row.endpoint}/${row.model}` }))),
    ];
    return { document: report as unknown as JsonValue, words: words.join('\n') };
  },
};

export const usageCommands: Command[] = [usage];
