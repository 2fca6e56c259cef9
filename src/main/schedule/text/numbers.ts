import type { Node } from 'ohm-js';
import type { IntervalUnit, WeekdayOrdinal } from './clauses.ts';
import { lookUp, words } from './tree.ts';

const ones = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens: Readonly<Record<string, number>> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, ninety: 90 };
const ordinals = [
  'zeroth',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
  'twentieth',
];

/** "45", "2.5", "forty-five". */
export function numberOf(text: string): number {
  const trimmed = text.trim();
  if (/^\d/.test(trimmed)) return Number.parseFloat(trimmed);
  const [first = '', second = 'zero'] = trimmed.split(/[- ]/);
  return (tens[first] ?? ones.indexOf(first)) + ones.indexOf(second);
}

/** "5th", "fifth", "twenty-first", "last". */
export function ordinalOf(text: string): WeekdayOrdinal {
  const trimmed = text.trim();
  if (trimmed === 'last') return 'last';
  if (/^\d/.test(trimmed)) return Number.parseInt(trimmed, 10);
  if (trimmed === 'thirtieth') return 30;
  const [first = '', second] = trimmed.split(/[- ]/);
  return second === undefined ? ordinals.indexOf(first) : (tens[first] ?? 0) + ordinals.indexOf(second);
}

const units: ReadonlyArray<[RegExp, { unit: IntervalUnit; times: number }]> = [
  [/^s(ec(ond)?s?)?$/, { unit: 'second', times: 1 }],
  [/^m(in(ute)?s?)?$/, { unit: 'minute', times: 1 }],
  [/^h((ou)?rs?)?$/, { unit: 'hour', times: 1 }],
  [/^d(ays?)?$/, { unit: 'day', times: 1 }],
  [/^w((ee)?ks?)?$/, { unit: 'week', times: 1 }],
  [/^fortnights?$/, { unit: 'week', times: 2 }],
  [/^mo(nths?)?$/, { unit: 'month', times: 1 }],
  [/^quarters?$/, { unit: 'month', times: 3 }],
  [/^y(ea)?rs?$/, { unit: 'year', times: 1 }],
];

/** A unit word as one of ours and how many of them it is: a fortnight is two weeks. */
export function unitOf(node: Node): { unit: IntervalUnit; times: number } {
  const text = words(node);
  const found = units.find(([pattern]) => pattern.test(text));
  if (found === undefined) throw new Error(`Broken invariant: the schedule grammar matched "${text}" as a unit`);
  return found[1];
}

const dayStems = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const monthStems = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function weekdayOf(node: Node): number {
  return dayStems.indexOf(words(node).slice(0, 3));
}

export function monthOf(node: Node): number {
  return monthStems.indexOf(words(node).slice(0, 3));
}

const dayGroups: Readonly<Record<string, number[]>> = { weekend: [0, 6], 'week-end': [0, 6] };
export function dayGroupOf(node: Node): number[] {
  return dayGroups[words(node).replace(/s$/, '')] ?? [1, 2, 3, 4, 5];
}

const adverbs = {
  minutely: { amount: 1, unit: 'minute' },
  'quarter-hourly': { amount: 15, unit: 'minute' },
  'half-hourly': { amount: 30, unit: 'minute' },
  hourly: { amount: 1, unit: 'hour' },
  '7 days a week': { amount: 1, unit: 'day' },
  'seven days a week': { amount: 1, unit: 'day' },
  daily: { amount: 1, unit: 'day' },
  weekly: { amount: 1, unit: 'week' },
  fortnightly: { amount: 2, unit: 'week' },
  biweekly: { amount: 2, unit: 'week' },
  monthly: { amount: 1, unit: 'month' },
  bimonthly: { amount: 2, unit: 'month' },
  quarterly: { amount: 3, unit: 'month' },
  'half-yearly': { amount: 6, unit: 'month' },
  yearly: { amount: 1, unit: 'year' },
  annually: { amount: 1, unit: 'year' },
} as const satisfies Record<string, { amount: number; unit: IntervalUnit }>;

export function adverbOf(node: Node): { amount: number; unit: IntervalUnit } {
  const text = words(node)
    .replace(/^(half|quarter) /, '$1-')
    .replace(/^bi-/, 'bi');
  return (adverbs as Readonly<Record<string, { amount: number; unit: IntervalUnit }>>)[text] ?? lookUp({}, node);
}
