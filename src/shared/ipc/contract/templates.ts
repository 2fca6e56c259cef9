/** The templates gallery. What is proposed is a plan like any other: `plan:approve` makes it a flow. */
import { z } from 'zod';
import { dryRunReport, plan } from '../../domain/plan.ts';
import { template, templatePreview, templateValues } from '../../domain/template.ts';
import { id, nothing } from './common.ts';

const filled = z.object({ templateId: id, values: templateValues }).strict();

export const templateChannels = {
  'templates:list': { request: nothing, response: z.array(template) },
  /** What these values would become, as they are typed. */
  'templates:preview': { request: filled, response: templatePreview },
  /** What a run would do now: reads are real, effects are only described. */
  'templates:dry-run': { request: filled, response: dryRunReport },
  'templates:propose': { request: filled, response: plan },
} as const;
