/** page_changed: a worker reads and compares; what the text was is kept here. */
import {
  comparePage,
  type PageChangedArguments,
  type PageChangedResult,
  pageChanged,
} from '../../shared/tools/page-changed.ts';
import { rememberText, textBefore } from '../store/flow-memory.ts';
import { once, recordedAnswer } from '../store/receipts.ts';
import type { WritableUserTables } from '../store/user-tables.ts';
import { assertStillWanted, type MainTool, type MainToolContext, mainTool } from './main-tool.ts';

export function createPageChanged(db: WritableUserTables): MainTool {
  const sourceOf = ({ url, selector = '' }: PageChangedArguments, { flowId, runId }: MainToolContext) => ({
    flowId,
    runId,
    source: `${url} ${selector}`,
  });

  async function compare(
    args: PageChangedArguments,
    context: MainToolContext,
  ): Promise<{ result: PageChangedResult; text: string }> {
    const before = textBefore(db, sourceOf(args, context));
    const { text, ...difference } = await context.inWorker(comparePage, { ...args, before });
    return { result: { ...difference, firstRun: before === null }, text };
  }

  return mainTool(
    pageChanged,
    async (args, context) => {
      const key = context.idempotencyKey;
      const recorded = recordedAnswer<PageChangedResult>(db, key);
      if (recorded !== undefined) return recorded;
      const { result, text } = await compare(args, context);
      // A change that nobody hears of must not count as seen.
      assertStillWanted(pageChanged.name, context);
      const nowMs = Date.now();
      return once(db, { key, tool: pageChanged.name, nowMs }, () => {
        rememberText(db, sourceOf(args, context), text, nowMs);
        return result;
      });
    },
    async (args, context) => (await compare(args, context)).result,
  );
}
