/**
 * One agent step: the model is asked, the tools it calls are called, until it gives its result. Runs in a worker; everything that
 * costs or changes something is asked of the main process.
 * Owns: the conversation, its bounds, what is sent back for a wrong answer. Does not own: grants, budgets, the journal.
 *
 * G1 Its asks follow from its start and the answers alone: no clock, no chance. So a journal of the answers can take it up again.
 * G2 It ends: at most `maxRounds` model answers; a wrong result goes back at most `maxRepairs` times, a tool that is called
 *    wrongly as often in a row.
 * G3 What a tool gives back reaches the model marked as data.
 */

import { asData } from '../../shared/agent-data.ts';
import { type AgentAsk, type AgentMessage, type AgentStart, agentModelAnswer } from '../../shared/agent-protocol.ts';
import { fromWireError, MajordomoError, type Result } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { answerReader } from './final-answer.ts';

export type Ask = (about: AgentAsk) => Promise<Result<JsonValue>>;

export const maxRepairs = 3;
/** Errors of a call that the model can mend by calling again. */
const repairable = new Set(['Tool.BadArguments', 'Tool.Unknown']);
/** Errors of a call that end the step: whoever asked is gone, or may spend no more. */
const ending = /^(Budget|Worker\.(Cancelled|Stopping|JournalMismatch))/;

/** @throws MajordomoError `Worker.BadOutput`, `Worker.BadCall`, `Worker.TooManyRounds`, and what main answers */
export async function runAgent(start: AgentStart, ask: Ask): Promise<JsonValue> {
  const readAnswer = answerReader(start.outputSchema);
  const messages: AgentMessage[] = [
    { role: 'system', content: start.system },
    { role: 'user', content: start.input },
  ];
  let badAnswers = 0;
  const badCalls = new Map<string, number>();
  for (let round = 1; round <= start.maxRounds; round++) {
    const { text, toolCalls, finish } = agentModelAnswer.parse(unwrap(await ask({ kind: 'model', messages })));
    messages.push({ role: 'assistant', content: text, toolCalls });
    if (toolCalls.length === 0) {
      const result = readAnswer(text, finish === 'length');
      if (result.ok) return result.value;
      if (++badAnswers > maxRepairs) throw badOutput(start, result.problem);
      messages.push({ role: 'user', content: result.problem });
    }
    for (const call of toolCalls) {
      const args = parsedArguments(call.argumentsText);
      const answer = args.ok
        ? await ask({ kind: 'tool', tool: call.name, arguments: args.value })
        : malformed(call.name, args.problem, finish === 'length');
      if (!answer.ok && ending.test(answer.error.code)) throw fromWireError(answer.error);
      const wrong = !answer.ok && repairable.has(answer.error.code) ? (badCalls.get(call.name) ?? 0) + 1 : 0;
      badCalls.set(call.name, wrong);
      if (!answer.ok && wrong > maxRepairs) throw badCall(start, call.name, answer.error.message);
      messages.push({ role: 'tool', toolCallId: call.id, content: told(start.dataMark, call.name, answer) });
    }
  }
  throw new MajordomoError({
    code: 'Worker.TooManyRounds',
    message: `${start.worker} was not done after ${start.maxRounds} answers of its model. Give it a narrower task, or more rounds.`,
    data: { worker: start.worker, maxRounds: start.maxRounds },
  });
}

function unwrap(answer: Result<JsonValue>): JsonValue {
  if (!answer.ok) throw fromWireError(answer.error);
  return answer.value;
}

function parsedArguments(text: string): { ok: true; value: JsonValue } | { ok: false; problem: string } {
  // Some models leave them out where a tool takes none.
  if (text.trim() === '') return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function malformed(tool: string, problem: string, cut: boolean): Result<never> {
  const why = cut ? 'your answer was cut off because it was too long' : problem;
  return {
    ok: false,
    error: {
      code: 'Tool.BadArguments',
      message: `The arguments of ${tool} are not JSON (${why}). Call it again with a JSON object.`,
      data: { tool },
    },
  };
}

/** Errors are data too: they may quote what a server said. */
function told(mark: string, tool: string, answer: Result<JsonValue>): string {
  if (!answer.ok) return asData(mark, tool, `Error ${answer.error.code}: ${answer.error.message}`);
  return asData(mark, tool, typeof answer.value === 'string' ? answer.value : JSON.stringify(answer.value));
}

function badOutput({ worker }: AgentStart, problem: string): MajordomoError {
  return new MajordomoError({
    code: 'Worker.BadOutput',
    message: `${worker} gave no result that fits, also after ${maxRepairs} corrections. Last: ${problem}`,
    data: { worker },
  });
}

function badCall({ worker }: AgentStart, tool: string, problem: string): MajordomoError {
  return new MajordomoError({
    code: 'Worker.BadCall',
    message: `${worker} called ${tool} wrongly, also after ${maxRepairs} corrections. Last: ${problem}`,
    data: { worker, tool },
  });
}
