import { initial } from './0001-initial.ts';
import { approvalsAndOwner } from './0002-approvals-and-owner.ts';
import { historyByCommit } from './0003-history-by-commit.ts';
import { fasterStart } from './0004-faster-start.ts';
import { secrets } from './0005-secrets.ts';
import { usageAndBudgets } from './0006-usage-and-budgets.ts';
import { schedulePolicies } from './0007-schedule-policies.ts';
import { modelsAndMemory } from './0008-models-and-memory.ts';
import { search } from './0009-search.ts';
import { agents } from './0010-agents.ts';
import { fileChanges } from './0011-file-changes.ts';
import { triggers } from './0012-triggers.ts';
import { telling } from './0013-telling.ts';
import { flowVersions } from './0014-flow-versions.ts';
import { deletedConversations } from './0015-deleted-conversations.ts';
import { flowVersionTask } from './0016-flow-version-task.ts';
import { apiKeys } from './0017-api-keys.ts';
import { runsADay } from './0018-runs-a-day.ts';
import type { Migration } from './migration.ts';

/** In order of version, without gaps. */
export const migrations: readonly Migration[] = [
  initial,
  approvalsAndOwner,
  historyByCommit,
  fasterStart,
  secrets,
  usageAndBudgets,
  schedulePolicies,
  modelsAndMemory,
  search,
  agents,
  fileChanges,
  triggers,
  telling,
  flowVersions,
  deletedConversations,
  flowVersionTask,
  apiKeys,
  runsADay,
];
