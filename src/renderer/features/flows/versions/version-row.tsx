import { RotateCcw } from 'lucide-react';
import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import type { FlowVersionSummary } from '../../../../shared/domain/flow-change.ts';
import { Button } from '../../../components/button.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Tag } from '../../../components/tag.tsx';
import { cx } from '../../../lib/cx.ts';
import { restoreVersion } from '../../../stores/flow-changes.ts';
import { text } from '../../../text.ts';

interface VersionRowProps {
  flow: FlowDetail;
  version: FlowVersionSummary;
  isChosen: boolean;
  onChoose: () => void;
}

const words = text.change.versions;

export function VersionRow({
  flow,
  version: { version, why, createdAtMs, runs },
  isChosen,
  onChoose,
}: VersionRowProps) {
  const isCurrent = version === flow.version;
  return (
    <li
      className={cx(
        'flex items-center gap-3 border-b pr-3 last:border-b-0',
        isChosen ? 'bg-accent-bg' : 'transition hover:bg-hover',
      )}
    >
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className="grid min-w-0 grow grid-cols-[88px_minmax(0,1fr)] items-baseline gap-x-3 py-2.5 pl-5 text-left focus-visible:-outline-offset-2"
      >
        <span className="font-[570] tabular-nums">{words.version(version)}</span>
        <span className="min-w-0">
          <span className="[overflow-wrap:anywhere]">{why}</span>
          <span className="block text-ink-3 text-s">
            <RelativeTime atMs={createdAtMs} /> · {words.runs(runs)}
          </span>
        </span>
      </button>
      {isCurrent ? (
        <Tag tone="ok">{words.current}</Tag>
      ) : (
        flow.status !== 'cancelled' && (
          <Button
            className="h-7"
            icon={<RotateCcw aria-hidden size={13} />}
            aria-label={words.restoreVersion(version)}
            onClick={() => void restoreVersion(flow.id, version)}
          >
            {words.restore}
          </Button>
        )
      )}
    </li>
  );
}
