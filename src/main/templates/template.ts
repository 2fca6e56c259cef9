/**
 * A template: a flow that is ready but for a few values. Building it gives a flow file, the form that `flow add` takes, so a template's
 * flow is read, validated and approved like any other.
 */
import type { z } from 'zod';
import type { FlowBudget } from '../../shared/domain/budget.ts';
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { Template, TemplateCategory, TemplateProblem, TemplateValues } from '../../shared/domain/template.ts';
import type { triggerSpec } from '../../shared/domain/trigger.ts';
import type { JsonObject } from '../../shared/json.ts';
import { type Parameter, text } from './parameter.ts';

/** Where and when it is built: names of files by date are in this zone. */
export interface Moment {
  timezone: string;
  nowMs: number;
}

type Parameters = Record<string, Parameter<unknown>>;
type ValuesOf<P extends Parameters> = { [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

/** A flow file, with its definition typed. */
export interface BuiltFlow {
  task: string;
  /** Its text; left out, it runs when started or triggered. */
  schedule?: string;
  trigger?: z.input<typeof triggerSpec>;
  workers: WorkerSpec[];
  budget?: FlowBudget;
  definition: StateMachine;
}

export type Filled = { ok: true; file: JsonObject } | { ok: false; problems: TemplateProblem[] };

export interface FlowTemplate {
  shown: Template;
  /** With what was given, and the initial values for the rest. */
  fill(given: TemplateValues, moment: Moment): Filled;
}

export function template<P extends Parameters>(declared: {
  id: string;
  name: string;
  summary: string;
  category: TemplateCategory;
  parameters: P;
  build: (values: ValuesOf<P>, moment: Moment) => BuiltFlow;
}): FlowTemplate {
  const { id, name, summary, category, build } = declared;
  const all: Parameters = {
    ...declared.parameters,
    name: text({ label: 'Name of the flow', initial: name }),
  };
  const asked = Object.entries(all).map(([key, { described }]) => ({ name: key, ...described }));
  return {
    shown: { id, name, summary, category, parameters: asked },
    fill(given, moment) {
      const problems: TemplateProblem[] = Object.keys(given)
        .filter((key) => !Object.hasOwn(all, key))
        .map((key) => ({
          parameter: null,
          message: `This template asks for no '${key}', only for ${Object.keys(all).join(', ')}.`,
        }));
      const values: Record<string, unknown> = {};
      for (const [key, { described, schema }] of Object.entries(all)) {
        const read = schema.safeParse(given[key] ?? described.initial ?? '');
        if (read.success) values[key] = read.data;
        else
          problems.push({
            parameter: key,
            message: `${described.label}: ${read.error.issues[0]?.message ?? 'bad value'}.`,
          });
      }
      if (problems.length > 0) return { ok: false, problems };
      const flow = build(values as ValuesOf<P>, moment);
      return { ok: true, file: { name: values.name, ...flow } as unknown as JsonObject };
    },
  };
}
