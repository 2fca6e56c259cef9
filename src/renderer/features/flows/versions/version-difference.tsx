import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FlowVersionSummary, VersionDifference } from '../../../../shared/domain/flow-change.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Menu, MenuChoice } from '../../../components/menu.tsx';
import { SkeletonRows } from '../../../components/skeleton.tsx';
import { loadDifference, selectDifference, useVersionsStore } from '../../../stores/versions.ts';
import { text } from '../../../text.ts';
import { DifferenceLines } from './difference-lines.tsx';

interface VersionDifferenceProps {
  flowId: string;
  from: number;
  to: number;
  all: readonly FlowVersionSummary[];
}

const words = text.change.versions;

/** What a version changed against the one before, or another that is chosen: in plain English first, then in the source. */
export function VersionDifferenceView({ flowId, from: before, to, all }: VersionDifferenceProps) {
  const [from, setFrom] = useState(before);
  const difference = useVersionsStore(selectDifference(from, to));
  useEffect(() => void loadDifference(flowId, from, to), [flowId, from, to]);
  const others = all
    .filter(({ version }) => version !== to)
    .map(({ version }) => ({ value: String(version), label: words.version(version) }));
  return (
    <Card aria-label={words.versus(from, to)} className="px-5 py-4">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 grow font-semibold text-ui">{words.versus(from, to)}</h2>
        {others.length > 1 && (
          <Menu
            trigger={
              <Button className="h-7">
                {words.compareWith} {words.version(from)}
                <ChevronDown aria-hidden size={13} />
              </Button>
            }
          >
            <MenuChoice
              label={words.compareWith}
              value={String(from)}
              options={others}
              onChange={(version) => setFrom(Number(version))}
            />
          </Menu>
        )}
      </div>
      {difference.status === 'loading' && <SkeletonRows rows={4} />}
      {difference.status === 'error' && (
        <ErrorNotice
          what={words.differenceError}
          error={difference.error}
          onRetry={() => void loadDifference(flowId, from, to)}
        />
      )}
      {difference.status === 'ready' && <Difference difference={difference.value} />}
    </Card>
  );
}

function Difference({ difference: { lines, hunks, notes } }: { difference: VersionDifference }) {
  const readsTheSame = lines.every(({ is }) => is === 'same');
  if (hunks.length === 0 && readsTheSame) return <p className="text-ink-2">{words.equal}</p>;
  return (
    <>
      {notes.length > 0 && (
        <ul aria-label={words.notes} className="mb-3 flex flex-col gap-1 rounded-m bg-warn-bg px-3 py-2 text-body">
          {notes.map((note) => (
            <li key={note} className="[overflow-wrap:anywhere]">
              {note}
            </li>
          ))}
        </ul>
      )}
      <h3 className="mb-1.5 text-ink-3 text-s">{words.inWords}</h3>
      {readsTheSame ? (
        <p className="text-ink-2">{words.equalWords}</p>
      ) : (
        <DifferenceLines label={words.inWords} groups={[lines]} />
      )}
      {hunks.length > 0 && (
        <>
          <h3 className="mt-4 mb-1.5 text-ink-3 text-s">{words.inSource}</h3>
          <DifferenceLines label={words.inSource} groups={hunks} isSource />
        </>
      )}
    </>
  );
}
