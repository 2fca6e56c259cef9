import type { Plan } from '../../shared/domain/plan.ts';

/** What the assistant says once the orchestrator has set a plan up. Markdown. */
export function setUpInWords(plan: Plan): string {
  const workers = plan.workers.map(({ name }) => `**${name}**`).join(', ');
  const done = `**${plan.name}** ${plan.changes ? 'is changed: later runs follow the new version' : 'is set up'}. ${plan.workers.length === 1 ? 'Its worker is' : 'Its workers are'} ${workers || 'none'}.`;
  if (!plan.schedule || plan.schedule.kind === 'manual') return `${done} It runs when you press Run now.`;
  const [next] = plan.schedule.next;
  return `${done} It fires ${lowerFirst(plan.schedule.words)}${next ? '' : ', but has no firing left'}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
