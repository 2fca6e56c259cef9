import { useEffect, useRef, useState } from 'react';
import type { FlowSchedule, ScheduleSpec, ScheduleView } from '../../../../shared/domain/schedule.ts';
import { asMajordomoError, client } from '../../../ipc-client.ts';
import { formOf, type Problems, type ScheduleForm, specOf } from '../../../lib/schedule/schedule-form.ts';

/** Null `spec`: by hand. `undefined`: what is typed is no schedule yet. */
interface Draft {
  text: string;
  form: ScheduleForm;
  spec: ScheduleSpec | null | undefined;
  view: ScheduleView | null;
  /** Of the text, in main's words; of a form, by field. */
  problem: string | null;
  problems: Problems;
}

export interface ScheduleDraft extends Draft {
  changed: boolean;
  /** What was typed last is still being read. */
  reading: boolean;
  setText: (text: string) => void;
  setForm: (form: ScheduleForm) => void;
  reset: () => void;
}

const readAfterMs = 200;

/** A schedule under change, beginning with what is kept: the text follows the fields and the fields the text, and main says what either means. */
export function useScheduleDraft(kept: FlowSchedule): ScheduleDraft {
  const [draft, setDraft] = useState(() => draftOf(kept));
  const [changed, setChanged] = useState(false);
  const [reading, setReading] = useState(false);
  const round = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const reset = () => {
    clearTimeout(timer.current);
    round.current += 1;
    setDraft(draftOf(kept));
    setChanged(false);
    setReading(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  const read = (said: { text: string; timezone: string } | { spec: ScheduleSpec }) => {
    clearTimeout(timer.current);
    round.current += 1;
    const mine = round.current;
    setReading(true);
    timer.current = setTimeout(() => {
      client.schedule
        .read(said)
        .then(
          ({ spec, view }): Partial<Draft> => ({
            spec: spec.kind === 'manual' ? null : spec,
            view: spec.kind === 'manual' ? null : view,
            problem: null,
            ...('text' in said ? { form: formOf(spec, said.timezone, Date.now()) } : { text: view.words }),
          }),
          (error: unknown): Partial<Draft> => ({
            spec: undefined,
            view: null,
            problem: asMajordomoError(error).message,
          }),
        )
        .then((known) => {
          if (mine !== round.current) return;
          setDraft((before) => ({ ...before, ...known }));
          setReading(false);
        });
    }, readAfterMs);
  };

  return {
    ...draft,
    changed,
    reading,
    reset,
    setText: (text) => {
      setChanged(true);
      setDraft((before) => ({ ...before, text, problems: {} }));
      const { timezone } = draft.form;
      if (text.trim() === '') {
        round.current += 1;
        clearTimeout(timer.current);
        setReading(false);
        setDraft((before) => ({
          ...before,
          spec: null,
          view: null,
          problem: null,
          form: formOf(null, timezone, Date.now()),
        }));
      } else read({ text, timezone });
    },
    setForm: (form) => {
      setChanged(true);
      const formRead = specOf(form);
      setDraft((before) => ({
        ...before,
        form,
        problem: null,
        problems: formRead.ok ? {} : formRead.problems,
        ...(formRead.ok ? {} : { spec: undefined, view: null }),
      }));
      if (!formRead.ok) {
        round.current += 1;
        clearTimeout(timer.current);
        setReading(false);
      } else if (formRead.spec.kind === 'manual') {
        round.current += 1;
        clearTimeout(timer.current);
        setReading(false);
        setDraft((before) => ({ ...before, spec: null, view: null, text: '' }));
      } else read({ spec: formRead.spec });
    },
  };
}

function draftOf({ spec, view, timezone }: FlowSchedule): Draft {
  return {
    text: spec?.text ?? '',
    form: formOf(spec, timezone, Date.now()),
    spec,
    view,
    problem: null,
    problems: {},
  };
}
