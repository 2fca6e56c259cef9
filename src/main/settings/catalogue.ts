/**
 * Every setting there is: its name, what it may be, its default, and what it means. A part that needs one adds an entry here and
 * reads it with `settings.get(name)` at the moment of use, so that a change holds at once.
 * Names are `<part>.<what>` in kebab case, with the unit where there is one (`budget.per-run-usd`).
 */
import { z } from 'zod';
import { modelPrices } from '../../shared/domain/budget.ts';
import { holiday, wallTime } from '../../shared/domain/schedule.ts';
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

const tokens = z.number().int().positive().nullable();
const usd = z.number().positive().nullable();

export const settingsCatalogue = {
  theme: setting(appStatus.shape.theme, 'system', 'how the window looks: system, light or dark'),
  paused: setting(appStatus.shape.paused, false, 'true: no schedule fires'),
  'schedule.paused-until': setting(
    z.iso.datetime({ offset: true }).nullable(),
    null,
    'while paused is true: when the pause ends by itself, such as "2026-11-23T08:00:00+01:00"; null: not by itself',
  ),
  'schedule.holidays': setting(
    z.array(holiday).max(1_000),
    [],
    'days on which schedules that say "except on holidays" do not fire: [{"date":"12-25","name":"Christmas"}]',
  ),
  'notifications.show': setting(
    z.enum(['all', 'important', 'none']),
    'all',
    'what the desktop shows: all, important (failures, questions, what a flow tells) or none; everything is kept anyway',
  ),
  'notifications.quiet-hours': setting(
    z.object({ from: wallTime, to: wallTime }).strict().nullable(),
    null,
    'when nothing is shown, every day: {"from":"22:00","to":"07:00"}; it is summed up afterwards; null: never',
  ),
  'notifications.quiet-until': setting(
    z.iso.datetime({ offset: true }).nullable(),
    null,
    'nothing is shown until then, such as "2026-11-23T08:00:00+01:00"; null: no such moment',
  ),
  'notifications.urgent-when-quiet': setting(
    z.boolean(),
    false,
    'true: failures and questions are shown in quiet times, too',
  ),
  'telegram.chat': setting(
    z
      .string()
      .regex(/^(-?\d{1,20}|@\w{4,64})$/, 'an id such as 123456789, or a name such as @mychannel')
      .nullable(),
    null,
    'the Telegram chat to write to, such as "123456789"; the bot\'s token is the secret telegram; null: no Telegram',
  ),
  'telegram.tell': setting(
    z.enum(['all', 'important', 'none']),
    'none',
    'which notifications Telegram gets as well: all, important (failures, questions, what a flow tells) or none',
  ),
  'telegram.address': setting(
    z.url({ protocol: /^https?$/ }),
    'https://api.telegram.org',
    'where the Telegram bot API is, for those who run their own',
  ),
  'notifications.seen-ms': setting(z.number(), 0, 'up to when the notifications have been looked at, in ms since 1970'),
  'quick-ask.keys': setting(
    z.string().min(1).max(60).nullable(),
    'CommandOrControl+Shift+Space',
    'keys that bring up a new question from any program; null: none',
  ),
  'search.service': setting(
    z.enum(['searxng', 'brave', 'tavily', 'duckduckgo']).nullable(),
    null,
    'who searches the web: searxng, brave, tavily or duckduckgo; keys are secrets such as search:brave; null: nobody',
  ),
  'search.address': setting(
    z.url({ protocol: /^https?$/ }).nullable(),
    null,
    'the address of the search service, where it is not its own: that of your SearXNG, such as "http://127.0.0.1:8888"',
  ),
  'secrets.allow-readable': setting(
    z.boolean(),
    false,
    'true: where no key store is, secrets are kept readable in a file that only you can read',
  ),
  'budget.tokens-per-run': setting(
    tokens,
    200_000,
    'model tokens that one run may use whose flow says nothing; null: no limit',
  ),
  'budget.usd-per-run': setting(usd, null, 'US dollars that one run may cost whose flow says nothing; null: no limit'),
  'budget.tool-calls-per-run': setting(
    tokens,
    null,
    'tool calls that one run may make whose flow says nothing; null: no limit',
  ),
  'budget.runs-per-day': setting(
    tokens,
    null,
    'runs that may begin in a day, of all flows together; one that another flow starts is not counted; null: no limit',
  ),
  'budget.tokens-per-day': setting(tokens, 2_000_000, 'model tokens a day for everything together; null: no limit'),
  'budget.usd-per-day': setting(usd, null, 'US dollars a day for everything together; null: no limit'),
  'budget.tokens-per-month': setting(tokens, null, 'model tokens a month for everything together; null: no limit'),
  'budget.usd-per-month': setting(usd, null, 'US dollars a month for everything together; null: no limit'),
  'models.brain': setting(
    z.string().min(1),
    'planner',
    "who answers in the chat: planner, or a model's id; 'model use' sets it and checks that it was tested",
  ),
  'models.prices': setting(
    modelPrices,
    {},
    'US dollars a million tokens by model, or by endpoint/model: {"name":{"inputPerMillion":2,"outputPerMillion":8}}',
  ),
  'power.keep-awake': setting(
    z.boolean(),
    false,
    'true: the computer does not go to sleep by itself while a run works; a run that only waits lets it sleep',
  ),
  'webhook.enabled': setting(
    z.boolean(),
    false,
    'true: webhooks of flows can be called, from this machine only; webhook on does the same',
  ),
  'webhook.port': setting(
    z.number().int().min(0).max(65_535),
    47_821,
    'where webhooks listen on 127.0.0.1; 0: any port that is free',
  ),
  'files.undo-days': setting(
    z.number().min(1).max(3650),
    30,
    'how many days what flows replaced or deleted is kept, so that it can be undone',
  ),
  'files.undo-max-mb': setting(
    z.number().min(0).max(1_000_000),
    1_000,
    'how many megabytes of it are kept at most, the newest first',
  ),
} as const;

export type SettingName = keyof typeof settingsCatalogue;
export type SettingValue<N extends SettingName> = (typeof settingsCatalogue)[N] extends Setting<infer T> ? T : never;

export const settingNames = Object.keys(settingsCatalogue) as SettingName[];
