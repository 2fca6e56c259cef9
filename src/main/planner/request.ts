/**
 * A request once understood: what to read, what to decide, what to do. Everything is explicit here: no "it", no
 * "otherwise", no source left to guess. Plain JSON, as it is stored with the plan and rendered as the flow's text.
 */
import { z } from 'zod';

/** A page or API address, or the thing a "for each" is at. */
export const origin = z.discriminatedUnion('at', [
  z.object({ at: z.literal('url'), url: z.string() }),
  z.object({ at: z.literal('item') }),
]);
export type Origin = z.infer<typeof origin>;

/** The list on a page, in an API's answer or in a feed, possibly only a part of it. */
const items = z.object({
  of: z.literal('items'),
  from: origin,
  field: z.string(),
  onlyNew: z.boolean(),
  mentioning: z.string().nullable(),
});
/** A list this flow collects. */
const list = z.object({ of: z.literal('list'), list: z.string() });
const folder = z.object({ of: z.literal('folder'), path: z.string(), onlyNew: z.boolean() });

/** Something that has a value when the flow runs. */
export const operand = z.discriminatedUnion('of', [
  /** `field` is a page's well-known field (price, title) or a JSON path without `$.` (status, rates.EUR). */
  z.object({ of: z.literal('field'), from: origin, field: z.string() }),
  z.object({ of: z.literal('text'), from: origin }),
  items,
  z.object({ of: z.literal('metric'), metric: z.enum(['cpu', 'memory', 'disk', 'freeMemory', 'freeDisk']) }),
  list,
  z.object({ of: z.literal('file'), path: z.string() }),
  folder,
  /** How many there are. */
  z.object({ of: z.literal('count'), what: z.discriminatedUnion('of', [items, list, folder]) }),
]);
export type Operand = z.infer<typeof operand>;

/** Where an operand is read from; null for what comes from no address. */
export function originOf(operand: Operand): Origin | null {
  if (operand.of === 'count') return originOf(operand.what);
  return 'from' in operand ? operand.from : null;
}

export const comparison = z.enum(['<', '<=', '>', '>=', '=', '!=']);
export type Comparison = z.infer<typeof comparison>;

export const literal = z.object({
  value: z.union([z.string(), z.number(), z.boolean()]),
  /** What was written with it, for reading back: `$`, `€`, `£` before it, `%` after it. */
  unit: z.enum(['$', '€', '£', '%']).nullable(),
});
export type Literal = z.infer<typeof literal>;

export type Condition =
  | { is: 'compare'; left: Operand; op: Comparison; right: { literal: Literal } | { operand: Operand } }
  | { is: 'count'; of: Operand; op: Comparison; than: number }
  | { is: 'contains'; operand: Operand; text: string; negated: boolean }
  | { is: 'empty'; operand: Operand; negated: boolean }
  | { is: 'exists'; path: string; negated: boolean }
  /** Differs from what an earlier run saw; the first run only remembers. */
  | { is: 'changed'; operand: Operand; direction: 'down' | 'up' | null }
  | { is: 'all'; of: Condition[] }
  | { is: 'any'; of: Condition[] };
export const condition: z.ZodType<Condition> = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('compare'),
    left: operand,
    op: comparison,
    right: z.union([z.object({ literal }), z.object({ operand })]),
  }),
  z.object({ is: z.literal('count'), of: operand, op: comparison, than: z.number() }),
  z.object({ is: z.literal('contains'), operand, text: z.string(), negated: z.boolean() }),
  z.object({ is: z.literal('empty'), operand, negated: z.boolean() }),
  z.object({ is: z.literal('exists'), path: z.string(), negated: z.boolean() }),
  z.object({ is: z.literal('changed'), operand, direction: z.enum(['down', 'up']).nullable() }),
  z.object({
    is: z.literal('all'),
    get of() {
      return z.array(condition);
    },
  }),
  z.object({
    is: z.literal('any'),
    get of() {
      return z.array(condition);
    },
  }),
]);

