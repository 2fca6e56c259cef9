import type { MatchResult, Node } from 'ohm-js';
import type { PlacedClause } from './clauses.ts';
import { normalise, scheduleGrammar, sentenceGrammar } from './grammar.ts';
import { readClause } from './read-clauses.ts';
import { below } from './tree.ts';

const wholeText = scheduleGrammar.createSemantics();
const sentence = sentenceGrammar.createSemantics();

/** The clauses when the whole text is a schedule, or null. @throws ScheduleTextProblem for words that name nothing possible. */
export function wholePhrase(text: string): PlacedClause[] | null {
  const match = scheduleGrammar.match(normalise(text), 'Whole');
  return match.succeeded() ? placed(wholeText, match) : null;
}

/** The clauses a text begins with, or null. */
export function leadingPhrase(text: string, options: { inSentence: boolean }): PlacedClause[] | null {
  const grammar = options.inSentence ? sentenceGrammar : scheduleGrammar;
  const match = grammar.match(normalise(text), 'Found');
  return match.succeeded() ? placed(options.inSentence ? sentence : wholeText, match) : null;
}

function placed(semantics: typeof wholeText, match: MatchResult): PlacedClause[] {
  // A semantics called on a match answers the tree's root; its type only promises the operations one adds.
  const root = semantics(match) as unknown as Node;
  return below(root, 'Clause').map((node) => ({ clause: readClause(node), end: node.source.endIdx }));
}
