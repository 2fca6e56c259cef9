/**
 * What everyone but its executor knows of a tool: name, arguments, effect class, limits, words.
 * The broker validates with it, the validator and the planner check against it, the window reads it back in English.
 * Where a tool runs: `worker` tools do I/O or heavy parsing in a utility process (src/worker/tools); `main` tools
 * need the app's database or the desktop (src/main/tools).
 */
import type { z } from 'zod';
import type { EffectClass } from '../domain/effect-class.ts';
import type { ToolLimits } from '../domain/grant.ts';
import type { OutlinePart } from '../domain/plan.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** What one call needs, taken from its validated arguments; the broker compares it with the grant's limits. */
export interface ToolNeeds {
  /** `host` or `host:port` (port only when it is not the scheme's own). */
  hosts?: string[];
  /** Paths as given, relative to the workspace folder. */
  paths?: string[];
  tables?: string[];
  channels?: string[];
  /** The user's keys by name. */
  keys?: string[];
}

export interface ToolSpec<A = JsonObject, R = JsonValue> {
  name: string;
  /** One or two sentences for a model: what it does, what it gives, when it fails. */
  description: string;
  arguments: z.ZodType<A>;
  result: z.ZodType<R>;
  /** The same for every call, or told by the arguments, which the journal has before the call leaves. */
  effect: EffectClass | ((args: A) => EffectClass);
  runsIn: 'worker' | 'main';
  needs(args: A): ToolNeeds;
  /** The step in words, from the state's `Arguments` as written (expressions not evaluated). */
  describe(args: JsonObject): OutlinePart[];
  /** What the grant allows, in words: "read shop.example". */
  may(limits: ToolLimits): string;
  /** What a call did or would do, in words, from evaluated arguments. Null for pure tools. */
  effectSummary(args: A): string | null;
  /** The answer of a dry run in place of the effect. Null for pure tools, which run for real. */
  preview(args: A): R | null;
}

/** A spec with its argument and result types forgotten, for catalogues. Hand its methods only what its schema has passed. */
export type AnyToolSpec = ToolSpec<JsonObject, JsonValue>;

/** The one place that forgets: sound because every caller validates with `arguments` before `needs`, `effectSummary` or `preview`. */
export function forgetTypes<A, R>(spec: ToolSpec<A, R>): AnyToolSpec {
  return spec as unknown as AnyToolSpec;
}

/** The effect class of one call. @param args as the tool's schema has passed them */
export function effectOf(spec: AnyToolSpec, args: JsonObject): EffectClass {
  return typeof spec.effect === 'function' ? spec.effect(args) : spec.effect;
}
