/** feed: a worker reads it; which entries are new is told and remembered here, in one transaction. */
import { type FeedArguments, type FeedResult, feed, readFeed } from '../../shared/tools/feed.ts';
import { rememberSeen, type Source, unseen } from '../store/flow-memory.ts';
import { once, recordedAnswer } from '../store/receipts.ts';
import type { WritableUserTables } from '../store/user-tables.ts';
import { assertStillWanted, type MainTool, type MainToolContext, mainTool } from './main-tool.ts';

type Found = Pick<FeedResult, 'title' | 'url' | 'entries'>;

export function createFeed(db: WritableUserTables): MainTool {
  const read = (args: FeedArguments, context: MainToolContext) => context.inWorker(readFeed, args);
  const sourceOf = ({ url }: FeedArguments, { flowId, runId }: MainToolContext) => ({ flowId, runId, source: url });

  function judge(found: Found, source: Source): FeedResult {
    const { fresh, firstRun } = unseen(db, source, idsOf(found));
    return { ...found, newEntries: found.entries.filter(({ id }) => fresh.has(id)), firstRun };
  }

  return mainTool(
    feed,
    async (args, context) => {
      const key = context.idempotencyKey;
      const recorded = recordedAnswer<FeedResult>(db, key);
      if (recorded !== undefined) return recorded;
      const found = await read(args, context);
      // Entries that nobody hears of must not count as seen.
      assertStillWanted(feed.name, context);
      const source = sourceOf(args, context);
      const nowMs = Date.now();
      return once(db, { key, tool: feed.name, nowMs }, () => {
        const result = judge(found, source);
        rememberSeen(db, source, idsOf(found), nowMs);
        return result;
      });
    },
    async (args, context) => judge(await read(args, context), sourceOf(args, context)),
  );
}

function idsOf({ entries }: Found): string[] {
  return entries.map(({ id }) => id);
}
