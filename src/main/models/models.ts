/**
 * The models the user configured, and which of them answers in the chat.
 * Owns: the list, the rule that only a tested model is used, the client of each. Does not own: keys (the secrets'), budgets.
 */

import type { ModelPrice } from '../../shared/domain/budget.ts';
import { type ModelEndpoint, type ModelList, type ModelTestReport, modelEndpoint } from '../../shared/domain/model.ts';
import type { UsageRole } from '../../shared/domain/usage.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import {
  deleteModelEndpoint,
  findModelEndpoint,
  listModelEndpoints,
  saveModelEndpoint,
} from '../store/tables/model-endpoints.ts';
import { testConnection } from './connection-test.ts';
import { environmentEndpoint, environmentId, type ModelEnvironment } from './environment-endpoint.ts';
import { contextSizeOf } from './list-models.ts';
import type { ModelClient } from './model-client.ts';
import { createOpenAiClient } from './openai-client.ts';
import { type RemovedModel, RemovedModels, undoRemovalWithinMs } from './removed-models.ts';

export const plannerBrain = 'planner';

export interface ModelsDeps {
  db: Database;
  nowMs: () => number;
  secrets: Secrets;
  settings: Settings;
  environment: ModelEnvironment;
  /** Reserves each call before it is made, for that role. */
  metered: (client: ModelClient, endpoint: ModelEndpoint, role: UsageRole) => ModelClient;
  onChanged: () => void;
}

export type NewEndpoint = Omit<ModelEndpoint, 'test'> & { price?: ModelPrice | undefined };

export class Models {
  readonly #deps: ModelsDeps;
  readonly #removed = new RemovedModels();

  constructor(deps: ModelsDeps) {
    this.#deps = deps;
  }

  list(): ModelList {
    const { db, secrets, settings, environment } = this.#deps;
    const keys = secrets.names();
    const prices = settings.get('models.prices');
    const given = this.#environment();
    return {
      brain: settings.get('models.brain'),
      endpoints: [...listModelEndpoints(db), ...(given ? [given] : [])].map((endpoint) => {
        const fromEnvironment = endpoint.id === environmentId;
        return {
          ...endpoint,
          fromEnvironment,
          hasKey: fromEnvironment ? Boolean(environment.OPENAI_API_KEY) : keys.includes(keyName(endpoint.id)),
          price: prices[`${endpoint.id}/${endpoint.model}`] ?? prices[endpoint.model] ?? null,
        };
      }),
    };
  }

