/** Several notifications in one: "12 flows ran, 3 failed". Pure. */
import type { Notification } from '../../shared/domain/notification.ts';

type Told = Pick<Notification, 'kind' | 'title' | 'flowId'>;

const namesShown = 4;

/** `lead`: what comes before, such as "While it was quiet". */
export function summaryOf(told: readonly Told[], lead: string | null = null): { title: string; body: string } {
  const of = (...kinds: Array<Notification['kind']>) => told.filter(({ kind }) => kinds.includes(kind));
  const ended = of('fired', 'failed');
  const failed = of('failed');
  const parts = [
    ...(ended.length > 0 ? [endedWords(ended, failed.length)] : []),
    ...(of('flow').length > 0 ? [count(of('flow').length, 'message')] : []),
    ...(of('approval').length > 0 ? [`${count(of('approval').length, 'question')} for you`] : []),
    ...(of('app').length > 0 ? [`${count(of('app').length, 'note')} of Majordomo`] : []),
  ];
  const words = parts.join(', ');
  return {
    title: lead === null ? words : `${lead}: ${words}`,
    body: [line(of('approval')), line(failed), line(of('flow', 'app')), line(of('fired'))].filter(Boolean).join('\n'),
  };
}

function endedWords(ended: readonly Told[], failed: number): string {
  const flows = new Set(ended.map(({ flowId }) => flowId)).size;
  if (failed === ended.length)
    return flows === failed ? `${count(flows, 'flow')} failed` : `${count(failed, 'run')} failed`;
  const ran =
    flows === ended.length ? `${count(flows, 'flow')} ran` : `${count(ended.length, 'run')} of ${count(flows, 'flow')}`;
  return failed === 0 ? ran : `${ran}, ${failed} failed`;
}

function line(told: readonly Told[]): string {
  const titles = [...new Set(told.map(({ title }) => title))];
  const more = titles.length - namesShown;
  return titles.slice(0, namesShown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
