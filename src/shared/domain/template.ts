/** Flows that are ready but for a few values: what the gallery shows and its form asks. */
import { z } from 'zod';
import { plan } from './plan.ts';

export const templateCategory = z.enum(['computer', 'files', 'web', 'numbers', 'day']);
export type TemplateCategory = z.infer<typeof templateCategory>;

/** As typed: a number may come as text, several addresses as one text with a line each. */
export const templateValue = z.union([z.string().max(5_000), z.number(), z.array(z.string().max(2_000)).max(100)]);
export type TemplateValue = z.infer<typeof templateValue>;
export const templateValues = z.record(z.string().max(60), templateValue);
export type TemplateValues = z.infer<typeof templateValues>;

/**
 * One thing a template asks for. `folder` and `file` are paths in the workspace, `table` a table's name, `time` a wall-clock time
 * (`08:30`), `schedule` the text of a schedule. Without an `initial` value it has to be given.
 */
export const templateParameter = z.object({
  name: z.string(),
  kind: z.enum(['text', 'number', 'address', 'addresses', 'folder', 'file', 'table', 'time', 'schedule']),
  label: z.string(),
  hint: z.string().nullable(),
  initial: templateValue.nullable(),
  /** For numbers. */
  unit: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
});
export type TemplateParameter = z.infer<typeof templateParameter>;

export const template = z.object({
  /** What `template use` takes: `disk-warning`. */
  id: z.string(),
  name: z.string(),
  /** What it is good for, in one line. */
  summary: z.string(),
  category: templateCategory,
  parameters: z.array(templateParameter),
});
export type Template = z.infer<typeof template>;

/** Why a value will not do; the parameter's name, or null where it is the flow as a whole. */
export const templateProblem = z.object({ parameter: z.string().nullable(), message: z.string() });
export type TemplateProblem = z.infer<typeof templateProblem>;

/** What would be agreed to with these values. Nothing is stored. */
export const templatePreview = z.object({ problems: z.array(templateProblem), plan: plan.nullable() });
export type TemplatePreview = z.infer<typeof templatePreview>;
