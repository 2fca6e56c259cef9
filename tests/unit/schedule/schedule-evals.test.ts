/** Hunts: texts read as another schedule than the one meant, and nonsense that is accepted. Any file of the format works. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nextOccurrences } from '../../../src/main/schedule/recurrence.ts';
import { parseScheduleText } from '../../../src/main/schedule/schedule-text.ts';

interface EvalCase {
  text: string;
  tz: string;
  from?: string;
  cron?: string;
  at?: string[];
  reject?: boolean;
}

for (const file of ['schedule-sample.json', 'schedule-own.json']) {
  const cases = JSON.parse(readFileSync(new URL(`../../evals/${file}`, import.meta.url), 'utf8')) as EvalCase[];
  describe(file, () => {
    it.each(cases.map((one) => [`${one.text} (${one.tz})`, one] as const))('%s', (_name, one) => {
      const nowMs = Date.parse(one.from ?? '2026-11-22T15:00:00Z');
      const parsed = parseScheduleText(one.text, { timezone: one.tz, nowMs });
      if (one.reject === true) {
        expect(parsed).toEqual({ ok: false, message: expect.stringMatching(/\S/) });
        return;
      }
      if (!parsed.ok) throw new Error(parsed.message);
      if (one.cron !== undefined) expect(parsed.schedule).toMatchObject({ kind: 'cron', cron: one.cron });
      if (one.at !== undefined) {
        const moments = nextOccurrences(parsed.schedule, { afterMs: nowMs, count: one.at.length });
        expect(moments).toEqual(one.at.map((iso) => Date.parse(iso)));
      }
    });
  });
}
