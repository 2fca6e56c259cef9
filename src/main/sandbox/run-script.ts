/**
 * One script in one realm, from its start to the realm's end. Owns: the script's limits and the reading of what the realm says.
 * Does not own: where realms come from. The realm is destroyed whatever happens.
 */
import type { JsonValue } from '../../shared/json.ts';
import { type RealmMessage, realmMessage, type ScriptError, type ScriptFile } from '../../shared/sandbox-protocol.ts';
import { inTurn } from './in-turn.ts';
import { graceMs, memoryCheckMs, mostMessages, scriptLimits } from './limits.ts';
import { readValue } from './read-value.ts';
import type { Realm, RealmEnd } from './realm.ts';
import type { ScriptOutcome, ScriptPorts, ScriptRequest } from './sandbox.ts';

type Ending = { ok: true; value: JsonValue } | { ok: false; error: ScriptError };

/** @param wheels read from the wheels folder, in the order to install */
export function runScript(
  realm: Realm,
  request: ScriptRequest,
  wheels: { name: string; bytes: Uint8Array }[],
  ports: ScriptPorts,
): Promise<ScriptOutcome> {
  const timeoutMs = Math.min(request.timeoutMs ?? scriptLimits.timeoutMs, scriptLimits.longestTimeoutMs);
  const outputs = request.outputs ?? [];
  const printed = { stdout: '', stderr: '' };
  const files = new Map<string, Uint8Array>();
  const startedAt = performance.now();
  let messages = 0;
  let toolCalls = 0;
  const toolTurn = inTurn(scriptLimits.toolCallsAtOnce);
  let over = false;

  return new Promise((resolve) => {
    let timer = setTimeout(onTimeout, timeoutMs);
    const watch = setInterval(checkMemory, memoryCheckMs);
    ports.signal?.addEventListener('abort', onAbort, { once: true });
    realm.onGone((end) => finish({ ok: false, error: goneError(end) }));
    realm.onMessage((message) => receive(message));
    realm.post({
      type: 'run',
      code: request.code,
      input: JSON.stringify(request.input),
      files: request.files ?? [],
      outputs,
      wheels,
      limits: scriptLimits,
    });

    function finish(ending: Ending): void {
      if (over) return;
      over = true;
      clearTimeout(timer);
      clearInterval(watch);
      ports.signal?.removeEventListener('abort', onAbort);
      realm.destroy();
      const { stdout, stderr } = printed;
      resolve({
        ok: ending.ok,
        value: ending.ok ? ending.value : null,
        stdout,
        stderr,
        error: ending.ok ? null : ending.error,
        files: ending.ok ? outputs.map((path) => ({ path, bytes: files.get(path) as Uint8Array })) : [],
        durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      });
    }

    function fail(code: ScriptError['code'], message: string, line: number | null = null): void {
      finish({ ok: false, error: { code, message, line } });
    }

    function timedOut(line: number | null): void {
      fail('Sandbox.Timeout', `The script ran longer than ${timeoutMs} ms and was stopped.`, line);
    }

    function onTimeout(): void {
      if (realm.language !== 'python') return timedOut(null);
      // Python can be interrupted, and then says where it was.
      realm.interrupt();
      timer = setTimeout(() => timedOut(null), graceMs);
    }

    function onAbort(): void {
      fail('Sandbox.Timeout', 'The script was stopped: its call was cancelled or ran out of time.');
    }

    function checkMemory(): void {
      const bytes = realm.memoryBytes();
      if (bytes !== null && bytes > scriptLimits.processBytes) fail('Sandbox.OutOfMemory', outOfMemoryWords);
    }

    function receive(raw: unknown): void {
      if (over) return;
      const parsed = realmMessage.safeParse(raw);
      messages += 1;
      if (!parsed.success || messages > mostMessages) return fail('Sandbox.Crashed', brokenProtocolWords);
      handle(parsed.data);
    }

    function handle(message: RealmMessage): void {
      switch (message.type) {
        case 'output':
          printed[message.stream] += message.text;
          if (printed.stdout.length + printed.stderr.length > scriptLimits.outputBytes)
            fail('Sandbox.Crashed', brokenProtocolWords);
          return;
        case 'tool':
          return void answerTool(message.id, message.tool, message.arguments);
        case 'file':
          return takeFile(message);
        case 'ended':
          return message.ok ? ended(message.value) : failed(message.error);
        default:
          fail('Sandbox.Crashed', brokenProtocolWords);
      }
    }

    function takeFile({ path, bytes }: ScriptFile): void {
      files.set(path, bytes);
      let total = 0;
      for (const file of files.values()) total += file.byteLength;
      if (!outputs.includes(path)) fail('Sandbox.Crashed', brokenProtocolWords);
      else if (total > scriptLimits.fileBytes)
        fail('Sandbox.OutputTooLarge', `The script's files are larger than ${scriptLimits.fileBytes} bytes together.`);
    }

    function ended(text: string): void {
      const read = readValue(text, scriptLimits.valueBytes);
      const missing = outputs.find((path) => !files.has(path));
      if (read === null) fail('Sandbox.NotJson', "The script's value is not one that JSON can carry.");
      else if (missing !== undefined)
        fail('Sandbox.OutputMissing', `The script has not left the file ${missing}, which is one of its outputs.`);
      else finish({ ok: true, value: read.value });
    }

    function failed(error: ScriptError): void {
      if (error.code === 'Sandbox.Timeout') timedOut(error.line);
      else if (error.code === 'Sandbox.OutOfMemory') fail(error.code, outOfMemoryWords, error.line);
      else finish({ ok: false, error });
    }

    async function answerTool(id: number, tool: string, argumentsJson: string): Promise<void> {
      toolCalls += 1;
      if (toolCalls > scriptLimits.toolCalls) {
        const words = `The script called tools more than ${scriptLimits.toolCalls} times and was stopped: work on less at a time.`;
        return fail('Sandbox.ScriptError', words);
      }
      const answer = await askTool(tool, argumentsJson);
      if (!over) realm.post({ type: 'tool-answer', id, answer: JSON.stringify(answer) });
    }

    async function askTool(tool: string, argumentsJson: string) {
      const refused = (code: string, message: string) => ({ ok: false as const, error: { code, message } });
      const args = readValue(argumentsJson, scriptLimits.toolArgumentBytes);
      if (args === null) return refused('Tool.BadArguments', `The arguments of ${tool} are not JSON.`);
      if (!ports.callTool) return refused('Worker.NotGranted', `This script may not call tools, so not ${tool}.`);
      const { callTool } = ports;
      const result = await toolTurn(() => (over ? Promise.resolve(stoppedCall) : callTool(tool, args.value)));
      return result.ok ? result : refused(result.error.code, result.error.message);
    }

    if (ports.signal?.aborted) onAbort();
  });
}

const outOfMemoryWords = `The script needs more memory than it may have (${scriptLimits.memoryBytes / 1_048_576} MB): work on less at a time.`;
const stoppedCall = {
  ok: false,
  error: { code: 'Worker.Cancelled', message: 'The script that made this call has ended.', data: {} },
} as const;
const brokenProtocolWords = 'The script tampered with its realm and was stopped.';

function goneError(end: RealmEnd): ScriptError {
  return end === 'out-of-memory'
    ? { code: 'Sandbox.OutOfMemory', message: outOfMemoryWords, line: null }
    : { code: 'Sandbox.Crashed', message: `The script's process ended before the script did (${end}).`, line: null };
}
