/**
 * What main and a realm of the sandbox say to each other over one MessagePort. Whoever speaks for the realm may be hostile:
 * main validates every message with `realmMessage`, and a message gives a script nothing that the script may not do anyway
 * (print, call tools under its own grant, leave a file, end itself).
 */
import { z } from 'zod';

export const scriptLanguage = z.enum(['python', 'javascript']);
export type ScriptLanguage = z.infer<typeof scriptLanguage>;

/** How a script ends badly. What main alone can see (time, memory, a process that is gone) is added by main. */
export const scriptErrorCode = z.enum([
  /** Raised by the script and not caught. */
  'Sandbox.ScriptError',
  'Sandbox.SyntaxError',
  'Sandbox.Timeout',
  'Sandbox.OutOfMemory',
  'Sandbox.OutputTooLarge',
  /** The value is not one that JSON can carry. */
  'Sandbox.NotJson',
  /** A file named in `outputs` is not there at the end. */
  'Sandbox.OutputMissing',
  /** A wheel that cannot be installed. */
  'Sandbox.BadPackage',
  /** The realm ended in the middle of the script, or broke the protocol. */
  'Sandbox.Crashed',
]);
export type ScriptErrorCode = z.infer<typeof scriptErrorCode>;

/** `line` counts from 1 in the script as it was given; null where no line is known. */
export const scriptError = z.strictObject({
  code: scriptErrorCode,
  message: z.string().max(4_000),
  line: z.int().min(1).nullable(),
});
export type ScriptError = z.infer<typeof scriptError>;

export interface ScriptFile {
  /** Relative, with `/`: as the script's `inputs` or `outputs` name it. */
  path: string;
  bytes: Uint8Array;
}

/** main → realm, once, with the port: through the preload script and the page. */
export interface StartMessage {
  type: 'start';
  language: ScriptLanguage;
  /** False loads Python the slow way; for measuring. */
  snapshot: boolean;
}

/** main → realm. JSON travels as text, so that a number or a key means the same on both sides. */
export type HostMessage =
  | {
      type: 'run';
      code: string;
      /** JSON text. */
      input: string;
      files: ScriptFile[];
      /** Paths to hand back at the end. */
      outputs: string[];
      /** Wheels to install first. */
      wheels: { name: string; bytes: Uint8Array }[];
      limits: { valueBytes: number; outputBytes: number; memoryBytes: number };
    }
  | {
      type: 'tool-answer';
      id: number;
      /** JSON text of `{ok: true, value}` or `{ok: false, error: {code, message}}`. */
      answer: string;
    };

/** realm → main. */
export const realmMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** It could not be made ready; never after `ready`. */
  z.strictObject({ type: z.literal('failed'), message: z.string().max(4_000) }),
  z.strictObject({ type: z.literal('output'), stream: z.enum(['stdout', 'stderr']), text: z.string() }),
  /** `arguments` is JSON text. */
  z.strictObject({ type: z.literal('tool'), id: z.int(), tool: z.string().max(100), arguments: z.string() }),
  z.strictObject({ type: z.literal('file'), path: z.string().max(1_000), bytes: z.instanceof(Uint8Array) }),
  z.discriminatedUnion('ok', [
    /** `value` is JSON text. */
    z.strictObject({ type: z.literal('ended'), ok: z.literal(true), value: z.string() }),
    z.strictObject({ type: z.literal('ended'), ok: z.literal(false), error: scriptError }),
  ]),
]);
export type RealmMessage = z.infer<typeof realmMessage>;
