/** The prompt of each role: a file of resources/prompts, with what is only known at run time put in its places. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MajordomoError } from '../../shared/errors.ts';
import { toolCatalogue } from '../../shared/tools/catalogue.ts';
import type { BrainContext } from './brain.ts';
import { parametersOf } from './catalogue-tools.ts';

type Known = Pick<BrainContext, 'timezone' | 'nowMs' | 'facts' | 'flows' | 'keys'>;

export interface Prompts {
  assistant(known: Known): string;
  orchestrator(known: Known): string;
}

/** @param folder with assistant.md and orchestrator.md; read when first needed */
export function promptsFrom(folder: string): Prompts {
  const texts = new Map<string, string>();
  const read = (role: string): string => {
    const text = texts.get(role) ?? readPrompt(folder, role);
    texts.set(role, text);
    return text;
  };
  return {
    assistant: (known) =>
      fill(read('assistant'), { now: nowWords(known), facts: factWords(known), flows: flowWords(known) }),
    orchestrator: (known) =>
      fill(read('orchestrator'), { now: nowWords(known), tools: toolWords(), keys: keyWords(known) }),
  };
}

function readPrompt(folder: string, role: string): string {
  const path = join(folder, `${role}.md`);
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new MajordomoError({
      code: 'App.MissingFile',
      message: `The file ${path} cannot be read, so no model can be used. Install Majordomo again.`,
      data: { path },
      cause,
    });
  }
}

function fill(text: string, places: Record<string, string>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
    const value = places[name];
    if (value === undefined) throw new Error(`Broken invariant: the prompt's place {{${name}}} is known`);
    return value;
  });
}

function nowWords({ timezone, nowMs }: Known): string {
  const local = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, dateStyle: 'full', timeStyle: 'short' });
  return `It is ${local.format(nowMs)} (${timezone}).`;
}

function factWords({ facts }: Known): string {
  return facts.length === 0 ? 'Nothing yet.' : facts.map(({ id, text }) => `- ${text} (${id})`).join('\n');
}

function flowWords({ flows }: Known): string {
  if (flows.length === 0) return 'None yet.';
  return flows
    .map(
      ({ id, name, task, status, scheduleWords }) =>
        `- ${id}: “${name}”, ${scheduleWords ?? 'when started'} (${status}). ${task}`,
    )
    .join('\n');
}

function keyWords({ keys }: Known): string {
  return keys.length === 0 ? 'None yet.' : keys.map(({ name }) => name).join(', ');
}

function toolWords(): string {
  return toolCatalogue
    .map(
      (spec) =>
        `- ${spec.name} (${spec.effect}): ${spec.description}\n  Arguments: ${JSON.stringify(parametersOf(spec).properties)}`,
    )
    .join('\n');
}
