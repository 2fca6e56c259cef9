/** A trigger in plain words: "when a file is created in inbox/*.csv". */
import type { FileEvent, TriggerSpec } from '../../shared/domain/trigger.ts';

const fileWords: Readonly<Record<FileEvent, string>> = {
  created: 'appears',
  changed: 'changes',
  deleted: 'is deleted',
};
const order: readonly FileEvent[] = ['created', 'changed', 'deleted'];

/** @param flowName the name of the flow it follows, where that is known */
export function triggerInWords(spec: TriggerSpec, flowName?: string): string {
  switch (spec.kind) {
    case 'file': {
      const events = order.filter((event) => spec.on.includes(event)).map((event) => fileWords[event]);
      return `when ${watched(spec.path)} ${orList(events)}`;
    }
    case 'flow': {
      const ends = { succeeded: 'succeeds', failed: 'fails', any: 'has run' }[spec.on];
      return `when the flow “${flowName ?? spec.flow}” ${ends}`;
    }
    case 'app-start':
      return 'every time Majordomo starts';
    case 'wake':
      return 'every time the computer wakes from sleep';
    case 'webhook':
      return spec.hmac ? 'when its webhook is called with a signature' : 'when its webhook is called';
    case 'manual':
      return 'when you fire it';
  }
}

/** `inbox/**` is anything in inbox. */
function watched(path: string): string {
  const folder = /^([^*?[{]+)\/\*\*$/.exec(path)?.[1];
  return folder === undefined ? path : `a file in ${folder}`;
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
