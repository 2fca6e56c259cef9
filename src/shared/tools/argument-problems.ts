/** A tool's arguments checked against its schema: the parsed arguments, or every problem with its path and remedy. */
import type { z } from 'zod';
import type { WireError } from '../errors.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { nearestName } from './nearest-name.ts';
import type { AnyToolSpec } from './tool-spec.ts';

type Checked = Pick<AnyToolSpec, 'name' | 'arguments'>;

/** `path` is a JSON Pointer into the arguments, "" for all of them. */
export interface ArgumentProblem {
  path: string;
  message: string;
  remedy: string;
}

export type CheckedArguments = { ok: true; arguments: JsonObject } | { ok: false; error: WireError };

export function checkArguments(spec: Checked, args: JsonValue): CheckedArguments {
  const parsed = spec.arguments.safeParse(args);
  if (parsed.success) return { ok: true, arguments: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, spec));
  return {
    ok: false,
    error: {
      code: 'Tool.BadArguments',
      message: `The arguments of ${spec.name} are not right: ${problems.map((p) => `${p.message}. ${p.remedy}`).join(' ')}`,
      data: { tool: spec.name, problems: problems.map((p) => ({ ...p })) },
    },
  };
}

function problemsOf(issue: z.core.$ZodIssue, spec: Checked): ArgumentProblem[] {
  const path = issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const name = issue.path.length === 0 ? 'the arguments' : issue.path.map(String).join('.');
  const known = argumentsOf(spec);
  const meaning = known.get(String(issue.path[0] ?? ''));
  const remedy = meaning === undefined ? 'Correct it.' : `It is: ${meaning}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const near = issue.path.length === 0 ? nearestName(key, [...known.keys()]) : null;
        return {
          path: `${path}/${key}`,
          message: `${key} is not an argument of ${spec.name}`,
          remedy:
            near === null ? `Leave it out; it takes ${[...known.keys()].join(', ') || 'none'}.` : `Write ${near}.`,
        };
      });
    case 'invalid_type':
      if (issue.input === undefined && /received undefined/.test(issue.message))
        return [{ path, message: `${name} is missing`, remedy: `Give it. ${remedy}` }];
      return [{ path, message: `${name}: ${decapitalise(issue.message)}`, remedy }];
    case 'invalid_key':
      return [
        { path, message: `${name} ${issue.issues[0]?.message ?? 'is not a name'}`, remedy: 'Choose another name.' },
      ];
    case 'custom':
    case 'invalid_format':
      return [{ path, message: issue.path.length === 0 ? issue.message : `${name}: ${issue.message}`, remedy }];
    default:
      return [{ path, message: `${name}: ${decapitalise(issue.message)}`, remedy }];
  }
}

/** Argument names and what they mean, as described in the schema. */
function argumentsOf(spec: Checked): Map<string, string> {
  const shape = (spec.arguments as unknown as { shape?: Record<string, { description?: string }> }).shape ?? {};
  return new Map(Object.entries(shape).map(([name, schema]) => [name, schema.description ?? name]));
}

function decapitalise(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
