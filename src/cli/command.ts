import type { App } from '../main/app.ts';
import { MajordomoError } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';

/** Where a command reads and prints; a command that another process asked for prints there. */
export interface Terminal {
  cwd: string;
  /** One line to stdout. */
  out(line: string): void;
  /** One line to stderr. */
  err(line: string): void;
}

export interface Invocation {
  /** What follows the command's own words. */
  positionals: string[];
  options: Record<string, string | boolean | undefined>;
  /** Options of the kind `texts`: as often as they were given. */
  repeated: Record<string, string[]>;
  json: boolean;
  timezone: string;
  terminal: Terminal;
  /** What the command `reads`, taken where it was typed; null when it reads nothing. */
  input: string | null;
}

/** Where a value comes from that must not stand on a command line, which every process of the machine can see. */
export type InputSource = { from: 'stdin' } | { from: 'environment'; variable: string };

/** What a command gives: a document for `--json`, the same in words, and its exit code (0 done, 1 failed, 2 bad usage). */
export interface Answer {
  document: JsonValue;
  words: string;
  exitCode?: 0 | 1 | 2;
}

interface Common {
  /** `flow run`, as typed. */
  words: string;
  /** What follows, for the help: `ID|FILE [--input JSON]`. */
  usage: string;
  summary: string;
  /** `texts` may be given several times. */
  options?: Record<string, 'text' | 'texts' | 'flag'>;
  /** How many positionals it takes. */
  takes: { min: number; max: number };
  /** Asked in the process where the command was typed, before it is carried out there or by the directory's owner. */
  reads?(invocation: Omit<Invocation, 'terminal' | 'input'>): InputSource | null;
}

export type Command =
  | (Common & { needs: 'nothing'; run(invocation: Invocation): Promise<Answer> | Answer })
  | (Common & { needs: 'app'; run(invocation: Invocation, app: App): Promise<Answer> | Answer });

export function usageError(message: string): MajordomoError {
  return new MajordomoError({ code: 'Usage', message });
}

/** Errors that mean the command was given something wrong, not that something failed. */
const badInputCodes = new Set([
  'Usage',
  'Flow.Invalid',
  'Flow.BadFile',
  'Flow.Unknown',
  'Flow.Ambiguous',
  'Flow.UnknownVersion',
  'Run.Unknown',
  'Run.NoSuchState',
  'Run.NotEnded',
  'Run.NotOpen',
  'Approval.Unknown',
  'Approval.Decided',
  'Template.Unknown',
  'Template.BadValue',
  'Schedule.NotUnderstood',
  'Schedule.None',
  'Schedule.PastMoment',
  'Trigger.BadPath',
  'Trigger.Circle',
  'Trigger.TooMany',
  'Trigger.Unknown',
  'Webhook.None',
  'Occurrence.Unknown',
  'Occurrence.NotMissed',
  'File.Unreadable',
  'File.NotJson',
  'File.NotText',
  'Model.Unknown',
  'Model.BadEndpoint',
  'Memory.Unknown',
  'File.ChangeUnknown',
  'Setting.Unknown',
  'Setting.BadValue',
  'Secret.Unknown',
  'Secret.BadKey',
  'Secret.BadName',
  'Secret.BadValue',
]);

export function exitCodeOf(code: string): 1 | 2 {
  return badInputCodes.has(code) ? 2 : 1;
}
