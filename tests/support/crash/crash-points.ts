/** Names the moments at which a process may die, by putting itself around the engine's two doors to the world. */
import type { Journal, TaskExecutor } from '../../../src/main/workflow/ports.ts';

export type Reach = (point: string) => void;

/** `before-create`, `after-create`, `before-append#n`, `after-append#n`; n counts from 1 in each process. */
export function crashingJournal(journal: Journal, reach: Reach): Journal {
  let appends = 0;
  return instead(journal, {
    create: async (...given) => {
      reach('before-create');
      await journal.create(...given);
      reach('after-create');
    },
    append: async (...given) => {
      const number = ++appends;
      reach(`before-append#${number}`);
      await journal.append(...given);
      reach(`after-append#${number}`);
    },
  });
}

/** `before-effect#n`, `after-effect#n`: around what the task does, before its answer is heard. */
export function crashingExecutor(executor: TaskExecutor, reach: Reach): TaskExecutor {
  let effects = 0;
  return instead(executor, {
    execute: async (...given) => {
      const number = ++effects;
      reach(`before-effect#${number}`);
      const outcome = await executor.execute(...given);
      reach(`after-effect#${number}`);
      return outcome;
    },
  });
}

/** The same object with a few methods replaced; the others keep their own `this`. */
export function instead<T extends object>(target: T, replaced: Partial<T>): T {
  return new Proxy(target, {
    get(_target, name) {
      if (name in replaced) return Reflect.get(replaced, name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
