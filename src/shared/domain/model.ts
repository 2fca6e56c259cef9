/** Models as the user configures them. Keys are not here: they are secrets, `model:<endpoint id>`. */
import { z } from 'zod';
import { modelPrice } from './budget.ts';

/** What a connection test tried, one line each. A model may be used once every needed check has passed. */
export const modelCheck = z.object({
  name: z.enum(['answers', 'streaming', 'tools', 'json-schema', 'context']),
  ok: z.boolean(),
  needed: z.boolean(),
  detail: z.string(),
});
export type ModelCheck = z.infer<typeof modelCheck>;

export const modelTestReport = z.object({
  atMs: z.number(),
  usable: z.boolean(),
  checks: z.array(modelCheck),
  /** As the endpoint's list of models says; null when it does not. */
  contextTokens: z.number().nullable(),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }),
});
export type ModelTestReport = z.infer<typeof modelTestReport>;

export const modelEndpointId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, 'An id has small letters, digits, dots and dashes.');

export const modelEndpoint = z.object({
  id: modelEndpointId,
  label: z.string().min(1).max(120),
  /** With its version, such as `http://127.0.0.1:11434/v1`. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  /** The endpoint's own name for the model. */
  model: z.string().min(1).max(200),
  contextTokens: z.number().int().min(1_024),
  /** The longest answer asked for. */
  maxOutputTokens: z.number().int().min(64),
  /** The latest connection test; null after any change of address or model. */
  test: modelTestReport.nullable(),
});
export type ModelEndpoint = z.infer<typeof modelEndpoint>;

export const modelPreset = z.object({
  id: z.string(),
  label: z.string(),
  baseUrl: z.string(),
  needsKey: z.boolean(),
  contextTokens: z.number(),
  /** How to get there, in a sentence. */
  hint: z.string(),
});
export type ModelPreset = z.infer<typeof modelPreset>;

/** Endpoints with the brain that answers in the chat: `planner` or an endpoint's id. */
export const modelList = z.object({
  brain: z.string(),
  endpoints: z.array(
    modelEndpoint.extend({
      hasKey: z.boolean(),
      fromEnvironment: z.boolean(),
      /** From the setting `models.prices`; null when not known: then a budget in money refuses its calls. */
      price: modelPrice.nullable(),
    }),
  ),
});
export type ModelList = z.infer<typeof modelList>;
