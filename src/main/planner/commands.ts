/** "list my flows", "pause the price watch": flows by their everyday names. */
import type { FlowCommand, KnownFlow, PlannerContext, Understanding } from './understanding.ts';

const verbs: Array<[RegExp, FlowCommand]> = [
  [
    /^(?:list|show(?: me)?|what are|which are|display)\s+(?:all\s+)?(?:of\s+)?(?:my|the|your)?\s*(?:current\s+|active\s+|running\s+|scheduled\s+)?(?:flows?|automations?|schedules?|jobs|tasks)(?:\s+(?:do i have|are there|are running))?$/i,
    'list',
  ],
  [
    /^(?:what(?:'s| is) (?:running|scheduled|set up)|what (?:flows|automations) (?:do i have|are there|are running)|what have you set up|what do i have(?: running| scheduled)?)(?: now| at the moment)?$/i,
    'list',
  ],
  [/^(?:explain|describe|what does|how does|tell me about|show me)\s+(.+?)(?:\s+(?:do|work|does|mean))?$/i, 'explain'],
  [/^(?:run|start|execute|trigger|fire)\s+(.+?)(?:\s+(?:now|right now|once|immediately))?$/i, 'run'],
  [/^(?:pause|suspend|hold|stop|halt|disable|turn off|switch off)\s+(.+?)(?:\s+(?:for now|now))?$/i, 'pause'],
  [/^(?:resume|unpause|continue|enable|turn on|switch on|restart)\s+(.+?)$/i, 'resume'],
  [/^(?:cancel|delete|remove|drop|get rid of|kill)\s+(.+?)$/i, 'cancel'],
];
const generic = new Set([
  'the',
  'my',
  'a',
  'an',
  'flow',
  'flows',
  'automation',
  'job',
  'task',
  'schedule',
  'for',
  'of',
  'on',
  'that',
  'this',
  'please',
  'checking',
  'watching',
  'one',
  'named',
  'called',
]);
/** Words by which a sentence is a request for a new flow, whatever its first word. */
const requestLike = /https?:|\bif\b|\bevery\b|\bdaily\b|\bhourly\b|→|->|\bwhen\b|\buntil\b/i;

export function readCommand(text: string, context: PlannerContext): Understanding | null {
  const said = text
    .trim()
    .replace(/^(?:please|can you|could you|would you)\s+/i, '')
    .replace(/[\s.!?]+$/, '')
    .replace(/,?\s+please$/i, '');
  for (const [pattern, command] of verbs) {
    const match = pattern.exec(said);
    if (match === null) continue;
    const target = match[1];
    if (target === undefined) return { kind: 'command', command, flowId: null };
    const named = namedFlows(target, context);
    if (named.length === 1) return { kind: 'command', command, flowId: named[0]?.id ?? null };
    if (requestLike.test(said)) return null;
    if (named.length > 1)
      return {
        kind: 'command',
        command,
        flowId: null,
        reply: `Which one do you mean: ${named.map(({ name }) => `"${name}"`).join(' or ')}?`,
      };
    if (command === 'explain' || (command !== 'cancel' && command !== 'pause' && command !== 'resume')) return null;
    const known = context.flows.filter(({ status }) => status !== 'cancelled');
    const have =
      known.length === 0 ? 'There are no flows yet.' : `There are: ${known.map(({ name }) => `"${name}"`).join(', ')}.`;
    return { kind: 'command', command, flowId: null, reply: `I know no flow by "${target}". ${have}` };
  }
  return null;
}

export function namedFlows(target: string, context: PlannerContext): KnownFlow[] {
  const known = context.flows.filter(({ status }) => status !== 'cancelled');
  const exact = known.filter(({ id, name }) => id === target || name.toLowerCase() === target.toLowerCase());
  if (exact.length > 0) return exact;
  const words = wordsOf(target);
  if (words.length === 0 || /^(?:it|this|that|that one|this one|the last one)$/i.test(target)) {
    const last = known.filter(({ id }) => id === context.lastFlowId);
    if (last.length > 0) return last;
    return known.length === 1 || words.length === 0 ? known : [];
  }
  const scored = known.map((flow) => ({
    flow,
    inName: hits(words, flow.name),
    inTask: hits(words, `${flow.name} ${flow.task}`),
  }));
  const full = scored.filter(({ inName }) => inName === words.length);
  if (full.length > 0) return full.map(({ flow }) => flow);
  return scored.filter(({ inTask }) => inTask === words.length).map(({ flow }) => flow);
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== '' && !generic.has(word))
    .map(stem);
}

function hits(words: string[], text: string): number {
  const present = new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}_]+/u)
      .map(stem),
  );
  return words.filter((word) => present.has(word)).length;
}

function stem(word: string): string {
  return word.replace(/(?:ing|es|s|er|ed)$/, '');
}
