/** Models and what the user asked to remember. Keys go in and never come out. */
import { z } from 'zod';
import { modelPrice } from '../../domain/budget.ts';
import { fact } from '../../domain/fact.ts';
import { modelEndpoint, modelList, modelPreset, modelTestReport } from '../../domain/model.ts';
import { id, nothing } from './common.ts';

const newModel = modelEndpoint
  .omit({ test: true })
  .extend({
    price: modelPrice.optional(),
    /** Kept as the secret `model:<id>`; left out, the one that is there stays. */
    key: z.string().min(1).max(10_000).optional(),
    /** The user agreed to have the key kept readable, where there is no key store. */
    allowReadableKey: z.boolean().optional(),
  })
  .strict();

export const modelChannels = {
  'models:list': { request: nothing, response: modelList },
  'models:presets': { request: nothing, response: z.array(modelPreset) },
  /** Adds it, or changes the one of that id; a change of address or model makes its test void. */
  'models:save': { request: newModel, response: modelList },
  /** Takes as long as four short answers of the model. */
  'models:test': { request: z.object({ id }).strict(), response: modelTestReport },
  /** An id, or `planner`. */
  'models:use': { request: z.object({ id }).strict(), response: modelList },
  'models:remove': { request: z.object({ id }).strict(), response: modelList },
  /** Takes a removal back, for some minutes: with its key, its test and its use. */
  'models:restore': { request: z.object({ id }).strict(), response: modelList },

  'memory:list': { request: nothing, response: z.array(fact) },
  'memory:add': { request: z.object({ text: z.string().trim().min(1).max(2_000) }).strict(), response: z.array(fact) },
  'memory:remove': { request: z.object({ id }).strict(), response: z.array(fact) },
} as const;
