import { type FormEvent, useState } from 'react';
import type { FlowBudget } from '../../../../shared/domain/budget.ts';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { TextField } from '../../../components/field.tsx';
import { Problem } from '../../../components/problem.tsx';
import { SelectField } from '../../../components/select.tsx';
import { client } from '../../../ipc-client.ts';
import { type BudgetField, budgetFields, budgetFormOf, budgetOf } from '../../../lib/budget-form.ts';
import { refreshFlow } from '../../../stores/flows.ts';
import { reportError, showToast } from '../../../stores/toasts.ts';
import { text } from '../../../text.ts';

interface BudgetCardProps {
  flowId: string;
  kept: FlowBudget;
  /** Without a model there are no tokens and no money to limit. */
  asksModel: boolean;
  onSaved: () => void;
}

const words = text.limits;
const reached = (['ask', 'stop'] as const).map((value) => ({ value, label: words.reached[value] }));
const withoutModel: readonly BudgetField[] = ['minutesPerRun', 'perDay.runs', 'perRun.toolCalls', 'perDay.toolCalls'];

export function BudgetCard({ flowId, kept, asksModel, onSaved }: BudgetCardProps) {
  const [form, setForm] = useState(() => budgetFormOf(kept));
  const [busy, setBusy] = useState(false);
  const read = budgetOf(form);
  const problems = read.ok ? {} : read.problems;
  const before = budgetFormOf(kept);
  const changed = JSON.stringify(form) !== JSON.stringify(before);
  const shown = budgetFields.filter(
    (field) => asksModel || withoutModel.includes(field) || before.fields[field] !== '',
  );

  const put = async (budget: FlowBudget, toast: Parameters<typeof showToast>[0]) => {
    setBusy(true);
    try {
      await client.limits.setBudget({ flowId, budget });
      showToast(toast);
      refreshFlow(flowId);
      onSaved();
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!read.ok || !changed) return;
    const undo = () => void put(kept, { title: words.undone });
    void put(read.budget, { title: words.saved, action: { label: text.common.undo, run: undo } });
  };

  return (
    <Card aria-label={words.budget} className="px-5 py-4">
      <h2 className="font-semibold text-ui">{words.budget}</h2>
      <p className="mt-0.5 mb-3 text-body text-ink-2">
        {words.budgetBody} {!asksModel && words.noModel}
      </p>
      <form onSubmit={save} className="grid items-start gap-3 wide:grid-cols-3">
        {shown.map((field) => (
          <TextField
            key={field}
            label={words.fields[field]}
            inputMode="decimal"
            placeholder={text.settings.noLimit}
            value={form.fields[field]}
            onChange={(event) => setForm({ ...form, fields: { ...form.fields, [field]: event.target.value } })}
            below={<Problem words={problems[field]} />}
          />
        ))}
        <div className="wide:col-span-2">
          <SelectField
            label={words.whenReached}
            value={form.whenReached}
            options={reached}
            onChange={(whenReached) => setForm({ ...form, whenReached })}
          />
        </div>
        {changed && (
          <div className="flex flex-wrap items-center gap-2 wide:col-span-3">
            <Button type="submit" variant="primary" busy={busy} disabled={!read.ok}>
              {words.save}
            </Button>
            <Button variant="quiet" disabled={busy} onClick={() => setForm(before)}>
              {words.discard}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}
