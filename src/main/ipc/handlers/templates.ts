import type { templateChannels } from '../../../shared/ipc/contract/templates.ts';
import type { App } from '../../app.ts';
import { shownTemplates, templateDraft, templatePreview } from '../../templates/template-draft.ts';
import type { HandlersOf } from '../channel.ts';

export function templateHandlers({ plans, clock, timezone, dryRun }: App): HandlersOf<typeof templateChannels> {
  const now = () => ({ timezone, nowMs: clock.nowMs() });
  return {
    'templates:list': () => shownTemplates(),
    'templates:preview': ({ templateId, values }) =>
      templatePreview(templateId, values, now(), (draft) => plans.preview(draft)),
    'templates:dry-run': async ({ templateId, values }) =>
      (await dryRun(templateDraft(templateId, values, now()))).report,
    'templates:propose': ({ templateId, values }) => plans.propose(templateDraft(templateId, values, now()), null),
  };
}
