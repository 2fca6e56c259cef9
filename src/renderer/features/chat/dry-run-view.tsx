import { CircleAlert, CircleCheck, X } from 'lucide-react';
import type { DryRunReport } from '../../../shared/domain/plan.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { text } from '../../text.ts';

interface DryRunViewProps {
  report: DryRunReport;
  onClose: () => void;
}

/** What a run would do now, on the card itself: effects as a diff, then the steps taken. */
export function DryRunView({ report, onClose }: DryRunViewProps) {
  const words = text.plan.report;
  return (
    <section aria-label={words.title} className="animate-appear border-t bg-well px-[18px] py-3 text-body">
      <div className="mb-2 flex items-center gap-2">
        {report.error ? (
          <CircleAlert aria-hidden size={15} className="text-bad" />
        ) : (
          <CircleCheck aria-hidden size={15} className="text-ok" />
        )}
        <h3 className="font-semibold text-ui">{words.title}</h3>
        <span className="min-w-0 grow truncate text-ink-3 text-s">{words.note}</span>
        <IconButton label={words.close} onClick={onClose} icon={<X aria-hidden size={15} />} />
      </div>
      {report.error && (
        <p className="mb-2 rounded-s bg-bad-bg px-3 py-2 [overflow-wrap:anywhere]">
          <b className="font-[570]">{report.error}</b>
          {report.cause && <span className="text-ink-2">: {report.cause}</span>}
        </p>
      )}
      <p className="mb-1 text-ink-3 text-s">{words.effects}</p>
      {report.effects.length === 0 ? (
        <p className="text-ink-2">{words.noEffects}</p>
      ) : (
        <ul className="overflow-hidden rounded-s font-mono text-s">
          {report.effects.map((effect, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report does not change
            <li key={index} className="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-1 bg-ok-bg px-2.5 py-1">
              <span aria-hidden className="text-ok">
                +
              </span>
              <span className="[overflow-wrap:anywhere]">{effect.summary}</span>
              <span className="pl-3 text-ink-3">{effect.tool}</span>
            </li>
          ))}
        </ul>
      )}
      {report.steps.length > 0 && (
        <>
          <p className="mt-3 mb-1 text-ink-3 text-s">{words.steps}</p>
          <ol className="flex flex-col gap-0.5">
            {report.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a report does not change
              <li key={index} className="grid grid-cols-[22px_minmax(0,1fr)]">
                <span aria-hidden className="font-medium font-mono text-ink-3 text-s leading-[21px]">
                  {index + 1}
                </span>
                <span className="[overflow-wrap:anywhere]">
                  {step.state}
                  <span className="text-ink-3"> · {step.summary}</span>
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