  /**
   * Adds an endpoint or changes the one of that id; a change of address or model makes its test void.
   * @throws MajordomoError `Model.BadEndpoint`
   */
  save({ price, ...given }: NewEndpoint): ModelEndpoint {
    const { db, nowMs, settings, onChanged } = this.#deps;
    const parsed = modelEndpoint.safeParse({ ...given, test: null });
    const reserved = given.id === plannerBrain || given.id === environmentId;
    if (!parsed.success || reserved)
      throw new MajordomoError({
        code: 'Model.BadEndpoint',
        message: parsed.success
          ? `'${given.id}' already means something else. Choose another --id.`
          : `The endpoint cannot be used: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
        data: { id: given.id },
      });
    const before = findModelEndpoint(db, given.id);
    const same = before?.baseUrl === given.baseUrl && before.model === given.model;
    const endpoint = { ...parsed.data, test: same ? before.test : null };
    saveModelEndpoint(db, endpoint, nowMs());
    if (price)
      settings.set('models.prices', { ...settings.get('models.prices'), [`${endpoint.id}/${endpoint.model}`]: price });
    if (endpoint.test === null) this.#noLonger(endpoint.id);
    onChanged();
    return endpoint;
  }

  /** With its key; `restore` takes it back for a while. @throws MajordomoError `Model.Unknown` */
  remove(id: string): void {
    const { db, secrets, settings, onChanged } = this.#deps;
    const endpoint = this.#configured(id);
    const key = this.#ownKey(id);
    const wasBrain = settings.get('models.brain') === id;
    const addedAtMs = deleteModelEndpoint(db, id);
    if (addedAtMs === undefined) throw this.#unknown(id);
    secrets.remove(keyName(id));
    this.#noLonger(id);
    this.#removed.keep({ endpoint, addedAtMs, wasBrain, key });
    onChanged();
  }

  /**
   * Takes a removal back: the model with its test and its key, in use again if it was and no other is.
   * @throws MajordomoError `Model.NotRemoved`, `Model.Exists`, `Secret.NoKeyStore`
   */
  restore(id: string): void {
    const { db, secrets, settings, onChanged } = this.#deps;
    if (findModelEndpoint(db, id))
      throw new MajordomoError({
        code: 'Model.Exists',
        message: `There is another model '${id}' by now. Remove or rename that one, or add the old one under another name.`,
        data: { id },
      });
    const removed = this.#removed.take(id);
    if (!removed)
      throw new MajordomoError({
        code: 'Model.NotRemoved',
        message: `The removal of '${id}' cannot be taken back any more: that is possible for ${undoRemovalWithinMs / 60_000} minutes, while the app runs. Add the model again.`,
        data: { id },
      });
    const { endpoint, addedAtMs, key, wasBrain } = removed;
    if (key) secrets.write(keyName(id), key.value, { allowReadable: key.readable });
    saveModelEndpoint(db, endpoint, addedAtMs);
    if (wasBrain && settings.get('models.brain') === plannerBrain) settings.set('models.brain', id);
    onChanged();
  }

  /** Tries the model out and keeps what was found. @throws MajordomoError `Model.Unknown` */
  async test(id: string, signal: AbortSignal): Promise<ModelTestReport> {
    const { db, nowMs, onChanged } = this.#deps;
    const endpoint = this.#known(id);
    const report = await testConnection(
      {
        client: this.client(endpoint, 'assistant'),
        model: endpoint.model,
        contextTokens: endpoint.contextTokens,
        listedContext: (inner) => contextSizeOf(endpoint.model, this.#access(endpoint), inner),
      },
      nowMs(),
      signal,
    );
    // It may have been changed or removed meanwhile; a test of what is no longer there is not kept.
    const now = findModelEndpoint(db, id);
    if (now && now.baseUrl === endpoint.baseUrl && now.model === endpoint.model) {
      saveModelEndpoint(
        db,
        { ...now, contextTokens: report.contextTokens ?? now.contextTokens, test: report },
        nowMs(),
      );
      onChanged();
    }
    return report;
  }

  /** Lets a model answer in the chat from now on, or `planner`. @throws MajordomoError `Model.Unknown`, `Model.NotTested` */
  use(id: string): void {
    if (id !== plannerBrain) this.#usable(this.#known(id));
    this.#deps.settings.set('models.brain', id);
    this.#deps.onChanged();
  }

  /** The model that answers in the chat; null for the built-in planner. */
  current(): ModelEndpoint | null {
    const id = this.#deps.settings.get('models.brain');
    if (id === plannerBrain) return null;
    return id === environmentId ? this.#environment() : (findModelEndpoint(this.#deps.db, id) ?? null);
  }

  /**
   * An endpoint by id, or the environment's endpoint with a model of that name.
   * @throws MajordomoError `Model.Unknown`, `Model.NotTested`
   */
  named(name: string): ModelEndpoint {
    const configured = findModelEndpoint(this.#deps.db, name);
    if (configured) return this.#usable(configured);
    const given = name === environmentId ? this.#environment() : environmentEndpoint(this.#deps.environment, name);
    if (given) return given;
    throw this.#unknown(name);
  }

  /** @throws MajordomoError `Model.Unknown`, `Secret.NoKeyStore` */
  saveKey(id: string, key: string, options: { allowReadable: boolean }): void {
    this.#deps.secrets.write(keyName(this.#configured(id).id), key, options);
    this.#deps.onChanged();
  }

  /** Who works in the agent steps of flows: the model that answers in the chat, else the first that may be used. */
  forAgents(): ModelEndpoint | null {
    return (
      this.current() ??
      this.#environment() ??
      listModelEndpoints(this.#deps.db).find(({ test }) => test?.usable) ??
      null
    );
  }

  /** For whoever reserves the calls itself, as agents do together with their journal. */
  unmeteredClient(endpoint: ModelEndpoint): ModelClient {
    return createOpenAiClient({ label: endpoint.label, ...this.#access(endpoint) });
  }

  /** Its calls are reserved and counted for that role. */
  client(endpoint: ModelEndpoint, role: UsageRole): ModelClient {
    return this.#deps.metered(this.unmeteredClient(endpoint), endpoint, role);
  }

  #access(endpoint: ModelEndpoint): { baseUrl: string; apiKey: () => string | null } {
    const { secrets, environment } = this.#deps;
    const apiKey = (): string | null =>
      endpoint.id === environmentId ? environment.OPENAI_API_KEY || null : secrets.read(keyName(endpoint.id));
    return { baseUrl: endpoint.baseUrl, apiKey };
  }

  /** What is kept for it here; null for none, and for one of the environment. Its value may be unreadable: then it is as lost as it was. */
  #ownKey(id: string): RemovedModel['key'] {
    const { secrets } = this.#deps;
    const place = secrets.list().find(({ name }) => name === keyName(id))?.place;
    if (place === undefined || place === 'environment') return null;
    try {
      const value = secrets.read(keyName(id));
      return value === null ? null : { value, readable: place === 'readable' };
    } catch (error) {
      if (error instanceof MajordomoError && error.code === 'Secret.Unreadable') return null;
      throw error;
    }
  }

  /** A model that may not be used any more does not go on answering. */
  #noLonger(id: string): void {
    const { settings } = this.#deps;
    if (settings.get('models.brain') === id) settings.set('models.brain', plannerBrain);
  }

  #environment(): ModelEndpoint | null {
    return environmentEndpoint(this.#deps.environment);
  }

  #usable(endpoint: ModelEndpoint): ModelEndpoint {
    if (endpoint.id === environmentId || endpoint.test?.usable) return endpoint;
    const failed = endpoint.test?.checks.filter(({ ok, needed }) => needed && !ok).map(({ detail }) => detail);
    throw new MajordomoError({
      code: 'Model.NotTested',
      message: failed
        ? `${endpoint.label} cannot be used: ${failed.join(' ')} Test it again when that is mended: 'model test ${endpoint.id}'.`
        : `${endpoint.label} was not tested yet. Do that first: 'model test ${endpoint.id}'.`,
      data: { id: endpoint.id },
    });
  }

  #known(id: string): ModelEndpoint {
    const given = id === environmentId ? this.#environment() : null;
    return given ?? this.#configured(id);
  }

  #configured(id: string): ModelEndpoint {
    const endpoint = findModelEndpoint(this.#deps.db, id);
    if (!endpoint) throw this.#unknown(id);
    return endpoint;
  }

  #unknown(id: string): MajordomoError {
    const near = nearestName(
      id,
      listModelEndpoints(this.#deps.db).map((endpoint) => endpoint.id),
    );
    return new MajordomoError({
      code: 'Model.Unknown',
      message: `There is no model '${id}'. ${near ? `Did you mean '${near}'?` : "'model add' adds one; or set OPENAI_BASE_URL (and OPENAI_API_KEY) to use an endpoint without adding it."}`,
      data: { id },
    });
  }
}

function keyName(endpointId: string): string {
  return `model:${endpointId}`;
}
