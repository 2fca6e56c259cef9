/** The versions of a flow as others see them: which there are, and how two of them differ. */
import { diffArrays, structuredPatch } from 'diff';
import type { FlowVersionSummary, VersionDifference } from '../../shared/domain/flow-change.ts';
import { MajordomoError } from '../../shared/errors.ts';
import type { Database } from '../store/database.ts';
import { type FlowVersion, findFlowVersion, listFlowVersions } from '../store/tables/flows.ts';
import { definitionLines } from './flow-lines.ts';
import { existingFlow, workersOf } from './flow-views.ts';
import { staleInPrompts } from './follow-prompts.ts';

/** Lines of the definition shown around each change. */
const context = 3;

/** Newest first. @throws MajordomoError `Flow.Unknown` */
export function flowVersions(db: Database, flowId: string): FlowVersionSummary[] {
  const flow = existingFlow(db, flowId);
  return listFlowVersions(db, flow.id).map(({ why, ...version }) => ({
    ...version,
    why: why ?? (version.version === 1 ? 'Set up' : 'Agreed in the chat'),
  }));
}

/** @throws MajordomoError `Flow.Unknown`, `Flow.UnknownVersion` */
export function differenceOf(db: Database, flowId: string, from: number, to: number): VersionDifference {
  const flow = existingFlow(db, flowId);
  const [before, after] = [existingVersion(db, flow.id, from), existingVersion(db, flow.id, to)];
  return {
    from,
    to,
    lines: diffArrays(linesOf(db, before), linesOf(db, after)).flatMap(({ added, removed, value }) =>
      value.map((text) => ({ is: added ? 'added' : removed ? 'removed' : 'same', text }) as const),
    ),
    hunks: hunksOf(sourceOf(before), sourceOf(after)),
    notes: staleInPrompts(before.definition, { definition: after.definition, workers: workersOf(db, after) }),
  };
}

/** @throws MajordomoError `Flow.UnknownVersion` */
export function existingVersion(db: Database, flowId: string, version: number): FlowVersion {
  const found = findFlowVersion(db, flowId, version);
  if (found) return found;
  const known = listFlowVersions(db, flowId).map((one) => one.version);
  throw new MajordomoError({
    code: 'Flow.UnknownVersion',
    message: `The flow has no version ${version}. There ${known.length === 1 ? 'is only version' : 'are the versions'} ${known.reverse().join(', ')}.`,
    data: { flowId, version },
  });
}

function linesOf(db: Database, version: FlowVersion): string[] {
  return definitionLines({
    definition: version.definition,
    workers: workersOf(db, version),
    budget: version.budget ?? undefined,
  });
}

function sourceOf(version: FlowVersion): string {
  return `${JSON.stringify(version.definition, null, 2)}\n`;
}

function hunksOf(before: string, after: string): VersionDifference['hunks'] {
  const { hunks } = structuredPatch('before', 'after', before, after, undefined, undefined, { context });
  return hunks.map(({ oldStart, newStart, lines }) => {
    let [oldLine, newLine] = [oldStart, newStart];
    return lines.flatMap((line): VersionDifference['hunks'][number] => {
      const text = line.slice(1);
      if (line.startsWith('+')) return [{ is: 'added', text, before: null, after: newLine++ }];
      if (line.startsWith('-')) return [{ is: 'removed', text, before: oldLine++, after: null }];
      // "\ No newline at end of file" is no line of the definition.
      return line.startsWith(' ') ? [{ is: 'same', text, before: oldLine++, after: newLine++ }] : [];
    });
  });
}
