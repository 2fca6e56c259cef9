/** The built-in planner with what the user asked to remember: it keeps, lists and forgets facts, and reads requests with them. */
import type { FlowDraft } from '../flows/flow-draft.ts';
import type { Brain, BrainContext, BrainReply, Said } from './brain.ts';
import { type Meaning, type Memory, type MemorySentence, meaningsIn, memorySentence } from './memory.ts';
import type { PlannerBrain } from './planner-brain.ts';

export class PlannerWithMemory implements Brain {
  readonly #planner: PlannerBrain;
  readonly #memory: Memory;

  constructor(planner: PlannerBrain, memory: Memory) {
    this.#planner = planner;
    this.#memory = memory;
  }

  get name(): string {
    return this.#planner.name;
  }

  async reply(said: Said, context: BrainContext): Promise<BrainReply> {
    const sentence = memorySentence(said.text);
    if (sentence) return { text: this.#carryOut(sentence), draft: null, asks: [], pending: null, command: null };
    const { text, used } = withMeanings(said.text, meaningsIn(context.facts));
    const reply = await this.#planner.reply({ ...said, text }, context);
    if (!reply.draft || used.length === 0) return reply;
    const remembered = used.map(({ phrase, address }) => `“${phrase}” means ${address}, as you asked me to remember.`);
    return {
      ...reply,
      draft: { ...reply.draft, request: said.text, assumptions: [...reply.draft.assumptions, ...remembered] },
    };
  }

  reschedule(draft: FlowDraft, scheduleText: string, context: BrainContext): Promise<FlowDraft> {
    return this.#planner.reschedule(draft, scheduleText, context);
  }

  #carryOut(sentence: MemorySentence): string {
    const facts = this.#memory.list();
    if (sentence.do === 'list')
      return facts.length === 0
        ? 'I remember nothing yet. Say “remember that …”.'
        : `I remember:\n${facts.map(({ text }) => `- ${text}`).join('\n')}`;
    if (sentence.do === 'remember') return `I will remember: ${this.#memory.add(sentence.text).text}`;
    const words = sentence.text.toLowerCase();
    const meant = words === 'everything' ? facts : facts.filter(({ text }) => text.toLowerCase().includes(words));
    if (meant.length === 0) return `I remember nothing about “${sentence.text}”.`;
    if (meant.length > 1 && words !== 'everything')
      return `Which of these shall I forget?\n${meant.map(({ text }) => `- ${text}`).join('\n')}`;
    for (const { id } of meant) this.#memory.remove(id);
    return `Forgotten: ${meant.map(({ text }) => text).join('; ')}`;
  }
}

/** A request with what its phrases mean, where they stand as whole words. */
function withMeanings(text: string, meanings: readonly Meaning[]): { text: string; used: Meaning[] } {
  let result = text;
  const used = meanings.filter(({ phrase, address }) => {
    const pattern = new RegExp(
      `(?<![\\w/])${phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+')}(?![\\w/])`,
      'gi',
    );
    const replaced = result.replaceAll(pattern, () => address);
    const changed = replaced !== result;
    result = replaced;
    return changed;
  });
  return { text: result, used };
}
