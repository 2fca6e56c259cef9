/** Where a run's steps lie on its time axis. Pure: everything in per cent of the part of the axis that is in view. */
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

/** The whole run. What a run took over from an earlier one lies before its start and is not on its axis. */
export function spanOf(detail: Pick<ShownRun, 'run' | 'steps' | 'forkedFrom'>, nowMs: number): TimelineSpan {
  const { run, steps, forkedFrom } = detail;
  let startMs = run.startedAtMs;
  let lastMs = run.endedAtMs ?? nowMs;
  for (const { enteredAtMs, exitedAtMs } of steps) {
    if (!forkedFrom && enteredAtMs < startMs) startMs = enteredAtMs;
    if (run.endedAtMs === null && exitedAtMs !== null && exitedAtMs > lastMs) lastMs = exitedAtMs;
  }
  return { startMs, endMs: Math.max(lastMs, startMs + 1) };
}

/** Whether a step came with the results of the run that this one began with. */
export function isCarried({ run, forkedFrom }: Pick<ShownRun, 'run' | 'forkedFrom'>, step: ShownStep): boolean {
  return forkedFrom !== null && step.exitedAtMs !== null && step.exitedAtMs < run.startedAtMs;
}

const leastMs = 4;

/** @param factor below 1 shows less, above 1 more @param at where it stays, from 0 (left) to 1 */
export function zoomed(view: TimelineSpan, whole: TimelineSpan, factor: number, at: number): TimelineSpan {
  const length = view.endMs - view.startMs;
  const wholeLength = whole.endMs - whole.startMs;
  const next = Math.min(wholeLength, Math.max(Math.min(leastMs, wholeLength), length * factor));
  return within(
    { startMs: view.startMs + (length - next) * at, endMs: view.startMs + (length - next) * at + next },
    whole,
  );
}

/** @param by parts of what is in view, to the right */
export function panned(view: TimelineSpan, whole: TimelineSpan, by: number): TimelineSpan {
  const move = (view.endMs - view.startMs) * by;
  return within({ startMs: view.startMs + move, endMs: view.endMs + move }, whole);
}

function within({ startMs, endMs }: TimelineSpan, whole: TimelineSpan): TimelineSpan {
  const length = Math.min(endMs - startMs, whole.endMs - whole.startMs);
  const start = Math.min(Math.max(startMs, whole.startMs), whole.endMs - length);
  return { startMs: start, endMs: start + length };
}

const units = [1, 1_000, 60_000, 3_600_000, 86_400_000];
const tickSteps = units.flatMap((unit, index) => {
  const most = (units[index + 1] ?? unit * 100) / unit;
  const nice =
    unit === 60_000 || unit === 1_000
      ? [1, 2, 5, 10, 15, 30]
      : unit === 3_600_000
        ? [1, 2, 3, 6, 12]
        : [1, 2, 5, 10, 20, 50, 100, 200, 500];
  return nice.filter((step) => step < most).map((step) => step * unit);
});

/** Round moments after the start of the run, at most so many. */
export function ticksOf(
  view: TimelineSpan,
  runStartMs: number,
  most: number,
): { offsetMs: number; leftPercent: number }[] {
  const length = view.endMs - view.startMs;
  const every = tickSteps.find((step) => length / step <= most) ?? length;
  const first = Math.ceil((view.startMs - runStartMs) / every) * every;
  const ticks: { offsetMs: number; leftPercent: number }[] = [];
  for (let offsetMs = first; runStartMs + offsetMs <= view.endMs; offsetMs += every)
    ticks.push({ offsetMs, leftPercent: ((runStartMs + offsetMs - view.startMs) / length) * 100 });
  return ticks;
}

/** What of a step is in view. @param nowMs the end of what is still under way */
export function segmentsOf(step: ShownStep, view: TimelineSpan, nowMs: number): TimelineSegment[] {
  const endMs = step.exitedAtMs ?? Math.max(nowMs, step.enteredAtMs);
  const segments: (TimelineSegment | null)[] = [];
  if (step.attempts.length === 0) {
    const kind = step.stateType === 'Wait' || step.status === 'waiting' ? 'wait' : 'work';
    segments.push(segment(kind, kind === 'wait' ? 'neutral' : endTone(step), step.enteredAtMs, endMs, view));
  }
  let reachedMs: number | null = null;
  step.attempts.forEach((attempt, index) => {
    const last = index === step.attempts.length - 1;
    if (reachedMs !== null && attempt.startedAtMs > reachedMs)
      segments.push(segment('wait', 'warn', reachedMs, attempt.startedAtMs, view));
    const tone = attempt.error === null || last ? endTone(step) : 'warn';
    reachedMs = attempt.endedAtMs ?? endMs;
    segments.push(segment('work', tone, attempt.startedAtMs, reachedMs, view));
  });
  if (step.status === 'waiting' && reachedMs !== null) segments.push(segment('wait', 'warn', reachedMs, endMs, view));
  return segments.filter((one) => one !== null);
}

export function endTone({ status }: Pick<ShownStep, 'status'>): Tone {
  if (status === 'running') return 'accent';
  if (status === 'failed') return 'bad';
  if (status === 'caught' || status === 'waiting') return 'warn';
  return status === 'cancelled' ? 'neutral' : 'ok';
}

/** Null when it is out of view. */
export function segment(
  kind: TimelineSegment['kind'],
  tone: Tone,
  fromMs: number,
  toMs: number,
  view: TimelineSpan,
): TimelineSegment | null {
  if (toMs < view.startMs || fromMs > view.endMs) return null;
  const length = view.endMs - view.startMs;
  const left = Math.max(0, ((fromMs - view.startMs) / length) * 100);
  const right = Math.min(100, ((toMs - view.startMs) / length) * 100);
  return { kind, tone, leftPercent: left, widthPercent: Math.max(0, right - left) };
}

export function tookMs(step: Pick<ShownStep, 'enteredAtMs' | 'exitedAtMs'>, nowMs: number): number {
  return Math.max(0, (step.exitedAtMs ?? nowMs) - step.enteredAtMs);
}
