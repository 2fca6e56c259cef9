import { FlaskConical } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { DryRunReport } from '../../../shared/domain/plan.ts';
import type { Template, TemplateParameter, TemplatePreview } from '../../../shared/domain/template.ts';
import type { MajordomoError } from '../../../shared/errors.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PageBody } from '../../components/page-body.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { asMajordomoError, client } from '../../ipc-client.ts';
import { cx } from '../../lib/cx.ts';
import { openFlow, openPage } from '../../stores/route.ts';
import { showToast } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { DryRunView } from '../chat/dry-run-view.tsx';
import { PlanRows } from '../chat/plan-rows.tsx';
import { TemplateField } from './template-field.tsx';
import { TemplateIcon } from './template-icon.tsx';
import { useTemplatePreview } from './use-template-preview.ts';

const words = text.templates;

/** A template being filled in: its values, and beside them the plan that they make. Only what is shown can be approved. */
export function TemplatePage({ template }: { template: Template }) {
  const { id, name, summary, parameters } = template;
  const [values, setValues] = useState(() => Object.fromEntries(parameters.map((one) => [one.name, initialText(one)])));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<'approve' | 'dry-run' | null>(null);
  const [error, setError] = useState<MajordomoError | null>(null);
  const [report, setReport] = useState<DryRunReport | null>(null);
  const formId = useId();
  const shown = useTemplatePreview(id, values);
  const preview = shown?.preview ?? null;
  const plan = preview?.plan ?? null;
  const ready = plan !== null && shown?.values === values && busy === null;
  const first = parameters.find(({ initial }) => initial === null) ?? parameters[0];

  const act = async (what: 'approve' | 'dry-run', work: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(asMajordomoError(thrown));
    } finally {
      setBusy(null);
    }
  };
  const approve = (): Promise<void> =>
    act('approve', async () => {
      const proposed = await client.templates.propose({ templateId: id, values });
      const approved = await client.plans.approve({ planId: proposed.id });
      showToast({ title: words.approved(approved.name) });
      if (approved.flowId) openFlow(approved.flowId);
    });
  const dryRun = (): Promise<void> =>
    act('dry-run', async () => setReport(await client.templates.dryRun({ templateId: id, values })));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) void approve();
  };
  const change = (parameter: string, value: string): void => {
    setValues((before) => ({ ...before, [parameter]: value }));
    setTouched((before) => new Set([...before, parameter]));
    setReport(null);
  };
  const manual = plan?.schedule === null || plan?.schedule.kind === 'manual';

  return (
    <>
      <TitleBar title={name} onBack={() => openPage('templates')} />
      <PageBody>
        <div className="mx-auto grid w-full max-w-260 gap-5 wide:grid-cols-[minmax(260px,320px)_minmax(0,1fr)]">
          <div>
            <div className="mb-4 flex items-start gap-3 px-1">
              <TemplateIcon id={id} />
              <p className="text-body text-ink-2">{summary}</p>
            </div>
            <form
              id={formId}
              aria-label={words.values}
              noValidate
              onSubmit={submit}
              className="flex flex-col gap-3.5 rounded-l border bg-card px-4 py-4 shadow-card"
            >
              {parameters.map((parameter) => (
                <TemplateField
                  key={parameter.name}
                  parameter={parameter}
                  value={values[parameter.name] ?? ''}
                  problem={touched.has(parameter.name) ? problemOf(preview, parameter) : null}
                  autoFocus={parameter === first}
                  onChange={(value) => change(parameter.name, value)}
                />
              ))}
            </form>
          </div>
          <Card aria-label={words.plan} data-testid="template-plan" className="self-start overflow-hidden">
            <header className="px-[18px] py-3">
              <h2 className="font-[620] text-title [overflow-wrap:anywhere]">{plan?.name ?? name}</h2>
            </header>
            {plan ? (
              <div className={cx('transition', shown?.values !== values && 'opacity-60')}>
                <PlanRows plan={plan} />
              </div>
            ) : (
              <Incomplete preview={preview} parameters={parameters} />
            )}
            {report && <DryRunView report={report} onClose={() => setReport(null)} />}
            {(error ?? shown?.error) && (
              <div className="px-[18px] pt-3">
                <ErrorNotice what={words.previewError} error={(error ?? shown?.error) as MajordomoError} />
              </div>
            )}
            <footer className="flex flex-wrap items-center gap-2 border-t px-[18px] py-3">
              <Button
                type="submit"
                form={formId}
                variant="primary"
                data-testid="template-approve"
                busy={busy === 'approve'}
                disabled={!ready}
              >
                {manual ? text.plan.approveManual : text.plan.approve}
              </Button>
              <Button
                icon={<FlaskConical aria-hidden size={14} />}
                busy={busy === 'dry-run'}
                disabled={!ready}
                onClick={() => void dryRun()}
              >
                {text.plan.dryRun}
              </Button>
              <span className="grow" />
              <span className="text-ink-3 text-s">{words.note}</span>
            </footer>
          </Card>
        </div>
      </PageBody>
    </>
  );
}

/** What keeps the plan from being made, while there is none. */
function Incomplete({ preview, parameters }: { preview: TemplatePreview | null; parameters: TemplateParameter[] }) {
  const labels = new Map(parameters.map(({ name, label }) => [name, label]));
  return (
    <div className="border-t px-[18px] py-4 text-body text-ink-2">
      <p>{words.incomplete}</p>
      {preview && preview.problems.length > 0 && (
        <ul aria-label={words.stillNeeded} className="mt-2 list-disc pl-5">
          {preview.problems.map(({ parameter, message }) => (
            <li key={message}>{(parameter !== null && labels.get(parameter)) ?? message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function problemOf(preview: TemplatePreview | null, { name }: TemplateParameter): string | null {
  return preview?.problems.find(({ parameter }) => parameter === name)?.message ?? null;
}

function initialText({ initial }: TemplateParameter): string {
  return initial === null ? '' : [initial].flat().join('\n');
}
