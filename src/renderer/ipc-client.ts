/**
 * The page's side of the process boundary, and the only file that touches `window.majordomo`.
 * Each method resolves to the value or throws the MajordomoError rebuilt from the wire.
 */
import { fromWireError, MajordomoError, type Result } from '../shared/errors.ts';
import type { MajordomoApi } from '../shared/ipc/api.ts';

type Unwrapped<F> = F extends (...args: infer A) => Promise<Result<infer T>> ? (...args: A) => Promise<T> : never;
type UnwrappedGroup<G> = { [M in keyof G]: Unwrapped<G[M]> };
type Client = { [G in Exclude<keyof MajordomoApi, 'events'>]: UnwrappedGroup<MajordomoApi[G]> };

function unwrap<A extends unknown[], T>(method: (...args: A) => Promise<Result<T>>): (...args: A) => Promise<T> {
  return async (...args) => {
    const result = await method(...args);
    if (result.ok) return result.value;
    throw fromWireError(result.error);
  };
}

const api = window.majordomo;

export const events: MajordomoApi['events'] = api.events;

export const client: Client = {
  app: {
    status: unwrap(api.app.status),
    pauseAll: unwrap(api.app.pauseAll),
    setTheme: unwrap(api.app.setTheme),
  },
  conversations: {
    list: unwrap(api.conversations.list),
    messages: unwrap(api.conversations.messages),
    rename: unwrap(api.conversations.rename),
    delete: unwrap(api.conversations.delete),
  },
  chat: {
    send: unwrap(api.chat.send),
    stop: unwrap(api.chat.stop),
    regenerate: unwrap(api.chat.regenerate),
    edit: unwrap(api.chat.edit),
  },
  plans: {
    approve: unwrap(api.plans.approve),
    discard: unwrap(api.plans.discard),
    dryRun: unwrap(api.plans.dryRun),
    revise: unwrap(api.plans.revise),
  },
  flows: {
    list: unwrap(api.flows.list),
    get: unwrap(api.flows.get),
    run: unwrap(api.flows.run),
    pause: unwrap(api.flows.pause),
    resume: unwrap(api.flows.resume),
    cancel: unwrap(api.flows.cancel),
  },
  runs: { list: unwrap(api.runs.list), get: unwrap(api.runs.get), cancel: unwrap(api.runs.cancel) },
  schedule: { preview: unwrap(api.schedule.preview) },
  notifications: { list: unwrap(api.notifications.list) },
};

/** Whatever was thrown, as the one kind of error the page shows. */
export function asMajordomoError(error: unknown): MajordomoError {
  if (error instanceof MajordomoError) return error;
  return new MajordomoError({
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    cause: error,
  });
}
