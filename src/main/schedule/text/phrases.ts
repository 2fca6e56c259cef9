import type { Grammar, Node } from 'ohm-js';
import type { PlacedClause } from './clauses.ts';
import { normalise, scheduleGrammars } from './grammar.ts';
import { readClause } from './read-clauses.ts';
import { below } from './tree.ts';

/** The clauses when the whole text is a schedule, or null. @throws ScheduleTextProblem for words that name nothing possible. */
export function wholePhrase(text: string): PlacedClause[] | null {
  return read(scheduleGrammars().wholeText, text, 'Whole');
}

/** The clauses a text begins with, or null. @throws ScheduleTextProblem likewise. */
export function leadingPhrase(text: string): PlacedClause[] | null {
  return read(scheduleGrammars().inSentence, text, 'Found');
}

function read(grammar: Grammar, text: string, rule: 'Whole' | 'Found'): PlacedClause[] | null {
  const match = grammar.match(normalise(text), rule);
  if (match.failed()) return null;
  // A semantics called on a match answers the tree's root; its type only promises the operations one adds.
  const root = grammar.createSemantics()(match) as unknown as Node;
  return below(root, 'Clause').map((node) => ({ clause: readClause(node), end: node.source.endIdx }));
}
