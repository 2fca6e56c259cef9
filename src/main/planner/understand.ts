import { listWords } from '../../shared/tools/words.ts';
import { readCommand } from './commands.ts';
import { readEdit } from './edit.ts';
import { interpret } from './interpret.ts';
import { type RequestKey, usesKey } from './key-phrases.ts';
import { notUnderstood } from './nearest.ts';
import { smallTalk } from './small-talk.ts';
import type { PlannerContext, Understanding } from './understanding.ts';

/** One turn of the user, understood without a model: a flow, a question back, a command, or an honest "this part I do not know". */
export function understand(text: string, context: PlannerContext): Understanding {
  const said = text.trim();
  if (said === '') return { kind: 'talk', reply: 'Tell me what should happen, and when.' };
  const talk = smallTalk(said, context);
  if (talk !== null) return talk;
  const change = edit(said, context);
  if (change !== null) return change;
  const command = readCommand(said, context);
  if (command !== null) return command;
  const { pending } = context;
  if (pending === null) return conclude(said, context);
  // The answer is taken as the missing part of the request before, unless it is a whole request itself.
  const alone = conclude(said, context);
  if (alone.kind === 'flow') return alone;
  const together = conclude(`${pending.text.replace(/[\s.;,]+$/, '')}; ${said}`, context);
  if (together.kind === 'flow' || together.kind === 'asks') return together;
  return alone.kind === 'asks' ? alone : together;
}

/** A change of the plan spoken of; null when these words are no change. */
function edit(said: string, context: PlannerContext): Understanding | null {
  const found = readEdit(said, context);
  if (found === null) return null;
  const understood = conclude(found.request, context);
  if (understood.kind === 'flow') return { ...understood, edit: { plan: found.plan, name: found.name } };
  const reply = `I cannot make that change to “${found.plan.name}”: ${understood.kind === 'command' ? '' : understood.reply}`;
  return { kind: 'not-understood', parts: [said], reply };
}

/** Beyond this a text is not a request, and reading it would hold up the app. */
const MAX_CHARACTERS = 6_000;
const MAX_BRACKETS = 50;

function conclude(text: string, context: PlannerContext): Understanding {
  if (text.length > MAX_CHARACTERS || text.split('(').length > MAX_BRACKETS)
    return {
      kind: 'not-understood',
      parts: [`${text.slice(0, 60)}…`],
      reply: `That is too long for me to be sure of. Say it in a few sentences, at most ${MAX_CHARACTERS} characters.`,
    };
  const found = interpret(text, context);
  const { steps, scheduleText, key } = found.request;
  if (steps.length === 0 && found.unknown.length === 0 && found.missing.length === 0 && scheduleText !== null) {
    const question = `What should I do ${scheduleText}?`;
    return { kind: 'asks', reply: question, asks: [question], pending: { text, missing: ['action'] } };
  }
  if (found.noKey !== null && found.unknown.length > 0) return noSuchKey(found.noKey, context);
  if (key && steps.length > 0 && !usesKey(steps, key)) return keyForOthers(key);
  if (
    found.unknown.length > 0 ||
    (found.request.steps.length === 0 && found.missing.every(({ part }) => part === 'schedule'))
  )
    return notUnderstood(text, found);
  if (found.missing.length === 0) return { kind: 'flow', request: found.request, assumptions: found.assumptions, text };
  const reply = found.missing.map(({ question }) => question).join(' ');
  return {
    kind: 'asks',
    reply,
    asks: found.missing.map(({ question }) => question),
    pending: { text, missing: found.missing.map(({ part }) => part) },
  };
}

function noSuchKey(name: string, { keys = [] }: PlannerContext): Understanding {
  const known = keys.length === 0 ? 'You have saved none yet' : `You have ${listWords(keys.map((one) => one.name))}`;
  return {
    kind: 'not-understood',
    parts: [`key ${name}`],
    reply: `There is no key called ${name}. ${known}. Save it in Settings → Tools and keys, with the hosts it is for, and say it again.`,
  };
}

function keyForOthers({ name, hosts }: RequestKey): Understanding {
  return {
    kind: 'not-understood',
    parts: [`key ${name}`],
    reply: `Your key ${name} is only for ${listWords(hosts)}, and other addresses are asked here. Ask those in a request of their own, or save the key anew for their hosts in Settings → Tools and keys.`,
  };
}
