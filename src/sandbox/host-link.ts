/** The realm's end of the port to main. The port lives in this closure and is reachable from nowhere else. */
import type { HostMessage, RealmMessage, ScriptError } from '../shared/sandbox-protocol.ts';
import {
  addListener,
  asUtf8,
  bare,
  bytesLength,
  dataOf,
  mapDelete,
  mapGet,
  mapSet,
  postToPort,
  SafeMap,
  stringSlice,
} from './captured.ts';

type RunMessage = Extract<HostMessage, { type: 'run' }>;

/** What a tool gave, still as JSON text: `{ok: true, value}` or `{ok: false, error}`. */
export type CallTool = (tool: string, argumentsJson: string) => Promise<string>;

export interface HostLink {
  ready(): void;
  failed(message: string): void;
  /** Resolves with the one script of this realm. */
  script: Promise<RunMessage>;
  /** Counts the bytes; past the limit the script is over (`Sandbox.OutputTooLarge`). */
  print(stream: 'stdout' | 'stderr', text: string): void;
  callTool: CallTool;
  file(path: string, bytes: Uint8Array): void;
  /** The first end counts. */
  ended(outcome: { ok: true; value: string } | { ok: false; error: ScriptError }): void;
}

const LONGEST_MESSAGE = 4_000;
/** The first lines are sent at once, so that a script that is killed has shown them; later ones in parts. */
const UNBUFFERED_PRINTS = 100;
const BUFFERED_CHARACTERS = 4_096;

export function openHostLink(port: MessagePort): HostLink {
  const waiting = new SafeMap<number, (answer: string) => void>();
  let calls = 0;
  let printedBytes = 0;
  let prints = 0;
  let outputLimit = 0;
  let over = false;
  const buffered = bare({ stdout: '', stderr: '' });
  let begin!: (message: RunMessage) => void;
  const script = new Promise<RunMessage>((resolve) => {
    begin = resolve;
  });

  const send = (message: RealmMessage): void => {
    if (!over) postToPort(port, bare(message));
  };
  const flush = (stream: 'stdout' | 'stderr'): void => {
    const text = buffered[stream];
    buffered[stream] = '';
    if (text !== '') send({ type: 'output', stream, text });
  };
  const end: HostLink['ended'] = (outcome) => {
    flush('stdout');
    flush('stderr');
    if (outcome.ok) send({ type: 'ended', ok: true, value: outcome.value });
    else {
      const { code, message, line } = outcome.error;
      send({
        type: 'ended',
        ok: false,
        error: bare({ code, message: stringSlice(message, 0, LONGEST_MESSAGE), line }),
      });
    }
    over = true;
  };

  addListener(port, 'message', (event) => {
    const message = dataOf(event) as HostMessage;
    if (message.type === 'run') {
      outputLimit = message.limits.outputBytes;
      begin(message);
    } else {
      const settle = mapGet(waiting, message.id) as ((answer: string) => void) | undefined;
      mapDelete(waiting, message.id);
      settle?.(message.answer);
    }
  });
  port.start();

  return {
    script,
    ready: () => send({ type: 'ready' }),
    failed: (message) => send({ type: 'failed', message: stringSlice(message, 0, LONGEST_MESSAGE) }),
    print(stream, text) {
      if (over) return;
      // UTF-8 is at most three bytes a UTF-16 unit: what is far too long is not encoded only to be measured.
      printedBytes += text.length > outputLimit ? text.length : bytesLength(asUtf8(text));
      if (printedBytes > outputLimit)
        return end({
          ok: false,
          error: {
            code: 'Sandbox.OutputTooLarge',
            message: `The script printed more than ${outputLimit} bytes: print less, or give the data as its value or in a file.`,
            line: null,
          },
        });
      prints += 1;
      buffered[stream] += text;
      if (prints <= UNBUFFERED_PRINTS || buffered[stream].length >= BUFFERED_CHARACTERS) flush(stream);
    },
    callTool(tool, argumentsJson) {
      calls += 1;
      const id = calls;
      flush('stdout');
      flush('stderr');
      return new Promise((resolve) => {
        mapSet(waiting, id, resolve);
        send({ type: 'tool', id, tool, arguments: argumentsJson });
      });
    },
    file: (path, bytes) => send({ type: 'file', path, bytes: bytes as Uint8Array<ArrayBuffer> }),
    ended: end,
  };
}
