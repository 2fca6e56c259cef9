import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import type { FlowDetail } from '../../../shared/domain/flow.ts';
import type { Shortfall } from '../../../shared/domain/flow-change.ts';
import type { OutlineEdit } from '../../../shared/domain/plan.ts';
import { writtenValue } from '../../../shared/flow-value.ts';
import { Button } from '../../components/button.tsx';
import { TextAreaField, TextField } from '../../components/field.tsx';
import { asMajordomoError } from '../../ipc-client.ts';
import { changedValues, type ValueField } from '../../lib/changed-values.ts';
import { saveValues, shortfallsOf } from '../../stores/flow-changes.ts';
import { text } from '../../text.ts';
import { Shortfalls } from './shortfalls.tsx';

const words = text.change.value;

interface ValueFormProps {
  flow: FlowDetail;
  edits: readonly OutlineEdit[];
  onDone: () => void;
}

export function ValueForm({ flow: shown, edits: offered, onDone }: ValueFormProps) {
  // As it was when the field was opened: what was changed meanwhile is not overwritten, but told.
  const [{ flow, edits }] = useState({ flow: shown, edits: offered });
  const [written, setWritten] = useState(() => edits.map(writtenValue));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [shortfalls, setShortfalls] = useState<Shortfall[]>([]);
  const [saving, setSaving] = useState(false);
  const noteId = useId();
  const fields = edits.map((edit, index): ValueField => ({ edit, written: written[index] ?? '' }));
  const { values, wrong } = changedValues(fields);

  const write = (index: number, value: string) => {
    setWritten(written.with(index, value));
    setRefusal(null);
    setShortfalls([]);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (saving) return;
    if (wrong.some((message) => message !== null)) return;
    if (values.length === 0) return onDone();
    setSaving(true);
    try {
      await saveValues(flow, values, shortfalls);
      onDone();
    } catch (thrown) {
      const error = asMajordomoError(thrown);
      const missing = shortfallsOf(error);
      setShortfalls(missing);
      setRefusal(missing.length > 0 ? null : error.message);
    } finally {
      setSaving(false);
    }
  };

  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
      {edits.map((edit, index) => (
        <ValueInput
          key={`${edit.path} ${edit.place}`}
          edit={edit}
          label={words.field(edit.label, index)}
          value={written[index] ?? ''}
          wrong={wrong[index] ?? null}
          isFirst={index === 0}
          onWrite={(value) => write(index, value)}
        />
      ))}
      {refusal && (
        <p role="alert" className="text-bad text-ui [overflow-wrap:anywhere]">
          {refusal}
        </p>
      )}
      {shortfalls.length > 0 && (
        <div role="alert">
          <Shortfalls shortfalls={shortfalls} />
        </div>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p id={noteId} className="min-w-0 grow basis-40 text-ink-3 text-s">
          {words.note}
        </p>
        <Button type="button" variant="quiet" onClick={onDone}>
          {text.common.cancel}
        </Button>
        <Button type="submit" variant="primary" busy={saving} aria-describedby={noteId}>
          {shortfalls.length > 0 ? words.allowAndSave : words.save}
        </Button>
      </div>
    </form>
  );
}

interface ValueInputProps {
  edit: OutlineEdit;
  label: string;
  value: string;
  wrong: string | null;
  isFirst: boolean;
  onWrite: (value: string) => void;
}

const longText = 40;

function ValueInput({ edit, label, value, wrong, isFirst, onWrite }: ValueInputProps) {
  const hint = edit.kind === 'duration' ? words.durationHint : /‹[^‹›]+›/.test(edit.value) ? words.valuesKept : null;
  const common = {
    label: label.charAt(0).toUpperCase() + label.slice(1),
    value,
    autoFocus: isFirst,
    'aria-invalid': wrong !== null,
    spellCheck: edit.kind === 'text',
    below: (
      <>
        {wrong && <p className="mt-1 text-bad text-s">{wrong}</p>}
        {!wrong && hint && <p className="mt-1 text-ink-3 text-s">{hint}</p>}
      </>
    ),
  };
  if (edit.kind === 'text' && edit.value.length > longText)
    return (
      <TextAreaField
        {...common}
        onFocus={(event) => event.target.select()}
        onKeyDown={saveOnEnter}
        onChange={(event) => onWrite(event.target.value)}
      />
    );
  return (
    <TextField
      {...common}
      inputMode={edit.kind === 'number' ? 'decimal' : undefined}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onWrite(event.target.value)}
    />
  );
}

/** As in any other field of one line; Shift-Enter breaks the line. */
function saveOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
