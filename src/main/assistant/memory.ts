/** What the user asked to remember, and the sentences by which they do so without a model. */
import type { Fact } from '../../shared/domain/fact.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { newId } from '../ids.ts';
import type { Database } from '../store/database.ts';
import { deleteFact, insertFact, listFacts } from '../store/tables/facts.ts';

const mostFacts = 200;

export class Memory {
  readonly #deps: { db: Database; nowMs: () => number };

  constructor(deps: { db: Database; nowMs: () => number }) {
    this.#deps = deps;
  }

  list(): Fact[] {
    return listFacts(this.#deps.db);
  }

  /** The same words twice are one fact. @throws MajordomoError `Memory.Full` */
  add(text: string): Fact {
    const { db, nowMs } = this.#deps;
    const facts = this.list();
    const known = facts.find((fact) => fact.text === text.trim());
    if (known) return known;
    if (facts.length >= mostFacts)
      throw new MajordomoError({
        code: 'Memory.Full',
        message: `I keep at most ${mostFacts} facts, so that each question can carry them. Delete some first.`,
      });
    const fact = { id: newId('fact', nowMs()), text: text.trim(), createdAtMs: nowMs() };
    insertFact(db, fact);
    return fact;
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    return deleteFact(this.#deps.db, id);
  }
}

export type MemorySentence = { do: 'list' } | { do: 'remember'; text: string } | { do: 'forget'; text: string };

const listing =
  /^(?:what (?:do|did) you (?:remember|know about me)|what have you remembered|(?:list|show)(?: me)? (?:your|the) (?:memory|facts)|(?:list|show)(?: me)? what you remember)[\s?.!]*$/i;
const remembering = /^(?:please )?(?:remember|keep in mind)(?:,| that|:)\s+(.{3,})$/is;
/** "Remember: every Monday the bins" is a reminder, not a fact. */
const schedulelike = /\b(?:every|each|daily|hourly|weekly|monthly|remind|tomorrow|tonight)\b/i;
const forgetting = /^(?:please )?forget(?: that| about|:)?\s+(.{2,})$/is;

/** Null for a sentence that is about something else: "remember the price in a table" is a step of a flow. */
export function memorySentence(text: string): MemorySentence | null {
  const said = text.trim();
  if (listing.test(said)) return { do: 'list' };
  const [, fact] = remembering.exec(said) ?? [];
  if (fact !== undefined && !schedulelike.test(fact)) return { do: 'remember', text: fact.trim() };
  const [, words] = forgetting.exec(said) ?? [];
  return words === undefined ? null : { do: 'forget', text: words.trim().replace(/[.!]+$/, '') };
}

export interface Meaning {
  phrase: string;
  address: string;
}

/** "my shop is http://shop.example" gives "my shop" a meaning that a request can be read with. */
export function meaningsIn(facts: readonly Fact[]): Meaning[] {
  return facts.flatMap(({ text }) => {
    const [, phrase, address] =
      /^((?:my|our|the)\s.+?)(?:'s)?\s+(?:is|are|=|is at|lives at)\s+(https?:\/\/\S+?)[.,;]?$/i.exec(text) ?? [];
    return phrase !== undefined && address !== undefined ? [{ phrase: phrase.trim(), address }] : [];
  });
}
