import { TextField } from '../../../components/field.tsx';
import { FiringPills } from '../../../components/firing-pills.tsx';
import { Problem } from '../../../components/problem.tsx';
import { ScheduleWords } from '../../../components/schedule-words.tsx';
import { text } from '../../../text.ts';
import type { ScheduleDraft } from './use-schedule-draft.ts';

/** The schedule in words, what they mean, and the next five firings. */
export function ScheduleText({ draft }: { draft: ScheduleDraft }) {
  const { view, problem } = draft;
  return (
    <>
      <TextField
        label={text.schedule.words}
        value={draft.text}
        placeholder={text.schedule.hint}
        spellCheck={false}
        onChange={(event) => draft.setText(event.target.value)}
      />
      <div aria-live="polite" className="min-h-[60px] pt-2 text-body">
        {problem !== null && <Problem words={problem} />}
        {problem === null && view === null && draft.spec === null && (
          <p className="text-ink-3 text-s">{text.schedule.none}</p>
        )}
        {view !== null && (
          <div className="flex flex-col gap-1.5">
            <ScheduleWords schedule={view} zone="always" />
            <section aria-label={text.schedule.next}>
              <FiringPills next={view.next} timeZone={view.timezone} />
            </section>
          </div>
        )}
      </div>
    </>
  );
}
