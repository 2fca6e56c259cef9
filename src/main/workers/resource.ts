/** Who does a Task: the forms of `Resource`. */
export type Resource =
  | { kind: 'tool'; worker: string; tool: string }
  | { kind: 'agent'; worker: string }
  | { kind: 'flow'; name: string }
  | { kind: 'approval' };

/** `worker:<worker>/<tool>`, `worker:<worker>`, `flow:<name>` or `approval`; undefined for anything else. */
export function parseResource(text: string): Resource | undefined {
  if (text === 'approval') return { kind: 'approval' };
  const [, scheme, rest] = /^(worker|flow):(.+)$/.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) return undefined;
  if (scheme === 'flow') return { kind: 'flow', name: rest };
  const slash = rest.lastIndexOf('/');
  return slash < 0
    ? { kind: 'agent', worker: rest }
    : { kind: 'tool', worker: rest.slice(0, slash), tool: rest.slice(slash + 1) };
}
