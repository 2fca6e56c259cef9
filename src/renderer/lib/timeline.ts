/** Where a run's steps lie on its time axis. Pure: everything in per cent of the run's span. */
import type { ShownRun, ShownStep } from '../../shared/domain/run.ts';
import type { Tone } from './status-tone.ts';

export interface TimelineSpan {
  startMs: number;
  /** Never zero long. */
  endMs: number;
}

export interface TimelineSegment {
  /** Work under way or done, or time that only passes: a wait, the pause before a retry. */
  kind: 'work' | 'wait';
  tone: Tone;
  leftPercent: number;
  widthPercent: number;
}

export function spanOf(detail: ShownRun, nowMs: number): TimelineSpan {
  const startMs = Math.min(detail.run.startedAtMs, ...detail.steps.map((step) => step.enteredAtMs));
  const lastMs = detail.run.endedAtMs ?? Math.max(nowMs, ...detail.steps.map((step) => step.exitedAtMs ?? 0));
  return { startMs, endMs: Math.max(lastMs, startMs + 1) };
}

export function segmentsOf(step: ShownStep, span: TimelineSpan): TimelineSegment[] {
  const endMs = Math.min(step.exitedAtMs ?? span.endMs, span.endMs);
  if (step.attempts.length === 0) {
    const kind = step.stateType === 'Wait' || step.status === 'waiting' ? 'wait' : 'work';
    return [segment(kind, kind === 'wait' ? 'neutral' : endTone(step), step.enteredAtMs, endMs, span)];
  }
  const segments: TimelineSegment[] = [];
  let reachedMs: number | null = null;
  step.attempts.forEach((attempt, index) => {
    const last = index === step.attempts.length - 1;
    if (reachedMs !== null && attempt.startedAtMs > reachedMs) {
      segments.push(segment('wait', 'warn', reachedMs, attempt.startedAtMs, span));
    }
    const tone = attempt.error === null ? endTone(step) : last ? endTone(step) : 'warn';
    reachedMs = attempt.endedAtMs ?? endMs;
    segments.push(segment('work', tone, attempt.startedAtMs, reachedMs, span));
  });
  if (step.status === 'waiting' && reachedMs !== null) segments.push(segment('wait', 'warn', reachedMs, endMs, span));
  return segments;
}

function endTone(step: ShownStep): Tone {
  if (step.status === 'running') return 'accent';
  if (step.status === 'failed') return 'bad';
  if (step.status === 'caught' || step.status === 'waiting') return 'warn';
  return step.status === 'cancelled' ? 'neutral' : 'ok';
}

function segment(
  kind: TimelineSegment['kind'],
  tone: Tone,
  fromMs: number,
  toMs: number,
  span: TimelineSpan,
): TimelineSegment {
  const total = span.endMs - span.startMs;
  const left = Math.min(100, Math.max(0, ((fromMs - span.startMs) / total) * 100));
  const width = Math.min(100 - left, Math.max(0, ((toMs - fromMs) / total) * 100));
  return { kind, tone, leftPercent: left, widthPercent: width };
}

export function tookMs(step: ShownStep, nowMs: number): number {
  return Math.max(0, (step.exitedAtMs ?? nowMs) - step.enteredAtMs);
}

/** Map iterations and Parallel branches are indented by their depth in the tree. */
export function depthOf(scope: string): number {
  return scope === '' ? 0 : Math.min(4, scope.split(/[/.]/).filter(Boolean).length);
}
