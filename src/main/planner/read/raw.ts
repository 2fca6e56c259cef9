/** Clauses as they were said: "it", bare words, elided subjects and all. `resolve/` makes them explicit. */
import type { Comparison, Literal, Urgency } from '../request.ts';

export type RawNoun =
  /** "it", "them", "the result": whatever was spoken of. */
  | { is: 'it'; url: string | null }
  /** A source by itself. */
  | { is: 'source'; url: string }
  | { is: 'field'; name: string; url: string | null; quoted: boolean }
  | { is: 'text'; url: string | null }
  | { is: 'items'; word: string; onlyNew: boolean; mentioning: string | null; url: string | null }
  | { is: 'count'; of: RawNoun }
  | { is: 'metric'; metric: 'cpu' | 'memory' | 'disk' | 'freeMemory' | 'freeDisk' }
  | { is: 'list'; name: string }
  | { is: 'file'; path: string }
  | { is: 'folder'; path: string; onlyNew: boolean };

export type RawValue = { literal: Literal } | { noun: RawNoun };

export type RawCondition =
  | { is: 'compare'; subject: RawNoun | null; op: Comparison; value: RawValue }
  | { is: 'count'; subject: RawNoun | null; op: Comparison; than: number }
  | { is: 'contains'; subject: RawNoun | null; text: string; negated: boolean }
  | { is: 'empty'; subject: RawNoun | null; negated: boolean }
  | { is: 'exists'; path: string | null; negated: boolean }
  | { is: 'changed'; subject: RawNoun | null; direction: 'down' | 'up' | null }
  | { is: 'new-items'; noun: RawNoun }
  | { is: 'error'; url: string | null }
  | { is: 'works'; url: string | null }
  /** "if returning": equal to this, for the field of the condition before. */
  | { is: 'short'; value: Literal }
  /** "if so", "if not". */
  | { is: 'so'; negated: boolean; there: boolean }
  | { is: 'not'; of: RawCondition }
  | { is: 'all'; of: RawCondition[] }
  | { is: 'any'; of: RawCondition[] };

export type RawContent = { text: string } | { date: true } | { time: true } | { nouns: RawNoun[] };

export type RawTarget =
  | { to: 'table'; name: string | null }
  | { to: 'file'; path: string | null }
  | { to: 'list'; name: string | null }
  /** "to it": the file or list spoken of. */
  | { to: 'it' };

export interface RawElse {
  /** "else if …"; null: in every other case. */
  when: RawCondition | null;
  steps: RawStatement[];
}

export type RawStatement =
  | { do: 'source'; urls: string[]; nouns: RawNoun[]; api: boolean; each: boolean; retries: number | null }
  | { do: 'retry'; retries: number; everySeconds: number | null }
  | { do: 'if'; when: RawCondition; steps: RawStatement[]; elses: RawElse[] }
  /** "check whether …", to be followed by "if so" or "if not". */
  | { do: 'whether'; when: RawCondition }
  | { do: 'each'; noun: string; urls: string[]; items: RawNoun | null; steps: RawStatement[] }
  | { do: 'pages'; url: string; items: string; steps: RawStatement[] }
  | { do: 'until'; until: RawCondition; steps: RawStatement[] }
  | { do: 'notify'; urgency: Urgency; text: string | null; nouns: RawNoun[] }
  | { do: 'summary'; list: string | null; nouns: RawNoun[] }
  | { do: 'save'; verb: 'write' | 'append' | 'log'; content: RawContent[]; target: RawTarget | null }
  | { do: 'create'; path: string | null; content: RawContent[] }
  | { do: 'wait'; seconds: number }
  | { do: 'nothing' }
  | { do: 'block'; steps: RawStatement[] }
  /** A part no rule covers, in the user's words. */
  | { do: 'unknown'; text: string; start: number; end: number };
