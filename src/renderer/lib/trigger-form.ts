/** A trigger to be added, as fields. Pure. */
import type { FileEvent, TriggerKind, TriggerSpec } from '../../shared/domain/trigger.ts';
import { text } from '../text.ts';

export const triggerKinds = ['file', 'flow', 'webhook', 'app-start', 'wake', 'manual'] as const satisfies TriggerKind[];

export interface TriggerForm {
  kind: TriggerKind;
  path: string;
  events: FileEvent[];
  settleSeconds: string;
  /** The id of the flow it follows. */
  flow: string;
  ended: 'any' | 'succeeded' | 'failed';
  hmac: boolean;
}

export const newTrigger: TriggerForm = {
  kind: 'file',
  path: '',
  events: ['created', 'changed'],
  settleSeconds: '2',
  flow: '',
  ended: 'any',
  hmac: false,
};

export type TriggerRead =
  | { ok: true; spec: TriggerSpec }
  | { ok: false; problems: Partial<Record<'path' | 'on' | 'settle' | 'flow', string>> };

export function triggerOf(form: TriggerForm): TriggerRead {
  const words = text.triggers.problems;
  const { kind } = form;
  switch (kind) {
    case 'file': {
      const path = form.path.trim();
      const seconds = Number(form.settleSeconds);
      const isSeconds = form.settleSeconds.trim() !== '' && seconds >= 0 && seconds <= 600;
      if (path === '' || form.events.length === 0 || !isSeconds)
        return {
          ok: false,
          problems: {
            ...(path === '' ? { path: words.path } : {}),
            ...(form.events.length === 0 ? { on: words.on } : {}),
            ...(isSeconds ? {} : { settle: words.settle }),
          },
        };
      return { ok: true, spec: { kind, path, on: form.events, settleMs: Math.round(seconds * 1_000) } };
    }
    case 'flow':
      return form.flow === ''
        ? { ok: false, problems: { flow: words.flow } }
        : { ok: true, spec: { kind, flow: form.flow, on: form.ended } };
    case 'webhook':
      return { ok: true, spec: { kind, hmac: form.hmac } };
    default:
      return { ok: true, spec: { kind } };
  }
}