/** What goes into a file, a message or a list. */
export const content = z.discriminatedUnion('is', [
  z.object({ is: z.literal('text'), text: z.string() }),
  /** Today's date, or the moment, in the user's zone. */
  z.object({ is: z.literal('date') }),
  z.object({ is: z.literal('time') }),
  z.object({ is: z.literal('values'), values: z.array(operand) }),
]);
export type Content = z.infer<typeof content>;

export const message = z.discriminatedUnion('is', [
  z.object({ is: z.literal('text'), text: z.string() }),
  /** Says what was found: made from the condition the notification stands under. */
  z.object({ is: z.literal('finding') }),
  z.object({ is: z.literal('values'), values: z.array(operand) }),
  z.object({ is: z.literal('summary'), list: z.string() }),
]);
export type Message = z.infer<typeof message>;
export const urgency = z.enum(['plain', 'alert', 'critical']);
export type Urgency = z.infer<typeof urgency>;

export interface Branch {
  when: Condition;
  steps: Step[];
}

export type Step =
  | {
      do: 'fetch';
      from: Origin;
      read: Operand[];
      /** Further tries after the first; null: the default. */
      retries: number | null;
      /** Seconds between tries; null: the default. */
      retryEverySeconds: number | null;
      /** What to do when it still fails; null: the run fails and says so. */
      onError: Step[] | null;
    }
  | { do: 'measure' }
  /** Reads a file's text, or lists a folder. */
  | { do: 'look'; at: Operand }
  | { do: 'if'; branches: Branch[]; otherwise: Step[] }
  | { do: 'each'; noun: string; over: { urls: string[] } | { items: Operand }; steps: Step[] }
  | { do: 'pages'; url: string; items: string; steps: Step[] }
  | { do: 'repeat'; everySeconds: number; until: Condition; steps: Step[] }
  | { do: 'notify'; message: Message; urgency: Urgency }
  | { do: 'insert'; table: string; values: Operand[] }
  | { do: 'append' | 'write'; path: string; content: Content }
  | { do: 'collect'; list: string; values: Operand[] }
  | { do: 'wait'; seconds: number };
const steps = () => z.array(step);
export const step: z.ZodType<Step> = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('fetch'),
    from: origin,
    read: z.array(operand),
    retries: z.number().int().nonnegative().nullable(),
    retryEverySeconds: z.number().positive().nullable(),
    get onError() {
      return steps().nullable();
    },
  }),
  z.object({ do: z.literal('measure') }),
  z.object({ do: z.literal('look'), at: operand }),
  z.object({
    do: z.literal('if'),
    get branches() {
      return z.array(
        z.object({
          when: condition,
          get steps() {
            return steps();
          },
        }),
      );
    },
    get otherwise() {
      return steps();
    },
  }),
  z.object({
    do: z.literal('each'),
    noun: z.string(),
    over: z.union([z.object({ urls: z.array(z.string()) }), z.object({ items: operand })]),
    get steps() {
      return steps();
    },
  }),
  z.object({
    do: z.literal('pages'),
    url: z.string(),
    items: z.string(),
    get steps() {
      return steps();
    },
  }),
  z.object({
    do: z.literal('repeat'),
    everySeconds: z.number().positive(),
    until: condition,
    get steps() {
      return steps();
    },
  }),
  z.object({ do: z.literal('notify'), message, urgency }),
  z.object({ do: z.literal('insert'), table: z.string(), values: z.array(operand) }),
  z.object({ do: z.enum(['append', 'write']), path: z.string(), content }),
  z.object({ do: z.literal('collect'), list: z.string(), values: z.array(operand) }),
  z.object({ do: z.literal('wait'), seconds: z.number().positive() }),
]);

export const flowRequest = z.object({
  steps: z.array(step),
  scheduleText: z.string().nullable(),
  /** Where the user is told, when not on the desktop. */
  channel: z.literal('telegram').optional(),
  /** What the addresses of its hosts are asked with. */
  key: z.object({ name: z.string(), hosts: z.array(z.string()) }).optional(),
});
export type FlowRequest = z.infer<typeof flowRequest>;
