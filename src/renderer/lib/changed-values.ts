import type { OutlineEdit } from '../../shared/domain/plan.ts';
import { readValue, writtenValue } from '../../shared/flow-value.ts';

/** A value of the outline with what stands in its field. */
export interface ValueField {
  edit: OutlineEdit;
  written: string;
}

export interface ChangedValues {
  /** What is to be saved: the fields that say something else than before. */
  values: { path: string; place: number | null; text: string }[];
  /** For each field what is wrong with it, or null. */
  wrong: (string | null)[];
}

export function changedValues(fields: readonly ValueField[]): ChangedValues {
  const read = fields.map(({ edit, written }) => {
    const isChanged = written !== writtenValue(edit);
    return { edit, written, isChanged, read: isChanged ? readValue(edit.kind, written) : null };
  });
  return {
    values: read.flatMap(({ edit: { path, place }, written, isChanged }) =>
      isChanged ? [{ path, place, text: written }] : [],
    ),
    wrong: read.map(({ read: result }) => (result && !result.ok ? result.message : null)),
  };
}
