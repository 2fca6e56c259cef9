import type { PlannerContext, Understanding } from './understanding.ts';

const help =
  'Tell me what should happen and when, in a sentence or a few. I can read web pages, APIs, lists, files and the load of this computer; decide with if and else, loops, retries and thresholds; and notify you, add rows to a table or write files. For example:\n\n' +
  '- Check https://shop.example/product every day at 9am. If the price is below $100 notify me, else log it to the table price_log\n' +
  '- If CPU is above 80% alert me, if above 90% send a critical alert. Check every minute\n' +
  '- Repeat every 5 minutes until status of https://build.example/job.json is "complete", then notify me\n\n' +
  'You also can say: list my flows, explain, run, pause, resume or cancel one by its name.';

const answers: Array<[RegExp, (context: PlannerContext) => string]> = [
  [
    /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|howdy|greetings)(?: there| majordomo)?[\s!.,]*$/i,
    ({ flows }) => `Hello. ${flows.length === 0 ? 'Nothing is set up yet. ' : ''}What should I take care of?`,
  ],
  [
    /^(?:thanks?(?: you)?|thank you(?: very much| so much)?|great|perfect|nice|cool|ok(?:ay)?)[\s!.]*$/i,
    () => 'You are welcome.',
  ],
  [
    /^(?:help|\?|what can you do|what do you do|how does this work|how do you work|who are you|what are you|what is this|examples?)(?: for me)?[\s?!.]*$/i,
    () => help,
  ],
];

export function smallTalk(text: string, context: PlannerContext): Understanding | null {
  const answer = answers.find(([pattern]) => pattern.test(text));
  return answer === undefined ? null : { kind: 'talk', reply: answer[1](context) };
}
