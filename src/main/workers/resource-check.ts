import { approvalArguments } from '../../shared/domain/approval.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { checkArguments } from '../../shared/tools/argument-problems.ts';
import { findTool, toolNames } from '../../shared/tools/catalogue.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import { isExpression } from '../workflow/expression.ts';
import type { ValidationContext } from '../workflow/validate/validate.ts';
import { type KnownKey, keyProblems } from './key-check.ts';
import { schemaProblem } from './output-schema.ts';
import { parseResource } from './resource.ts';

type Complaint = ReturnType<NonNullable<ValidationContext['checkResource']>>[number];

/**
 * Judges a Task against its flow: is there such a worker, such a tool, is it granted, do its arguments fit; is there such a flow.
 * @param flows names and ids of the flows there are; null when that cannot be known
 * @param hasModel whether a model is set up that agents can ask; null likewise
 * @param keys the user's keys for HTTP calls; null likewise
 */
export function resourceChecker(
  workers: readonly WorkerSpec[],
  flows: readonly string[] | null,
  hasModel: boolean | null = null,
  keys: readonly KnownKey[] | null = null,
): NonNullable<ValidationContext['checkResource']> {
  return (text, args) => {
    const resource = parseResource(text);
    switch (resource?.kind) {
      case 'tool':
        return checkTool(resource, args ?? {}, workers, keys);
      case 'flow':
        return flows === null || flows.includes(resource.name)
          ? []
          : [unknown('unknown-flow', 'No flow', resource.name, flows)];
      case 'approval':
        return checkApproval(args ?? {});
      case 'agent':
        return checkAgent(resource.worker, workers, hasModel);
      default:
        return [
          complaint(
            'Resource',
            'bad-resource',
            `'${text}' is not a resource.`,
            "Write 'worker:<worker>/<tool>', 'worker:<worker>', 'flow:<name>' or 'approval'.",
          ),
        ];
    }
  };
}

function checkTool(
  resource: { worker: string; tool: string },
  args: JsonObject,
  workers: readonly WorkerSpec[],
  keys: readonly KnownKey[] | null,
): Complaint[] {
  const worker = workers.find(({ name }) => name === resource.worker);
  if (!worker) return [unknownWorker(resource.worker, workers)];
  const spec = findTool(resource.tool);
  if (!spec) return [unknown('unknown-tool', 'No tool', resource.tool, toolNames())];
  if (!worker.tools.some(({ tool }) => tool === resource.tool)) {
    const granted = worker.tools.map(({ tool }) => tool).join(', ') || 'nothing';
    return [
      complaint(
        'Resource',
        'tool-not-granted',
        `The worker '${worker.name}' is not granted '${resource.tool}', only ${granted}.`,
        'Add it to the worker’s tools.',
      ),
    ];
  }
  return [...staticProblems(resource.tool, args), ...keyProblems(resource.tool, args, worker, keys)];
}

function checkAgent(name: string, workers: readonly WorkerSpec[], hasModel: boolean | null): Complaint[] {
  const worker = workers.find((candidate) => candidate.name === name);
  if (!worker) return [unknownWorker(name, workers)];
  const complaints: Complaint[] = [];
  if (hasModel === false)
    complaints.push(
      complaint(
        'Resource',
        'no-model',
        `'worker:${name}' hands the whole step to a model, and no model is set up.`,
        `Add a model and test it ('model add'), or call a tool: 'worker:${name}/<tool>'.`,
      ),
    );
  if (worker.prompt.trim() === '')
    complaints.push(
      complaint(
        'Resource',
        'no-prompt',
        `The worker '${name}' has no prompt, so a model would not know its job.`,
        'Say in its prompt what to do and on which conditions.',
      ),
    );
  const wrong = worker.agent?.outputSchema ? schemaProblem(worker.agent.outputSchema) : null;
  if (wrong !== null)
    complaints.push(
      complaint(
        'Resource',
        'bad-output-schema',
        `The output schema of the worker '${name}' is not a JSON Schema: ${wrong}.`,
        'Correct it, or leave it out to get {"text": "…"}.',
      ),
    );
  return complaints;
}

function unknownWorker(name: string, workers: readonly WorkerSpec[]): Complaint {
  const known = workers.map((worker) => worker.name);
  return unknown('unknown-worker', 'No worker', name, known);
}

function checkApproval(args: JsonObject): Complaint[] {
  const parsed = approvalArguments.safeParse(args);
  if (parsed.success) return [];
  return parsed.error.issues
    .filter(({ path }) => !hasExpression(args[String(path[0] ?? '')]))
    .map(({ path, message }) =>
      complaint(
        'Arguments',
        'bad-arguments',
        `${path.join('.') || 'Arguments'}: ${message}.`,
        'An approval takes question, detail and expiresInSeconds.',
      ),
    );
}

/** Arguments that stand as written are checked now; those that an expression gives are checked by the broker at each call. */
function staticProblems(tool: string, args: JsonObject): Complaint[] {
  const spec = findTool(tool);
  if (!spec) return [];
  const checked = checkArguments(spec, args);
  if (checked.ok) return [];
  const problems = checked.error.data.problems as Array<{ path: string; message: string; remedy: string }>;
  return problems
    .filter(({ path }) => !hasExpression(valueAt(args, path)))
    .map(({ message, remedy }) => complaint('Arguments', 'bad-arguments', `${message}.`, remedy));
}

function valueAt(args: JsonObject, path: string): JsonValue | undefined {
  const [first] = path.split('/').slice(1);
  return first === undefined || first === '' ? undefined : args[first];
}

function hasExpression(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'object') return Object.values(value).some((member) => hasExpression(member as JsonValue));
  return isExpression(value);
}

function unknown(code: string, what: string, name: string, known: readonly string[]): Complaint {
  const near = nearestName(name, known);
  return complaint(
    'Resource',
    code,
    `${what} '${name}'.`,
    near ? `Did you mean '${near}'?` : `Known: ${known.join(', ') || 'none'}.`,
  );
}

function complaint(field: Complaint['field'], code: string, message: string, suggestion: string): Complaint {
  return { field, code, message, suggestion };
}
