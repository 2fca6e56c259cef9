/**
 * What it costs to read a schedule text, counted: how often the grammar, the date reader and the rules of limits are given a text, and
 * how much of one. It is the same on any machine, however busy.
 */
import * as chrono from 'chrono-node/en';
import { type MockInstance, vi } from 'vitest';
import { scheduleGrammars } from '../../src/main/schedule/text/grammar.ts';
import { limitRules } from '../../src/main/schedule/text/limit-rules.ts';

export interface Readings {
  /** Texts given to be read. */
  texts: number;
  /** Their characters together. */
  characters: number;
}

/** Runs it, with everything that reads working as ever. */
export function readingsDuring(work: () => void): Readings {
  const { wholeText, inSentence } = scheduleGrammars();
  const spies: MockInstance<(text: string, ...more: never[]) => unknown>[] = [
    vi.spyOn(wholeText, 'match'),
    vi.spyOn(inSentence, 'match'),
    vi.spyOn(chrono.casual, 'parse'),
    ...limitRules.map((rule) => vi.spyOn(rule, 'read')),
  ];
  try {
    work();
    const texts = spies.flatMap(({ mock }) => mock.calls.map(([text]) => text));
    return { texts: texts.length, characters: texts.reduce((sum, { length }) => sum + length, 0) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
