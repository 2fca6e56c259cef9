/** What an agent is told at its start: resources/prompts/worker.md with its own job, its data mark and the form of its result. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asData } from '../../shared/agent-data.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import { assertInvariant, MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';

export type AgentPrompt = (worker: Pick<WorkerSpec, 'name' | 'prompt' | 'agent'>, mark: string) => string;

/** @param folder with worker.md; read when first needed */
export function agentPromptFrom(folder: string): AgentPrompt {
  let text: string | undefined;
  return ({ name, prompt, agent }, mark) => {
    text ??= readPrompt(join(folder, 'worker.md'));
    const places: Record<string, string> = { name, prompt, mark, output: outputWords(agent?.outputSchema) };
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, place: string) => {
      const value = places[place];
      assertInvariant(value !== undefined, `the prompt's place {{${place}}} is known`);
      return value;
    });
  };
}

function readPrompt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new MajordomoError({
      code: 'App.MissingFile',
      message: `The file ${path} cannot be read, so no worker can ask a model. Install Majordomo again.`,
      data: { path },
      cause,
    });
  }
}

function outputWords(schema: JsonValue | undefined): string {
  return schema === undefined
    ? 'When you are done, answer with your result in plain words and nothing else.'
    : `When you are done, answer with one JSON value that fits this JSON Schema, without any words around it:\n\n${JSON.stringify(schema)}`;
}

/** The step's arguments as the conversation's first message. They may come from outside, by earlier steps. */
export function agentInput(args: JsonValue, mark: string): string {
  return `The input of your step:\n\n${asData(mark, 'input', JSON.stringify(args, null, 2))}`;
}
