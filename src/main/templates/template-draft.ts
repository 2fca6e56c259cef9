/** From a template and values to a draft, which becomes a plan like any other: nothing is granted or scheduled before it is approved. */
import type { Plan } from '../../shared/domain/plan.ts';
import type { Template, TemplatePreview, TemplateValues } from '../../shared/domain/template.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import { draftFromFile } from '../flows/flow-file.ts';
import { failureWords } from '../orchestrator/failure-words.ts';
import { templates } from './catalogue.ts';
import type { FlowTemplate, Moment } from './template.ts';

export function shownTemplates(): Template[] {
  return templates.map(({ shown }) => shown);
}

/** @throws MajordomoError `Template.Unknown` */
export function templateNamed(id: string): FlowTemplate {
  const found = templates.find(({ shown }) => shown.id === id);
  if (found) return found;
  const near = nearestName(
    id,
    templates.map(({ shown }) => shown.id),
  );
  throw new MajordomoError({
    code: 'Template.Unknown',
    message: `There is no template '${id}'.${near ? ` Did you mean '${near}'?` : " 'template list' shows them all."}`,
    data: { id },
  });
}

/** @throws MajordomoError `Template.Unknown`, `Template.BadValue` with every problem, `Schedule.NotUnderstood` */
export function templateDraft(id: string, values: TemplateValues, moment: Moment): FlowDraft {
  const { shown, fill } = templateNamed(id);
  const filled = fill(values, moment);
  if (!filled.ok)
    throw new MajordomoError({
      code: 'Template.BadValue',
      message: filled.problems.map(({ message }) => message).join(' '),
      data: { problems: filled.problems.map((problem) => ({ ...problem })) },
    });
  const draft = draftFromFile(filled.file, `the template '${id}'`, moment);
  return {
    ...draft,
    request: `From the template “${shown.name}”: ${draft.task}`,
    ifItFails: failureWords(draft.definition),
  };
}

/** As a form shows it while it is filled in: what is still wrong, or what would be agreed to. Nothing is stored. */
export function templatePreview(
  id: string,
  values: TemplateValues,
  moment: Moment,
  preview: (draft: FlowDraft) => Plan,
): TemplatePreview {
  const filled = templateNamed(id).fill(values, moment);
  if (!filled.ok) return { problems: filled.problems, plan: null };
  try {
    return { problems: [], plan: preview(templateDraft(id, values, moment)) };
  } catch (error) {
    if (!(error instanceof MajordomoError)) throw error;
    const parameter = error.code === 'Schedule.NotUnderstood' ? 'when' : null;
    return { problems: [{ parameter, message: error.message }], plan: null };
  }
}
