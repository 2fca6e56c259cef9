/**
 * Webhooks as the settings have them: on or off, on which port. Owns: the server's life, addresses, the count of refusals.
 * Does not own: what a call is checked for (webhook-server.ts).
 */
import { MajordomoError, toWireError } from '../../shared/errors.ts';
import { newId } from '../ids.ts';
import { occurrenceIdOf } from '../schedule/run-missed.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { activeTriggersOf, countRefusals, findTrigger, setTokenHash } from '../store/tables/triggers.ts';
import type { Triggers } from './triggers.ts';
import { type Hook, WebhookServer } from './webhook-server.ts';
import { newToken, tokenHash } from './webhook-token.ts';

export interface WebhooksDeps {
  db: Database;
  nowMs: () => number;
  settings: Settings;
  secrets: Secrets;
  triggers: Triggers;
  log: (line: string) => void;
}

/** Counted in memory meanwhile, so that a flood of refused calls is not a flood of commits. */
const countEveryMs = 500;

export class Webhooks {
  readonly #deps: WebhooksDeps;
  readonly #refused = new Map<string, { triggerId: string; reason: string; count: number }>();
  #counting: NodeJS.Timeout | undefined;
  #server: WebhookServer | null = null;
  #port: number | null = null;
  #error: string | null = null;
  #running = false;
  #applying: Promise<void> = Promise.resolve();

  constructor(deps: WebhooksDeps) {
    this.#deps = deps;
  }

  start(): Promise<void> {
    this.#running = true;
    return this.apply();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.apply();
    this.#writeCounts();
  }

  /** A setting changed: the server comes, goes or moves. Resolves when it has. */
  apply(): Promise<void> {
    this.#applying = this.#applying.then(() => this.#apply());
    return this.#applying;
  }

  /** Where the server listens; null while it does not, with the reason when it should. */
  get state(): { port: number | null; error: string | null } {
    return { port: this.#port, error: this.#error };
  }

  /**
   * The address of a flow's webhook. The token in it is shown only when it is new: it is kept as a hash.
   * @throws MajordomoError `Webhook.None`
   */
  address(flowId: string, options: { renew: boolean }): { path: string; token: string | null; triggerId: string } {
    const { db } = this.#deps;
    const trigger = activeTriggersOf(db, flowId).find(({ spec }) => spec.kind === 'webhook');
    if (trigger === undefined)
      throw new MajordomoError({
        code: 'Webhook.None',
        message: 'This flow has no webhook. Give it one: trigger set FLOW --webhook',
        data: { flowId },
      });
    const token = trigger.tokenHash === null || options.renew ? newToken() : null;
    if (token !== null) setTokenHash(db, trigger.id, tokenHash(token));
    return { path: `/hook/${trigger.id}`, token, triggerId: trigger.id };
  }

  async #apply(): Promise<void> {
    const { settings, log } = this.#deps;
    const wanted = this.#running && settings.get('webhook.enabled') ? settings.get('webhook.port') : null;
    if (wanted === this.#port && wanted !== 0) return;
    await this.#server?.close();
    this.#server = null;
    this.#port = null;
    this.#error = null;
    if (wanted === null) return;
    const server = new WebhookServer({
      find: (triggerId) => this.#find(triggerId),
      fire: (triggerId, body) => this.#fire(triggerId, body),
      onRefused: (triggerId, reason) => this.#count(triggerId, reason),
      nowMs: () => performance.now(),
      log,
    });
    try {
      this.#port = await server.listen(wanted);
      this.#server = server;
    } catch (error) {
      this.#error = toWireError(error).message;
      log(this.#error);
    }
  }

  #find(triggerId: string): Hook | undefined {
    const trigger = findTrigger(this.#deps.db, triggerId);
    if (trigger?.spec.kind !== 'webhook' || !trigger.active) return undefined;
    const hmacSecret = trigger.spec.hmac ? (this.#deps.secrets.read(`webhook:${trigger.flowId}`) ?? undefined) : null;
    return { triggerId, tokenHash: trigger.tokenHash, hmacSecret };
  }

  #fire(triggerId: string, body: Parameters<ConstructorParameters<typeof WebhookServer>[0]['fire']>[1]) {
    const { db, nowMs, triggers } = this.#deps;
    const trigger = findTrigger(db, triggerId);
    const runId = newId('run', nowMs());
    const dueAtMs = trigger?.active ? triggers.fire(trigger, 'called', { runId, body }) : null;
    if (dueAtMs === null) throw new Error(`the webhook ${triggerId} ended while it was called`);
    return { runId, firing: occurrenceIdOf({ scheduleId: triggerId, dueAtMs }) };
  }

  #count(triggerId: string, reason: string): void {
    const key = `${triggerId} ${reason}`;
    const counted = this.#refused.get(key) ?? { triggerId, reason, count: 0 };
    counted.count += 1;
    this.#refused.set(key, counted);
    this.#counting ??= setTimeout(() => this.#writeCounts(), countEveryMs);
  }

  #writeCounts(): void {
    clearTimeout(this.#counting);
    this.#counting = undefined;
    const counted = [...this.#refused.values()];
    this.#refused.clear();
    if (counted.length === 0) return;
    try {
      countRefusals(this.#deps.db, counted, this.#deps.nowMs());
    } catch (error) {
      this.#deps.log(`webhooks: the count of refused calls could not be written: ${String(error)}`);
    }
  }
}
