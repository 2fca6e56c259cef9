import type { Retrier } from '../../../shared/domain/flow-definition.ts';
import type { ToolGrant } from '../../../shared/domain/grant.ts';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { hostOf } from '../../../shared/tools/hosts.ts';
import { isForKey, type RequestKey } from '../key-phrases.ts';
import type { Condition, Operand, Step } from '../request.ts';
import type { Block, Fragment, Machine } from './machine.ts';

/** Why a step is reached: what its notification may speak of. */
export type Reason = { because: Condition } | { unless: Condition[] } | { failed: string };

/** What all parts of one definition share. */
export interface Shared {
  worker: string;
  zone: string;
  /** Where the user is told. */
  channel: 'desktop' | 'telegram';
  /** What the addresses of its hosts are asked with. */
  key: RequestKey | undefined;
  nowMs: number;
  grants: Map<
    string,
    { hosts: Set<string>; folders: Set<string>; tables: Set<string>; channels: Set<string>; keys: Set<string> }
  >;
  variables: Set<string>;
  assumptions: Set<string>;
  /** More than one address: state names say which. */
  manyUrls: boolean;
  /** The compiler of steps, for the steps that hold others. */
  compileAll: (steps: Step[], place: Place) => Block;
}

/** Where the compiler is: which machine, which variables, why. */
export interface Place {
  shared: Shared;
  machine: Machine;
  /** Operand, as JSON, to the variable that has its value. */
  values: Map<string, string>;
  reasons: Reason[];
  /** The for-each around it. */
  item: { variable: string; noun: string; kind: 'address' | 'value' | 'page'; url: string | null } | null;
  /** Lists collected here, by the variable that holds them. */
  lists: Map<string, string>;
}

export const expression = (jsonata: string): string => `{% ${jsonata} %}`;

/** A JSONata string. */
export function quote(text: string): string {
  return /['\\\n]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}

/** Text that stands for itself also when it looks like an expression. */
export function literalText(text: string): string {
  return text.startsWith('{%') ? expression(quote(text)) : text;
}

export function newVariable(shared: Shared, words: string): string {
  const parts = words
    .normalize('NFKD')
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '');
  const camel = parts
    .map((part, index) =>
      index === 0 ? part.charAt(0).toLowerCase() + part.slice(1) : part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join('');
  const base = /^[A-Za-z]/.test(camel) && camel !== 'states' ? camel : `value${camel}`;
  let name = base;
  for (let count = 2; shared.variables.has(name); count += 1) name = `${base}${count}`;
  shared.variables.add(name);
  return name;
}

export const keyOf = (operand: Operand): string => JSON.stringify(operand);

export interface Call {
  name: string;
  tool: string;
  args: JsonObject;
  assign?: JsonObject;
  retry?: Retrier[];
  timeoutSeconds?: number;
  /** The address when the argument is an expression. */
  hosts?: string[];
}

/** One tool call under the worker's grant, which it widens by exactly what the call needs. */
export function call(
  place: Place,
  { name, tool, args, assign, retry, timeoutSeconds, hosts }: Call,
): Fragment & { start: string; state: JsonObject } {
  allow(place.shared, tool, args, hosts);
  const state = {
    Type: 'Task' as const,
    Resource: `worker:${place.shared.worker}/${tool}`,
    Arguments: args as JsonValue,
    ...(timeoutSeconds === undefined ? {} : { TimeoutSeconds: timeoutSeconds }),
    ...(retry === undefined || retry.length === 0 ? {} : { Retry: retry as unknown as JsonValue }),
    ...(assign === undefined ? {} : { Assign: assign as JsonValue }),
  };
  return { ...place.machine.single(name, state), state };
}

/** How an address is read: with the user's key where it is for one, as `urls` say what the argument may turn out to be. */
export function reading({ key }: Shared, url: string, urls: readonly string[]): Pick<Call, 'tool' | 'args'> {
  return isForKey(key, urls)
    ? { tool: 'http_request', args: { url, auth: key.name } }
    : { tool: 'web_fetch', args: { url } };
}

/** Widens the worker's grant by what this call needs. */
export function allow(shared: Shared, tool: string, args: JsonObject, hosts: string[] = []): void {
  const known = shared.grants.get(tool) ?? {
    hosts: new Set(),
    folders: new Set(),
    tables: new Set(),
    channels: new Set(),
    keys: new Set(),
  };
  shared.grants.set(tool, known);
  for (const url of [...hosts, args.url]) {
    const host = typeof url === 'string' ? hostOf(url) : null;
    if (host !== null) known.hosts.add(host);
  }
  if (tool.startsWith('file_')) {
    const path = args.path ?? args.folder ?? '.';
    if (typeof path === 'string') known.folders.add(path);
  }
  if (tool.startsWith('table_') && typeof args.table === 'string') known.tables.add(args.table);
  if (tool === 'notify') known.channels.add(shared.channel);
  if (typeof args.auth === 'string') known.keys.add(args.auth);
}

export function grantsOf(shared: Shared): ToolGrant[] {
  return [...shared.grants].map(([tool, { hosts, folders, tables, channels, keys }]) => ({
    tool,
    limits: {
      ...(hosts.size > 0 ? { hosts: [...hosts] } : {}),
      ...(folders.size > 0 ? { folders: [...folders] } : {}),
      ...(tables.size > 0 ? { tables: [...tables] } : {}),
      ...(channels.size > 0 ? { channels: [...channels] } : {}),
      ...(keys.size > 0 ? { keys: [...keys] } : {}),
    },
  }));
}

/** A block whose failures leave it like everything else. */
export function compileBlock(steps: Step[], place: Place): Fragment {
  const { start, exits, failed } = place.shared.compileAll(steps, place);
  return { start, exits: [...exits, ...failed] };
}
