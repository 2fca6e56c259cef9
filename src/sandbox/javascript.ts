/** Runs a JavaScript script: the body of an async function with `input`, `tools` and `files`; what it returns is its value. */
import type { HostMessage, ScriptError } from '../shared/sandbox-protocol.ts';
import { addListener, charCodeAt, getOwnPropertyDescriptor, matched, stringSlice, toText } from './captured.ts';
import type { HostLink } from './host-link.ts';
import { jsonText, jsonValue, NotJson } from './json-text.ts';
import { scriptConsole } from './script-console.ts';
import { createFiles } from './script-files.ts';
import { createTools } from './script-tools.ts';

type RunMessage = Extract<HostMessage, { type: 'run' }>;

const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<unknown>;
/** "async function anonymous(input,tools,files\n) {\n" */
const HEADER_LINES = 2;
const SCRIPT_NAME = 'script.js';
const STACK_LINE = new RegExp(`${SCRIPT_NAME.replace('.', '\\.')}:(\\d+):\\d+`);
const later = setTimeout;

export async function runJavascript(run: RunMessage, link: HostLink): Promise<void> {
  const files = createFiles(run.files);
  Object.defineProperty(globalThis, 'console', {
    value: scriptConsole(link.print),
    writable: true,
    configurable: true,
  });
  const lines = linesOf(run.code);
  let script: (...values: unknown[]) => Promise<unknown>;
  try {
    script = compile(run.code);
  } catch (error) {
    const line = await syntaxErrorLine(run.code);
    return link.ended({
      ok: false,
      error: { code: 'Sandbox.SyntaxError', message: errorWords(error), line: within(line, lines) },
    });
  }
  reportUncaught(link);
  try {
    const value = await script(jsonValue(run.input), createTools(link.callTool), files.api);
    const text = jsonText(value, run.limits.valueBytes);
    for (let at = 0; at < run.outputs.length; at++) {
      const path = run.outputs[at] as string;
      const bytes = files.left(path);
      if (bytes !== undefined) link.file(path, bytes);
    }
    link.ended({ ok: true, value: text });
  } catch (error) {
    link.ended({ ok: false, error: failure(error, lines) });
  }
}

function compile(code: string) {
  return new AsyncFunction('input', 'tools', 'files', `"use strict";${code}\n//# sourceURL=${SCRIPT_NAME}`);
}

function failure(error: unknown, lines: number): ScriptError {
  const notJson = asNotJson(error);
  if (notJson !== null)
    return {
      code: notJson.tooLarge ? 'Sandbox.OutputTooLarge' : 'Sandbox.NotJson',
      message: `The script's value cannot be given back: ${notJson.message}.`,
      line: null,
    };
  return { code: 'Sandbox.ScriptError', message: errorWords(error), line: within(lineOf(error), lines) };
}

/** Ours, not a thing of the script's that pretends or that throws when it is asked. */
function asNotJson(error: unknown): NotJson | null {
  try {
    return error instanceof NotJson ? error : null;
  } catch {
    return null;
  }
}

/** "TypeError: x is not a function"; whatever was thrown, reading it must not throw. */
function errorWords(error: unknown): string {
  try {
    if (error instanceof Error) return `${toText(error.name)}: ${toText(error.message)}`;
    return typeof error === 'string' ? error : `The script threw ${jsonText(error, 1_000)}`;
  } catch {
    return `The script threw a ${typeof error} that cannot be shown.`;
  }
}

function lineOf(error: unknown): number | null {
  try {
    if (!(error instanceof Error) || typeof error.stack !== 'string') return null;
    const found = matched(STACK_LINE, error.stack) as RegExpExecArray | null;
    return found ? Number(found[1]) - HEADER_LINES : null;
  } catch {
    return null;
  }
}

function within(line: number | null, lines: number): number | null {
  return line !== null && line >= 1 && line <= lines ? line : null;
}

function linesOf(code: string): number {
  let lines = 1;
  for (let at = 0; at < code.length; at++) if (charCodeAt(code, at) === 10) lines += 1;
  return lines;
}

/** A syntax error's stack does not say where it is; the event of one that nobody catches does. */
function syntaxErrorLine(code: string): Promise<number | null> {
  return new Promise((resolve) => {
    globalThis.addEventListener(
      'error',
      (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        resolve(event.lineno > 0 ? event.lineno - HEADER_LINES : null);
      },
      { once: true, capture: true },
    );
    later(() => {
      compile(code);
      resolve(null);
    });
  });
}

/** What a script lets fall in a timer or a promise of its own is shown, and does not end it. */
function reportUncaught(link: HostLink): void {
  const message = (event: Event, name: string): unknown => {
    const get = getOwnPropertyDescriptor(Object.getPrototypeOf(event) as object, name)?.get;
    return get && Reflect.apply(get, event, []);
  };
  addListener(globalThis, 'error', (event: Event) => {
    event.preventDefault();
    link.print('stderr', `Uncaught ${stringSlice(errorWords(message(event, 'error')), 0, 1_000)}\n`);
  });
  addListener(globalThis, 'unhandledrejection', (event: Event) => {
    event.preventDefault();
    link.print('stderr', `Uncaught (in promise) ${stringSlice(errorWords(message(event, 'reason')), 0, 1_000)}\n`);
  });
}
