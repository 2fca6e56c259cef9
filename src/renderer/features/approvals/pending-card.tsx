import { ArrowRight, Check, X } from 'lucide-react';
import { useState } from 'react';
import type { ApprovalOfFlow } from '../../../shared/domain/approval.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { TextField } from '../../components/field.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { cx } from '../../lib/cx.ts';
import { decideApproval } from '../../stores/approvals.ts';
import { openFlow, openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

const longDetail = 320;

/** A question that waits: what is asked, what it is about, and the two answers. */
export function PendingCard({ approval }: { approval: ApprovalOfFlow }) {
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const decide = async (decision: 'approved' | 'denied') => {
    setBusy(true);
    await decideApproval(approval, decision, note);
    setBusy(false);
  };
  return (
    <li data-testid="approval">
      <Card aria-label={text.approvals.item(approval.flowName)} className="animate-appear px-5 py-4">
        <p className="flex flex-wrap items-center gap-x-2 text-ink-3 text-s">
          <button
            type="button"
            onClick={() => openFlow(approval.flowId)}
            className="rounded-[4px] font-[550] text-ink-2 hover:text-ink hover:underline"
          >
            {approval.flowName}
          </button>
          <span>
            <RelativeTime atMs={approval.createdAtMs} />
          </span>
          <span aria-hidden>·</span>
          <span className="text-warn">
            {text.approvals.expires('')}
            <RelativeTime atMs={approval.expiresAtMs} />
          </span>
        </p>
        <h3 className="mt-1.5 font-[570] text-l [overflow-wrap:anywhere]">{approval.question}</h3>
        {approval.detail && <Detail words={approval.detail} />}
        <div className="mt-4">
          <TextField
            label={text.approvals.note}
            value={note}
            maxLength={2000}
            placeholder={text.approvals.notePlaceholder}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <div className="mt-3.5 flex flex-wrap items-center gap-2">
          <Button
            variant="primary"
            busy={busy}
            icon={<Check aria-hidden size={14} />}
            onClick={() => void decide('approved')}
          >
            {text.approvals.approve}
          </Button>
          <Button disabled={busy} icon={<X aria-hidden size={14} />} onClick={() => void decide('denied')}>
            {text.approvals.deny}
          </Button>
          <span className="grow" />
          <Button variant="quiet" onClick={() => openRun(approval.runId)}>
            {text.approvals.openRun}
            <ArrowRight aria-hidden size={14} />
          </Button>
        </div>
      </Card>
    </li>
  );
}

function Detail({ words }: { words: string }) {
  const long = words.length > longDetail;
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={text.approvals.detail} className="mt-2.5 rounded-m border bg-well px-3.5 py-2.5 text-body">
      <p className={cx('whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]', long && !open && 'line-clamp-5')}>
        {words}
      </p>
      {long && (
        <button type="button" onClick={() => setOpen(!open)} className="mt-1 text-accent text-s hover:underline">
          {open ? text.approvals.less : text.approvals.more}
        </button>
      )}
    </section>
  );
}
