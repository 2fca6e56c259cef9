import type { Interpretation } from './interpret.ts';
import type { Understanding } from './understanding.ts';

/** What is near to a part nobody understood: [words of it, what can be done instead]. */
const near: Array<[RegExp, string]> = [
  [
    /\b(?:e-?mail|gmail|outlook|mail)\b/i,
    'I cannot send e-mail yet; I can notify you on this desktop, or write to a file or table',
  ],
  [
    /\b(?:sms|text me|whatsapp|slack|discord|teams|tweet|phone)\b/i,
    'I cannot send messages to other services yet; I can notify you on this desktop or on Telegram',
  ],
  [
    /\b(?:paint|draw|picture|image|photo|video|song|music)\b/i,
    'I cannot make pictures or media; I can check web pages, APIs, files and this computer, and notify you or keep what I find',
  ],
  [/\b(?:buy|order|purchase|book|pay)\b/i, 'I cannot buy or book anything; I can watch a price and notify you'],
  [
    /\b(?:delete|remove|move|rename|copy)\b/i,
    'I cannot delete, move or copy files; I can write, append to and read files',
  ],
  [
    /\b(?:translate|summarise|summarize|rewrite|poem|essay|story|joke)\b/i,
    'That takes a language model, which is not connected; I can fetch pages, compare values, and notify you or keep what I find',
  ],
  [
    /\b(?:post|put|submit|upload|click|log ?in|sign in|fill)\b/i,
    'I can only read web pages and APIs, not send to them or click on them',
  ],
  [
    /\b(?:weather|news|stock|bitcoin|currency)\b/i,
    'Give me the address of a page or API that has it, and I can read it from there',
  ],
  [
    /\b(?:run|execute|script|command|shell|python)\b/i,
    'I cannot run programs from a request; I can fetch, compare, notify, and keep rows and files',
  ],
];

const ability =
  'I can check a web page, an API, a file or this computer on a schedule, compare what I find, and notify you, add a row to a table or write a file';

export function notUnderstood(text: string, found: Interpretation): Understanding {
  const parts = found.unknown.length > 0 ? found.unknown : [text];
  const named = parts.map((part) => `"${part}"`).join(' and ');
  const hint = near.find(([pattern]) => parts.some((part) => pattern.test(part)))?.[1] ?? ability;
  const rest =
    found.unknown.length > 0 && found.request.steps.length > 0
      ? ' The rest I understood, but I set nothing up from half a request.'
      : '';
  return {
    kind: 'not-understood',
    parts,
    reply: `I do not understand ${named}. ${hint}.${rest} For example: "Check https://shop.example/product every day at 9am. If the price is below $100 notify me, else log it to the table price_log."`,
  };
}
