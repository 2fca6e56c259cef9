/** A plan card in the terminal. */
import type { OutlineStep, Plan } from '../shared/domain/plan.ts';

export function planInWords(plan: Plan): string {
  const lines = [`${plan.changes ? 'Changed plan' : 'Plan'}: ${plan.name}`];
  const marks = { same: ' ', added: '+', removed: '-' };
  if (plan.changes)
    lines.push('', '  What is different', ...plan.changes.lines.map(({ is, text }) => `  ${marks[is]} ${text}`));
  lines.push('', '  What happens');
  for (const [index, step] of plan.steps.entries()) lines.push(...stepLines(step, `${index + 1}. `, '    '));
  lines.push('', '  When', `    ${plan.schedule?.words ?? 'When you run it'}`);
  for (const at of plan.schedule?.next ?? []) lines.push(`    ${at}`);
  lines.push('', '  Who');
  for (const { name, may } of plan.workers) lines.push(`    ${name} may ${may.join(', ')}. Nothing else.`);
  if (plan.effects.length > 0) lines.push('', '  Changes', ...plan.effects.map((effect) => `    ${effect}`));
  if (plan.budget.words.length > 0) lines.push('', '  Budget', ...plan.budget.words.map((line) => `    ${line}`));
  lines.push('', '  If it fails', `    ${plan.ifItFails}`);
  if (plan.assumptions.length > 0)
    lines.push('', '  Assumed', ...plan.assumptions.map((assumption) => `    ${assumption}`));
  return lines.join('\n');
}

export function stepLines(step: OutlineStep, bullet: string, indent: string): string[] {
  const own = `${indent}${bullet}${step.parts.map(({ text }) => text).join('')}`;
  return [own, ...step.children.flatMap((child) => stepLines(child, '', `${indent}    `))];
}
