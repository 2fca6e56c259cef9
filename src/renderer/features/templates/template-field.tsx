import { CircleAlert } from 'lucide-react';
import type { TemplateParameter } from '../../../shared/domain/template.ts';
import { TextAreaField, TextField } from '../../components/field.tsx';
import { text } from '../../text.ts';

interface TemplateFieldProps {
  parameter: TemplateParameter;
  value: string;
  /** What is wrong with it; null while it is right, or not yet filled in. */
  problem: string | null;
  autoFocus: boolean;
  onChange: (value: string) => void;
}

/** One value a template asks for. */
export function TemplateField({ parameter, value, problem, autoFocus, onChange }: TemplateFieldProps) {
  const { kind, label, hint, unit, min, max } = parameter;
  const common = {
    label: unit === null ? label : text.templates.inUnit(label, unit),
    value,
    autoFocus,
    required: true,
    'aria-invalid': problem !== null,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    below: problem ? (
      <p className="mt-1 flex items-start gap-1.5 text-bad text-s">
        <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
        {problem}
      </p>
    ) : (
      hint && <p className="mt-1 text-ink-3 text-s">{hint}</p>
    ),
  };
  switch (kind) {
    case 'number':
      return <TextField {...common} type="number" step="any" min={min ?? undefined} max={max ?? undefined} />;
    case 'time':
      return <TextField {...common} type="time" />;
    case 'address':
      return <TextField {...common} type="url" placeholder="https://" spellCheck={false} />;
    case 'addresses':
      return <TextAreaField {...common} placeholder="https://" spellCheck={false} />;
    default:
      return <TextField {...common} maxLength={500} />;
  }
}
