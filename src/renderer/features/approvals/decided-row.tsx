import { memo } from 'react';
import type { ApprovalOfFlow } from '../../../shared/domain/approval.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { Tag } from '../../components/tag.tsx';
import { approvalTone } from '../../lib/status-tone.ts';
import { openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

export const DecidedRow = memo(function DecidedRow({ approval }: { approval: ApprovalOfFlow }) {
  return (
    <li className="lazy-row">
      <button
        type="button"
        onClick={() => openRun(approval.runId)}
        className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-4 px-5 py-2.5 text-left transition hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="min-w-0">
          <span className="block truncate text-body">{approval.question}</span>
          <span className="block truncate text-ink-3 text-s">
            {approval.flowName}
            {approval.note && `: “${approval.note}”`}
          </span>
        </span>
        <span className="flex flex-col items-end gap-0.5">
          <Tag tone={approvalTone[approval.status]}>{text.approvals.status[approval.status]}</Tag>
          <span className="text-ink-3 text-s">
            <RelativeTime atMs={approval.decidedAtMs ?? approval.createdAtMs} />
          </span>
        </span>
      </button>
    </li>
  );
});
