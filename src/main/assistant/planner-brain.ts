/**
 * The built-in planner as a brain: no key, no network, no model. Owns: its thread, which starts with the first question and again
 * after it has failed. Does not own: what is answered (planner-answers.ts).
 */
import { Worker } from 'node:worker_threads';
import { fromWireError, MajordomoError } from '../../shared/errors.ts';
import type { FlowDraft } from '../flows/flow-draft.ts';
import type { Brain, BrainContext, BrainReply, Said } from './brain.ts';
import type { PlannerAnswers, PlannerKnows } from './planner-answers.ts';
import type { PlannerAnswer, PlannerCall } from './planner-thread.ts';

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

export class PlannerBrain implements Brain {
  readonly name = 'Built-in planner';
  readonly #entry: string | URL;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | null = null;
  #lastId = 0;

  /** @param entry the module planner-thread.ts, built or as it is */
  constructor(entry: string | URL) {
    this.#entry = entry;
  }

  previewSchedule = this.#asking('previewSchedule');
  readSchedule = this.#asking('readSchedule');
  readonly #reply = this.#asking('reply');
  readonly #reschedule = this.#asking('reschedule');

  async reply({ text, attachments }: Said, context: BrainContext): Promise<BrainReply> {
    const reply = await this.#reply(text, known(context));
    if (attachments.length === 0) return reply;
    const files = attachments.map(({ name }) => `“${name}”`).join(', ');
    return { ...reply, text: `${reply.text}\n\nI left ${files} aside: the built-in planner reads no attached files.` };
  }

  reschedule(draft: FlowDraft, scheduleText: string, context: BrainContext): Promise<FlowDraft> {
    return this.#reschedule(draft, scheduleText, known(context));
  }

  /** Lets the grammars be compiled before the first question. */
  warmUp(): void {
    const context = { timezone: 'UTC', nowMs: 0, flows: [], keys: [], pending: null, plan: null };
    this.#reply('hello', context).catch(() => undefined);
    this.previewSchedule('daily at 9am', context).catch(() => undefined);
  }

  async stop(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }

  #asking<M extends keyof PlannerAnswers>(method: M) {
    return (...args: Parameters<PlannerAnswers[M]>): Promise<ReturnType<PlannerAnswers[M]>> =>
      new Promise((resolve, reject) => {
        this.#thread ??= this.#start();
        this.#lastId += 1;
        this.#waiting.set(this.#lastId, { resolve: resolve as (value: unknown) => void, reject });
        this.#thread.postMessage({ id: this.#lastId, method, arguments: args } satisfies PlannerCall);
      });
  }

  #start(): Worker {
    const thread = new Worker(this.#entry, { name: 'planner' });
    thread.unref();
    thread.on('message', ({ id, result }: PlannerAnswer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (result.ok) waiting?.resolve(result.value);
      else waiting?.reject(fromWireError(result.error));
    });
    thread.once('error', (error) => this.#failed(thread, error));
    thread.once('exit', () => this.#failed(thread, undefined));
    return thread;
  }

  #failed(thread: Worker, cause: unknown): void {
    if (this.#thread === thread) this.#thread = null;
    const error = new MajordomoError({
      code: 'Planner.Stopped',
      message: 'The planner stopped before it answered. Ask again.',
      cause,
    });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function known({ timezone, nowMs, flows, keys, pending, plan }: BrainContext): PlannerKnows {
  return { timezone, nowMs, flows, keys, pending, plan };
}
