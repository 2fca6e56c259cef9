/** The file form of a flow: what `flow add`, `flow validate`, `flow run FILE` read and `flow export` writes. */
import { z } from 'zod';
import { flowBudget } from '../../shared/domain/budget.ts';
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import { workerSpec } from '../../shared/domain/grant.ts';
import { scheduleSpec } from '../../shared/domain/schedule.ts';
import { triggerSpec } from '../../shared/domain/trigger.ts';
import { MajordomoError } from '../../shared/errors.ts';
import { isJsonObject, jsonObject } from '../../shared/json.ts';
import { parseScheduleText } from '../schedule/schedule-text.ts';
import type { FlowDraft } from './flow-draft.ts';

/** `{name, task?, schedule?: text or the exported form, trigger?: one or several, workers, budget?, definition}`. */
const flowFile = z.strictObject({
  name: z.string().min(1).max(120),
  task: z.string().optional(),
  schedule: z.union([z.string(), scheduleSpec, z.null()]).optional(),
  trigger: z.union([triggerSpec, z.array(triggerSpec).max(10)]).optional(),
  workers: z.array(workerSpec).default([]),
  budget: flowBudget.optional(),
  definition: jsonObject,
});

/**
 * Reads a flow from parsed JSON. A bare definition (with StartAt and States) is a flow without workers or schedule.
 * The definition is not yet validated: the orchestrator does that before it stores anything.
 * @throws MajordomoError `Flow.BadFile`, `Schedule.NotUnderstood`
 */
export function draftFromFile(value: unknown, fileName: string, now: { timezone: string; nowMs: number }): FlowDraft {
  const file =
    isJsonObject(value) && 'States' in value ? { name: bareName(fileName), workers: [], definition: value } : value;
  const parsed = flowFile.safeParse(file);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new MajordomoError({
      code: 'Flow.BadFile',
      message: `${fileName} is not a flow: ${problems.join('; ')}. A flow has name, workers, definition and, if it is to fire by itself, schedule or trigger.`,
      data: { problems },
    });
  }
  const { name, task, schedule, trigger, workers, budget, definition } = parsed.data;
  return {
    name,
    task: task ?? name,
    request: task ?? name,
    flowText: task ?? name,
    scheduleText: typeof schedule === 'string' ? schedule : (schedule?.text ?? null),
    schedule: typeof schedule === 'string' ? scheduleFrom(schedule, now) : (schedule ?? null),
    workers,
    definition: definition as unknown as StateMachine,
    ifItFails: 'As the definition says.',
    assumptions: [],
    ...(budget ? { budget } : {}),
    ...(trigger === undefined ? {} : { triggers: [trigger].flat() }),
  };
}

function scheduleFrom(text: string, now: { timezone: string; nowMs: number }): FlowDraft['schedule'] {
  const parsed = parseScheduleText(text, now);
  if (parsed.ok) return parsed.schedule;
  throw new MajordomoError({ code: 'Schedule.NotUnderstood', message: parsed.message, data: { text } });
}

function bareName(fileName: string): string {
  return fileName.replace(/^.*[\\/]/, '').replace(/\.json$/i, '') || 'flow';
}
