/** What the user may change about the app itself, and the care of its data. */
import { z } from 'zod';
import { jsonValue } from '../../json.ts';
import { nothing } from './common.ts';

/** What depends on the desktop and is not kept by us. */
export const desktopState = z.object({
  startAtLogin: z.object({
    on: z.boolean(),
    /** Why it cannot be changed here; null where it can. */
    unavailable: z.string().nullable(),
  }),
  quickAsk: z.object({
    /** As Electron writes it: "CommandOrControl+Shift+Space"; null while it is off. */
    keys: z.string().nullable(),
    /** Why the keys do not work: another program has them. */
    problem: z.string().nullable(),
  }),
  notifications: z.object({ supported: z.boolean() }),
});
export type DesktopState = z.infer<typeof desktopState>;

export const settingsChannels = {
  /** Every setting by its name (src/main/settings/catalogue.ts). */
  'settings:list': {
    request: nothing,
    response: z.array(z.object({ name: z.string(), value: jsonValue, words: z.string() })),
  },
  'settings:set': { request: z.object({ name: z.string().max(100), value: jsonValue }).strict(), response: nothing },
  'settings:desktop': { request: nothing, response: desktopState },
  'settings:start-at-login': { request: z.object({ on: z.boolean() }).strict(), response: desktopState },
  /** Shows one, which asks the desktop for its permission where it wants to be asked. */
  'settings:try-notification': {
    request: nothing,
    response: z.object({ shown: z.boolean(), reason: z.string().nullable() }),
  },
  /** Asks where to; null when the user thought better of it. */
  'settings:backup': {
    request: nothing,
    response: z.object({ file: z.string(), bytes: z.number(), files: z.number() }).nullable(),
  },
  /** Asks which file; the app then starts anew with it. False when the user thought better of it. */
  'settings:restore': { request: nothing, response: z.object({ restarting: z.boolean() }) },
  'settings:show-data-folder': { request: nothing, response: nothing },
} as const;

export const settingsEvents = {
  'settings:changed': z.object({ name: z.string() }),
} as const;
