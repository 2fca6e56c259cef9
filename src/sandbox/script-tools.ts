/** `tools` of a JavaScript script: `await tools.web_fetch({url})` gives the tool's result or throws a ToolError. */
import { jsonParse } from './captured.ts';
import type { CallTool } from './host-link.ts';
import { jsonText, jsonValue, NotJson } from './json-text.ts';

const MOST_ARGUMENT_BYTES = 5_000_000;

class ToolError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'ToolError';
    this.code = code;
  }
}

function argumentsText(tool: string, args: unknown): string {
  try {
    return jsonText(args, MOST_ARGUMENT_BYTES);
  } catch (error) {
    if (error instanceof NotJson)
      throw new TypeError(`The arguments of ${tool} cannot be passed on: ${error.message}.`);
    throw error;
  }
}

/** Any name is a tool here: whether there is one, and whether it is granted, main decides. */
export function createTools(callTool: CallTool): object {
  return new Proxy(Object.freeze(Object.create(null) as object), {
    get(_target, name) {
      // Asked for by `await` and by printing; not tools.
      if (typeof name !== 'string' || name === 'then' || name === 'toJSON') return undefined;
      return async (args: unknown = {}): Promise<unknown> => {
        const answer = jsonParse(await callTool(name, argumentsText(name, args))) as
          | { ok: true; value: unknown }
          | { ok: false; error: { code: string; message: string } };
        if (!answer.ok) throw new ToolError(answer.error.code, answer.error.message);
        return jsonValue(jsonText(answer.value, Number.POSITIVE_INFINITY));
      };
    },
  });
}
