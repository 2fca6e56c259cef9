/**
 * Every setting there is: its name, what it may be, its default, and what it means. A part that needs one adds an entry here and
 * reads it with `settings.get(name)` at the moment of use, so that a change holds at once.
 * Names are `<part>.<what>` in kebab case, with the unit where there is one (`budget.per-run-usd`).
 */
import { z } from 'zod';
import { appStatus } from '../../shared/ipc/contract/app.ts';

export interface Setting<T> {
  schema: z.ZodType<T>;
  initial: T;
  /** One line for `settings list`. */
  words: string;
}

function setting<T>(schema: z.ZodType<T>, initial: NoInfer<T>, words: string): Setting<T> {
  return { schema, initial, words };
}

export const settingsCatalogue = {
  theme: setting(appStatus.shape.theme, 'system', 'how the window looks: system, light or dark'),
  paused: setting(appStatus.shape.paused, false, 'true: no schedule fires'),
  'secrets.allow-readable': setting(
    z.boolean(),
    false,
    'true: where no key store is, secrets are kept readable in a file that only you can read',
  ),
} as const;

export type SettingName = keyof typeof settingsCatalogue;
export type SettingValue<N extends SettingName> = (typeof settingsCatalogue)[N] extends Setting<infer T> ? T : never;

export const settingNames = Object.keys(settingsCatalogue) as SettingName[];
