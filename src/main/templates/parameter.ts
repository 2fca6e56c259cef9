/** The kinds of values a template asks for: how each is described in a form, and how what was typed is read. */
import { z } from 'zod';
import { wallTime } from '../../shared/domain/schedule.ts';
import type { TemplateParameter, TemplateValue } from '../../shared/domain/template.ts';
import { hostOf } from '../../shared/tools/hosts.ts';
import { tableName } from '../../shared/tools/identifier.ts';
import { workspaceRelative } from '../../shared/tools/workspace-path.ts';

export interface Parameter<T> {
  described: Omit<TemplateParameter, 'name'>;
  /** What was typed, or the initial value -> the value. Its messages follow the label: "is not an address". */
  schema: z.ZodType<T, TemplateValue>;
}

interface Asked<Initial extends TemplateValue> {
  label: string;
  hint?: string;
  initial?: Initial;
}

function described<Initial extends TemplateValue>(
  kind: TemplateParameter['kind'],
  { label, hint, initial }: Asked<Initial>,
): Parameter<unknown>['described'] {
  return { kind, label, hint: hint ?? null, initial: initial ?? null, unit: null, min: null, max: null };
}

/** A value that begins like an expression would be one. */
const line = z
  .string('needs a value')
  .trim()
  .min(1, 'needs a value')
  .max(500, 'is too long')
  .refine((text) => !text.startsWith('{%'), 'must not begin with {%');

export function text(asked: Asked<string>): Parameter<string> {
  return { described: described('text', asked), schema: line };
}

export function number(
  asked: Asked<number> & { unit?: string; min: number; max: number; whole?: boolean },
): Parameter<number> {
  const { unit = null, min, max, whole = false } = asked;
  const bounded = z
    .number('is not a number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .refine((value) => !whole || Number.isInteger(value), 'must be a whole number');
  return {
    described: { ...described('number', asked), unit, min, max },
    schema: z
      .union([z.number(), line.transform((typed) => Number(typed.replace(',', '.')))], 'is not a number')
      .pipe(bounded),
  };
}

const webAddress = line.refine(
  (typed) => hostOf(typed) !== null,
  'is not an address: write it whole, such as https://shop.example/kettle',
);

/** An address with the host a grant names. */
export interface Address {
  url: string;
  host: string;
}

const parsedAddress = webAddress.transform((url): Address => ({ url, host: hostOf(url) ?? '' }));

export function address(asked: Asked<string>): Parameter<Address> {
  return { described: described('address', asked), schema: parsedAddress };
}

export function addresses(asked: Asked<string[]>): Parameter<Address[]> {
  const lines = z
    .union([z.array(z.string()), z.string().transform((typed) => typed.split(/[\s,]+/))], 'needs an address')
    .transform((list) => list.filter((entry) => entry.trim() !== ''));
  return {
    described: described('addresses', asked),
    schema: lines.pipe(z.array(parsedAddress).min(1, 'needs at least one address').max(50, 'takes at most 50')),
  };
}

function inWorkspace(what: string) {
  return line.transform((typed, context) => {
    const path = workspaceRelative(typed, '');
    if (path !== null && path !== '.') return path;
    context.addIssue({
      code: 'custom',
      message: `is not a ${what} of the workspace: write it from there, such as ${what === 'file' ? 'notes/log.txt' : 'inbox'}`,
    });
    return z.NEVER;
  });
}

export function folder(asked: Asked<string>): Parameter<string> {
  return { described: described('folder', asked), schema: inWorkspace('folder') };
}

export function file(asked: Asked<string>): Parameter<string> {
  return { described: described('file', asked), schema: inWorkspace('file') };
}

export function table(asked: Asked<string>): Parameter<string> {
  return { described: described('table', asked), schema: line.pipe(tableName) };
}

export function time(asked: Asked<string>): Parameter<string> {
  const padded = line.transform((typed) => (/^\d:\d\d$/.test(typed) ? `0${typed}` : typed));
  return {
    described: described('time', asked),
    schema: padded.refine((typed) => wallTime.safeParse(typed).success, 'is not a time of day: write it as 08:30'),
  };
}

/** The text is read with the flow, where the time zone is known. */
export function schedule(asked: Asked<string>): Parameter<string> {
  return { described: described('schedule', asked), schema: line };
}
