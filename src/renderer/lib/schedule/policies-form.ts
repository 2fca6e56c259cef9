/** The policies of a schedule as fields, both ways. Pure. */
import type { SchedulePolicies } from '../../../shared/domain/schedule.ts';
import { text } from '../../text.ts';
import { isWhole, type Problems } from './schedule-form.ts';

export interface PoliciesForm {
  misfire: SchedulePolicies['misfire'];
  windowHours: string;
  cap: string;
  overlap: SchedulePolicies['overlap'];
  retries: string;
  /** `0`: never. */
  pauseAfter: string;
}

const hourMs = 3_600_000;

export function policiesFormOf(policies: SchedulePolicies): PoliciesForm {
  return {
    misfire: policies.misfire,
    windowHours: String(policies.misfireWindowMs / hourMs),
    cap: String(policies.misfireCap),
    overlap: policies.overlap,
    retries: String(policies.startRetries),
    pauseAfter: String(policies.pauseAfterFailures),
  };
}

export function policiesOf(
  form: PoliciesForm,
): { ok: true; policies: SchedulePolicies } | { ok: false; problems: Problems } {
  const words = text.schedule.problems;
  const hours = Number(form.windowHours);
  const problems: Problems = {
    ...(form.windowHours.trim() !== '' && hours >= 0 && hours <= 24 * 366 ? {} : { windowHours: words.window }),
    ...(isWhole(form.cap, 1, 1_000) ? {} : { cap: words.cap }),
    ...(isWhole(form.retries, 0, 10) ? {} : { retries: words.retries }),
    ...(isWhole(form.pauseAfter, 0, 1_000) ? {} : { pauseAfter: words.pauseAfter }),
  };
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    policies: {
      misfire: form.misfire,
      misfireWindowMs: Math.round(hours * hourMs),
      misfireCap: Number(form.cap),
      overlap: form.overlap,
      startRetries: Number(form.retries),
      pauseAfterFailures: Number(form.pauseAfter),
    },
  };
}
