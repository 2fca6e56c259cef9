/** Tools and grants in words, for plan cards, outlines and run pages. */
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { OutlinePart, OutlineStep } from '../../shared/domain/plan.ts';
import type { JsonObject } from '../../shared/json.ts';
import { findTool } from '../../shared/tools/catalogue.ts';
import { effectsOf, outline } from '../orchestrator/outline.ts';
import { editableTelling } from '../orchestrator/outline-edits.ts';

export function describeTool(tool: string, args: JsonObject): OutlinePart[] | null {
  return findTool(tool)?.describe(args) ?? null;
}

export function outlineOf(definition: StateMachine): OutlineStep[] {
  return outline(definition, describeTool);
}

/** The same, with the values that can be changed in each line. */
export function editableOutlineOf(definition: StateMachine): OutlineStep[] {
  return outline(definition, describeTool, editableTelling);
}

export function effectsInWords(definition: StateMachine): string[] {
  return effectsOf(definition);
}

/** What a worker may do, a sentence part a tool: "read shop.example", "notify you". Tools that only compute are left out. */
export function mayInWords(worker: WorkerSpec): string[] {
  const words = worker.tools.map(({ tool, limits }) => findTool(tool)?.may(limits) ?? `use ${tool}`);
  return [...new Set(words.filter((word) => word !== ''))];
}
