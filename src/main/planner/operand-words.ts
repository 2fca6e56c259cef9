import type { Comparison, Operand } from './request.ts';

export const opSigns: Record<Comparison, string> = { '<': '<', '<=': '<=', '>': '>', '>=': '>=', '=': '=', '!=': '!=' };

/** A value in the words the grammar reads back to it; `where` says its address too. */
export function wordsOf(operand: Operand, where: boolean): string {
  const from = where && 'from' in operand && operand.from.at === 'url' ? ` of ${operand.from.url}` : '';
  switch (operand.of) {
    case 'field':
      return `${/^(?:price|title)$/.test(operand.field) ? operand.field : `field "${operand.field}"`}${from}`;
    case 'text':
      return `text${from}`;
    case 'items':
      return `${operand.onlyNew ? 'new ' : ''}${operand.field}${operand.mentioning === null ? '' : ` that mention "${operand.mentioning}"`}${from}`;
    case 'metric':
      return { cpu: 'CPU', memory: 'memory', disk: 'disk', freeMemory: 'free memory', freeDisk: 'free disk space' }[
        operand.metric
      ];
    case 'list':
      return /^\w+ list$|^list$/.test(operand.list) ? operand.list : `list called "${operand.list}"`;
    case 'file':
      return `text of file ${operand.path}`;
    case 'count':
      return `number of ${wordsOf(operand.what, where)}`;
    case 'folder':
      return `${operand.onlyNew ? 'new ' : ''}files in folder "${operand.path}"`;
  }
}
