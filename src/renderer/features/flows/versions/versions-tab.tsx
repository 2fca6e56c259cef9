import { useEffect, useState } from 'react';
import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import { Card } from '../../../components/card.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { loadVersions, selectVersions, useVersionsStore } from '../../../stores/versions.ts';
import { text } from '../../../text.ts';
import { VersionDifferenceView } from './version-difference.tsx';
import { VersionRow } from './version-row.tsx';

/** All versions, the newest first; the chosen one with what it changed. */
export function VersionsTab({ flow }: { flow: FlowDetail }) {
  const list = useVersionsStore(selectVersions);
  const [chosen, setChosen] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the flow is another list
  useEffect(() => void loadVersions(flow.id), [flow.id, flow.version]);
  if (list.status === 'error')
    return (
      <ErrorNotice
        what={text.change.versions.loadError}
        error={list.error}
        onRetry={() => void loadVersions(flow.id)}
      />
    );
  if (list.status === 'loading')
    return (
      <Card className="p-5">
        <SkeletonRows rows={4} />
      </Card>
    );
  const versions = list.value;
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0];
  const before = versions.find(({ version }) => shown !== undefined && version < shown.version);
  return (
    <div className="flex flex-col gap-4">
      <Card aria-label={text.change.versions.title} className="overflow-hidden">
        <ul aria-label={text.change.versions.title} className="max-h-96 overflow-y-auto">
          {versions.map((version) => (
            <VersionRow
              key={version.version}
              flow={flow}
              version={version}
              isChosen={version.version === shown?.version}
              onChoose={() => setChosen(version.version)}
            />
          ))}
        </ul>
        {versions.length === 1 && <p className="border-t px-5 py-3 text-ink-3 text-ui">{text.change.versions.only}</p>}
      </Card>
      {shown && before && (
        <VersionDifferenceView
          key={shown.version}
          flowId={flow.id}
          to={shown.version}
          from={before.version}
          all={versions}
        />
      )}
    </div>
  );
}
