import type { ReactNode } from 'react';
import type { RunStep } from '../../../shared/domain/run.ts';
import { JsonView } from '../../components/json-view.tsx';
import { cx } from '../../lib/cx.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { formatClockSeconds } from '../../lib/format-time.ts';
import { text } from '../../text.ts';

/** Everything recorded of one step. */
export function StepDetail({ step }: { step: RunStep }) {
  return (
    <div className="flex animate-appear flex-col gap-3 px-5 pt-1 pb-4 pl-12 text-body">
      <p className="text-ink-3 text-s">
        <code>{step.state}</code> · {step.stateType}
        {step.resource && (
          <>
            {' · '}
            <code>{step.resource}</code>
          </>
        )}
      </p>
      {step.error && (
        <Part name={text.run.error}>
          <p className="rounded-m bg-bad-bg px-3 py-2 [overflow-wrap:anywhere]">
            <b className="font-[570]">{step.error}</b>
            {step.cause && <span className="block text-ink-2">{step.cause}</span>}
          </p>
        </Part>
      )}
      {step.attempts.length > 1 && (
        <Part name={text.run.attempts}>
          <Attempts attempts={step.attempts} />
        </Part>
      )}
      {step.arguments !== null && (
        <Part name={text.run.arguments}>
          <JsonView label={text.run.arguments} value={step.arguments} />
        </Part>
      )}
      {step.input !== null && (
        <Part name={text.run.input}>
          <JsonView label={text.run.input} value={step.input} depth={1} />
        </Part>
      )}
      {step.output !== null && (
        <Part name={text.run.output}>
          <JsonView label={text.run.output} value={step.output} />
        </Part>
      )}
    </div>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-ink-3 text-s">{name}</h3>
      {children}
    </section>
  );
}

function Attempts({ attempts }: { attempts: RunStep['attempts'] }) {
  return (
    <ol className="divide-y rounded-m border">
      {attempts.map((attempt, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts only ever append
          key={index}
          className="grid grid-cols-[84px_84px_minmax(0,1fr)_72px] gap-3 px-3 py-1.5 text-s tabular-nums"
        >
          <span className="text-ink-3">{text.run.attempt(index + 1)}</span>
          <span className="text-ink-3">{formatClockSeconds(attempt.startedAtMs)}</span>
          <span className={cx('[overflow-wrap:anywhere]', attempt.error ? 'text-bad' : 'text-ok')}>
            {attempt.error ? [attempt.error, attempt.cause].filter(Boolean).join(': ') : attemptWord(attempt)}
          </span>
          <span className="text-right text-ink-3">
            {attempt.endedAtMs !== null && formatDuration(attempt.endedAtMs - attempt.startedAtMs)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function attemptWord(attempt: RunStep['attempts'][number]): string {
  return attempt.endedAtMs === null ? text.run.stepStatus.running : text.run.attemptOk;
}
