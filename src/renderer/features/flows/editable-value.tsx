import { useState } from 'react';
import type { FlowDetail } from '../../../shared/domain/flow.ts';
import type { OutlineEdit, OutlinePart } from '../../../shared/domain/plan.ts';
import { outlineValueClass } from '../../components/outline.tsx';
import { Popover } from '../../components/popover.tsx';
import { cx } from '../../lib/cx.ts';
import { text } from '../../text.ts';
import { ValueForm } from './value-form.tsx';

const editableClass = cx(
  outlineValueClass,
  'cursor-pointer underline decoration-dotted decoration-from-font underline-offset-[3px] transition hover:bg-accent hover:text-on-accent hover:no-underline data-popup-open:bg-accent data-popup-open:text-on-accent',
);

interface EditableValueProps {
  part: OutlinePart;
  edits: readonly OutlineEdit[];
  flow: FlowDetail;
}

/** A value in a sentence of the outline that is changed where it stands. */
export function EditableValue({ part, edits, flow }: EditableValueProps) {
  const [open, setOpen] = useState(false);
  const label = edits[0]?.label ?? '';
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      title={text.change.value.title(label)}
      trigger={part.text}
      label={text.change.value.label(part.text, label)}
      className={editableClass}
    >
      {/* Made anew each time: it begins with what is stored. */}
      {open && <ValueForm flow={flow} edits={edits} onDone={() => setOpen(false)} />}
    </Popover>
  );
}
