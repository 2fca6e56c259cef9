import { type ReactNode, useCallback } from 'react';
import type { RunStep } from '../../../shared/domain/run.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { cx } from '../../lib/cx.ts';
import { formatDuration } from '../../lib/format-duration.ts';
import { formatClockExact } from '../../lib/format-time.ts';
import { logsOf } from '../../lib/script-logs.ts';
import { text } from '../../text.ts';
import { AgentTraceView } from './agent-trace.tsx';
import { ScriptLogs } from './script-logs.tsx';

interface StepDetailProps {
  runId: string;
  seq: number;
  /** Anything that changes when more is recorded of the step. */
  changed: string;
  className?: string;
}

/** Everything recorded of one step, read when it is opened. */
export function StepDetail({ runId, seq, changed, className }: StepDetailProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has changed is read again
  const load = useCallback(() => client.runs.step({ runId, seq }), [runId, seq, changed]);
  const { state, reload } = useLoaded(load, `${runId} ${seq}`);
  return (
    <div className={cx('flex animate-appear flex-col gap-3 text-body', className)}>
      {state.status === 'loading' && <Skeleton className="late h-16 w-full rounded-m" />}
      {state.status === 'error' && <ErrorNotice what={text.graph.stepError} error={state.error} onRetry={reload} />}
      {state.status === 'ready' && <Recorded step={state.value} />}
    </div>
  );
}

function Recorded({ step }: { step: RunStep }) {
  const logs = logsOf(step.result);
  return (
    <>
      <p className="text-ink-3 text-s [overflow-wrap:anywhere]">
        <code>{step.state}</code> · {step.stateType}
        {step.resource && (
          <>
            {' · '}
            <code>{step.resource}</code>
          </>
        )}
        <span className="block tabular-nums">{timesOf(step)}</span>
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
      {step.agent && (
        <Part name={text.run.model}>
          <AgentTraceView trace={step.agent} />
        </Part>
      )}
      {logs && (
        <Part name={text.run.logs}>
          <ScriptLogs logs={logs} />
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
      {step.result !== null && JSON.stringify(step.result) !== JSON.stringify(step.output) && (
        <Part name={text.run.result}>
          <JsonView label={text.run.result} value={step.result} depth={1} />
        </Part>
      )}
      {step.output !== null && (
        <Part name={text.run.output}>
          <JsonView label={text.run.output} value={step.output} />
        </Part>
      )}
    </>
  );
}

function timesOf({ enteredAtMs, exitedAtMs }: RunStep): string {
  const from = formatClockExact(enteredAtMs);
  return exitedAtMs === null ? text.run.from(from) : text.run.fromTo(from, formatClockExact(exitedAtMs));
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
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
          className="flex flex-wrap gap-x-3 px-3 py-1.5 text-s tabular-nums"
        >
          <span className="text-ink-3">{text.run.attempt(index + 1)}</span>
          <span className="text-ink-3">{formatClockExact(attempt.startedAtMs)}</span>
          <span className={cx('min-w-40 flex-1 [overflow-wrap:anywhere]', attempt.error ? 'text-bad' : 'text-ok')}>
            {attempt.error ? [attempt.error, attempt.cause].filter(Boolean).join(': ') : attemptWord(attempt)}
          </span>
          <span className="text-ink-3">
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
