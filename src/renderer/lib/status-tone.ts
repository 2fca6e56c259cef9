/** Colour only for meaning: green ran, amber late or waiting, red failed, accent under way, none otherwise. */
import type { Approval } from '../../shared/domain/approval.ts';
import type { FlowStatus } from '../../shared/domain/flow.ts';
import type { Notification } from '../../shared/domain/notification.ts';
import type { RunStatus, RunStep } from '../../shared/domain/run.ts';
import type { OccurrenceStatus } from '../../shared/domain/schedule.ts';

export type Tone = 'ok' | 'warn' | 'bad' | 'accent' | 'neutral';

export const runTone: Record<RunStatus, Tone> = {
  RUNNING: 'accent',
  SUCCEEDED: 'ok',
  FAILED: 'bad',
  TIMED_OUT: 'bad',
  ABORTED: 'neutral',
  PARKED: 'warn',
};

export const flowTone: Record<FlowStatus, Tone> = { on: 'ok', paused: 'warn', cancelled: 'neutral' };

export const occurrenceTone: Record<OccurrenceStatus, Tone> = {
  due: 'neutral',
  started: 'accent',
  ran: 'ok',
  late: 'warn',
  failed: 'bad',
  skipped: 'warn',
  missed: 'warn',
  parked: 'warn',
  cancelled: 'neutral',
};

/** Firings that are still to come have no colour yet. */
export const agendaTone: Record<OccurrenceStatus | 'upcoming', Tone> = { ...occurrenceTone, upcoming: 'neutral' };

export const stepTone: Record<RunStep['status'], Tone> = {
  running: 'accent',
  waiting: 'warn',
  succeeded: 'ok',
  failed: 'bad',
  caught: 'warn',
  cancelled: 'neutral',
};

export const toneText: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  accent: 'text-accent',
  neutral: 'text-ink-3',
};

export const toneFill: Record<Tone, string> = {
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  accent: 'bg-accent',
  neutral: 'bg-ink-3',
};

export const toneTag: Record<Tone, string> = {
  ok: 'bg-ok-bg text-ok',
  warn: 'bg-warn-bg text-warn',
  bad: 'bg-bad-bg text-bad',
  accent: 'bg-accent-bg text-accent',
  neutral: 'bg-hover text-ink-2',
};

export const approvalTone: Record<Approval['status'], Tone> = {
  pending: 'warn',
  approved: 'ok',
  denied: 'bad',
  expired: 'warn',
  withdrawn: 'neutral',
};

export const notificationTone: Record<Notification['kind'], Tone> = {
  fired: 'ok',
  flow: 'accent',
  failed: 'bad',
  approval: 'warn',
  app: 'neutral',
};
