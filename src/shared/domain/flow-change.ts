/** Changes of a flow that exists: problems while one types, versions, the difference of two, values that can be changed in the outline. */
import { z } from 'zod';
import { outlineStep } from './plan.ts';
import { scheduleView } from './schedule.ts';

/** One problem of a definition; `path` is a JSON Pointer into it. */
export const definitionProblem = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  suggestion: z.string().nullable(),
});
export type DefinitionProblem = z.infer<typeof definitionProblem>;

/** What a definition asks for beyond a worker's grant: adding `value` to that limit would cover it. */
export const shortfall = z
  .object({
    worker: z.string(),
    tool: z.string(),
    limit: z.enum(['hosts', 'folders', 'tables', 'channels', 'keys']),
    value: z.string(),
  })
  .strict();
export type Shortfall = z.infer<typeof shortfall>;

export const definitionCheck = z.object({
  problems: z.array(definitionProblem),
  /** Those of the problems that the user may allow when saving. */
  shortfalls: z.array(shortfall),
});
export type DefinitionCheck = z.infer<typeof definitionCheck>;

/** A change that was stored. `before` is the version to go back to. */
export const savedChange = z.object({ version: z.number(), before: z.number(), words: z.string() });
export type SavedChange = z.infer<typeof savedChange>;

export const flowVersionSummary = z.object({
  version: z.number(),
  createdAtMs: z.number(),
  /** Why there is this version, in words. */
  why: z.string(),
  runs: z.number(),
  lastRunAtMs: z.number().nullable(),
});
export type FlowVersionSummary = z.infer<typeof flowVersionSummary>;

const is = z.enum(['same', 'added', 'removed']);

export const versionDifference = z.object({
  from: z.number(),
  to: z.number(),
  /** Steps, permissions and budget in plain English, a line each. */
  lines: z.array(z.object({ is, text: z.string() })),
  /** The definition's text: only changed places, with a few lines around each. Line numbers count from 1; null where there is no such line. */
  hunks: z.array(
    z.array(z.object({ is, text: z.string(), before: z.number().nullable(), after: z.number().nullable() })),
  ),
  /** What the later one says that it no longer does, such as a prompt that names a value of the earlier one; a sentence each. */
  notes: z.array(z.string()),
});
export type VersionDifference = z.infer<typeof versionDifference>;

/** A file that was dropped or chosen: what it would set up; `flow` is null when there are problems. */
export const flowFileCard = z.object({
  fileName: z.string(),
  problems: z.array(definitionProblem),
  flow: z
    .object({
      name: z.string(),
      task: z.string(),
      isNameTaken: z.boolean(),
      schedule: scheduleView.nullable(),
      outline: z.array(outlineStep),
      workers: z.array(z.object({ name: z.string(), may: z.array(z.string()) })),
      /** What a run may change or send, in words. */
      effects: z.array(z.string()),
      budget: z.array(z.string()),
    })
    .nullable(),
});
export type FlowFileCard = z.infer<typeof flowFileCard>;
