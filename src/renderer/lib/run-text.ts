/** A run as plain text, to be sent to somebody or kept. */
import type { ShownRun, ShownStep } from '../../shared/domain/run.ts';
import { text } from '../text.ts';
import { formatDuration } from './format-duration.ts';
import { formatExact } from './format-time.ts';

const mostSteps = 500;

export function runAsText({ run, steps, effects, refusals, notifications }: ShownRun, timeZone?: string): string {
  const took = run.endedAtMs === null ? null : formatDuration(run.endedAtMs - run.startedAtMs);
  const part = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
  return [
    `${run.flowName}: ${text.runs.status[run.status].toLowerCase()}`,
    `${formatExact(run.startedAtMs, timeZone)}, ${text.runs.trigger(run.trigger)}${took ? `, ${text.run.took(took)}` : ''}`,
    `${run.id}, ${text.compare.version(run.version)}`,
    ...(run.error ? [[run.error, run.cause].filter(Boolean).join(': ')] : []),
    ...part(text.run.steps, [
      ...steps.slice(0, mostSteps).map(stepLine),
      ...(steps.length > mostSteps ? [text.run.moreSteps(steps.length - mostSteps)] : []),
    ]),
    ...part(
      text.changes.title,
      effects.map(({ summary }) => summary),
    ),
    ...part(
      text.run.refused,
      refusals.map(({ reason }) => reason),
    ),
    ...part(
      text.run.told,
      notifications.map(({ title, body }) => [title, body].filter(Boolean).join(': ')),
    ),
    ...(run.output === null ? [] : ['', text.run.runOutput, JSON.stringify(run.output, null, 2)]),
    '',
  ].join('\n');
}

function stepLine({ title, scope, status, attempts, enteredAtMs, exitedAtMs, error, cause }: ShownStep): string {
  const notes = [
    text.run.stepStatus[status],
    ...(exitedAtMs === null ? [] : [formatDuration(exitedAtMs - enteredAtMs)]),
    ...(attempts.length > 1 ? [text.run.retries(attempts.length - 1)] : []),
  ];
  const why = error === null ? '' : `: ${[error, cause].filter(Boolean).join(': ')}`;
  return `${scope === '' ? '' : `${scope} `}${title} (${notes.join(', ')})${why}`;
}
