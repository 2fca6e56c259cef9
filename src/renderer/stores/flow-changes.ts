/** Changes of flows. Each that is stored offers to go back to the version before. */

import type { FlowDetail } from '../../shared/domain/flow.ts';
import type { SavedChange, Shortfall } from '../../shared/domain/flow-change.ts';
import { shortfall } from '../../shared/domain/flow-change.ts';
import type { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { client } from '../ipc-client.ts';
import { text } from '../text.ts';
import { loadFlow, refreshFlow } from './flows.ts';
import { reportError, showToast } from './toasts.ts';

export interface ValueChange {
  path: string;
  place: number | null;
  text: string;
}

/** @throws MajordomoError as main refused it; the place that asked shows it */
export async function saveValues(flow: FlowDetail, values: ValueChange[], allow: Shortfall[]): Promise<void> {
  const saved = await client.flowChanges.setValues({ flowId: flow.id, basedOn: flow.version, values, allow });
  await changed(flow.id, saved);
}

/** @throws MajordomoError as main refused it */
export async function saveSource(
  flowId: string,
  change: { definition: JsonValue; basedOn: number; allow: Shortfall[] },
): Promise<void> {
  await changed(flowId, await client.flowChanges.save({ flowId, ...change }));
}

export async function restoreVersion(flowId: string, version: number): Promise<void> {
  try {
    const saved = await client.flowChanges.restore({ flowId, version });
    await changed(flowId, { ...saved, words: text.change.versions.restored(version) }, true);
  } catch (error) {
    reportError(error);
  }
}

async function changed(flowId: string, { before, words }: SavedChange, isRestore = false): Promise<void> {
  await loadFlow(flowId);
  showToast({
    title: isRestore ? words : text.change.saved(words),
    action: { label: text.change.undo, run: () => void undo(flowId, before) },
  });
}

async function undo(flowId: string, version: number): Promise<void> {
  try {
    await client.flowChanges.restore({ flowId, version });
    await loadFlow(flowId);
    refreshFlow(flowId);
    showToast({ title: text.change.undone });
  } catch (error) {
    reportError(error);
  }
}

/** What a refused change would need to be allowed; empty when allowing would not help. */
export function shortfallsOf(error: MajordomoError): Shortfall[] {
  const parsed = shortfall.array().safeParse(error.data.shortfalls ?? []);
  return parsed.success ? parsed.data : [];
}
