/**
 * Ways of saying things, put into the words that the grammar has. Works on a request that is already cut into tokens, so that a
 * quoted text or an address is never touched, and every word still knows where it stood.
 */
import type { Token } from './token.ts';
import type { Masked } from './tokens.ts';

const clauseStart = String.raw`(?<=^|[.;,:?] |-> |\band )`;
const clauseEnd = String.raw`(?=[.;,?] |-> |and |$)`;
const url = String.raw`\{u\d+\} `;
const amount = String.raw`\{[mpn]\d+\} `;
const quoted = String.raw`\{q\d+\} `;
const notice = String.raw`(?:critical |urgent |serious |severe )?(?:alert|warning|notification|message|alarm) `;
const compared = String.raw`(?:above|over|below|under|beyond|more than|less than|greater than|lower than|higher than|cheaper than|at least|at most|at) `;
const tries = '(?:retries|tries|attempts) ';

const says = (pattern: string): RegExp => new RegExp(pattern, 'g');

/** Whole sentences of another build. */
const sentences: Array<[RegExp, string]> = [
  // "price < 100 ? notify : log it"
  [says(String.raw`(?<=^|[.;:,] |-> )(?:if )?((?:(?!-> )[^.;:?])+?) \? ([^.;:?]+?)(?: ,)? : `), 'if $1 -> $2 ; otherwise '],
  // "has it changed?", "is it up?"
  [says(String.raw`(?<=^|[.;] )(?:has|have|did) ((?:${url}|[a-z ]+? ))(?:changed|change|been updated|been changed) \? `), 'see if $1has changed . if so '],
  [says(String.raw`(?<=^|[.;] )(?:is|are) ((?:${url}|[a-z ]+? ))(up|down|reachable|empty|in stock|out of stock|available) \? `), 'see if $1is $2 . if so '],
  // "under $100? notify me"
  [says(String.raw`(?<=^|[.;:] )(?!(?:can|could|would|will|do|does|what|how|which|who|why|may|please|ok|okay|right) )([^.;:?]+?) \? `), 'if $1 -> '],
  // "<address> should be checked"
  [says(String.raw`(${url})(?:should|must|needs to|has to|is to) be (?:checked|polled|fetched|watched|monitored|read|looked at|tested) `), 'check $1'],
  [says(String.raw`(?<=^|[.;] )([^.;?]+?) should be (?:sent|shown|reported|given) to me `), 'show me $1 '],
  // "keep polling …; as soon as … notify me"
  [
    says(String.raw`\bkeep (?:on )?(?:polling|checking|watching|monitoring|trying|fetching|querying|asking|testing) ((?:${url}|[a-z ]+? ))(?:[;,.] |and )*(?:as soon as|once|when) (.+?) (?:, |then )*((?:notify|tell|alert|let|send|ping|append|log|save|write) )`),
    'check $1until $2 then $3',
  ],
  [says('\\bkeep (?:on )?(?:polling|querying|testing|asking) '), 'check '],
  // "fetch it; while there is a next page, fetch that too"
  [
    says(String.raw`\b(?:fetch|get|read|load|open) (${url})(?:[;,.] |and |then )*while (?:there is |there are |it has )(?:more |next |another |further )pages? (?:, )?(?:fetch|get|follow|load|read) (?:it |that |them |this |those )(?:too |as well )?(?:[,;.] )?(?:and |then )*`),
    'while $1has more pages fetch them and ',
  ],
  [says(String.raw`\( (?:it |this |which |that )?(?:has |spans |comes in |is split (?:over |into )|covers )(?:several |many |multiple |more )?pages \) `), 'page by page '],
  [says(String.raw`\bfollow (?:next |all next )(?:links|pages|page|link) (?:of|on|from|at) (${url})`), 'fetch all pages of $1'],
  // "what is new in …"
  [says(String.raw`\b(?:list|show me|tell me|send me|give me|report) (?:what is new|whatever is new|anything new|what has been added) (?:in|on|at) (${url})`), 'show me new entries of $1'],
  [says(String.raw`\bnew (${url})(posts|entries|articles|items|stories|headlines) `), 'new $2 of $1'],
  [says(String.raw`\bwith (?:word )?(${quoted}|[a-z]+ )in (?:them|it|title|their title|its title|their titles) `), 'that mention $1'],
  [says(String.raw`\bwhat ([a-z_]+ |\{i\d+\} )is (?:at|on|in|from) (${url})`), '$1of $2'],
  [says(String.raw`(${url})(?:says|shows|reads) ([a-z-]+ |${quoted})in (?:its )?([a-z_]+ |\{[iq]\d+\} )`), '$3of $1is $2'],
  // "collect those cheaper than $50"
  [
    says(String.raw`\b(?:collect|gather|pick out|pick|select|find|keep|note|remember|list) (?:those|ones|products|items|everything|anything|any|all|every product|all products|any product|product)(?: that| which)?(?: is| are| costs?| costing| priced)? (${compared}${amount})`),
    'if price is $1add it to alert list ; ',
  ],
  // "log it unless it is below $100, in which case notify me", "either notify me (if …) or log it (otherwise)", "log it otherwise"
  [says(String.raw`\b((?:log|save|write|append|store|record|add|put|notify|tell|alert|send) [^.;,]*?)(?:, )?unless ([^,.;]+?) , in which case ([^.;]+)`), 'if $2 , $3; otherwise $1'],
  [says(String.raw`\beither (.+?) \( if (.+?) \) or (.+?) \( (?:otherwise|if not|else) \) `), 'if it is $2 , $1 ; otherwise $3 '],
  [says(String.raw`, (?:and |or )?((?:log|save|write|append|store|record|add|put|do|send|notify|alert|tell) [^.;,]*?)(?:otherwise|if not|else) (?=[.;] |$)`), '; otherwise $1'],
  [says('\\/ (else|otherwise) '), '; $1 '],
  [says('\\b(?:elseif|elsif|elif) '), 'else if '],
  // Sources and their values the other way round.
  [says(String.raw`(${url})(price|title|cost) (?=[.;,] |and |-> |$)`), '$2 of $1'],
  [says(String.raw`(${url}|it )(went up|goes up|gone up|has gone up|went down|goes down|gone down|has gone down|dropped|drops|rose|rises) in price `), 'price of $1$2 '],
  [says(String.raw`\bcompare (.+?) (?:with|to|against) (?:its )?(?:last|previous|earlier) (?:one |value |price |time |run |check )?`), 'check $1 '],
  [says(String.raw`\b(?:tell me about|notify me of|notify me about|alert me to|alert me about|inform me of|let me know about) (price|title|text|content) changes (?:of|on|at|in|to) (${url})`), 'notify me when $1 of $2changes '],
  [says('\\bkeep (?:running |daily |hourly )?(?:log|record|history|track record) of (.+?) in (?=\\{f|table )'), 'log $1 in '],
  [says(String.raw`\b(?:tell me|let me know|show me) whether (${url})is (?:in stock|available)(?: or not)? `), 'tell me availability of $1'],
  [says(String.raw`\b(?:checking|calling|fetching|requesting|request to|call to|reading|reaching|pinging) (${url})fails `), '$1fails '],
  [says(String.raw`(?<=^|[.;,:] |-> )retry (${url})`), 'check $1, retry '],
  [says(String.raw`(?<=^|[.;,:] )repeat (?:check (?:of |on |for )?)?(${url})(?:check )?`), 'check $1'],
  // Entries of feeds.
  [says(String.raw`\b(show me|tell me about|notify me of|send me|list) ([a-z]+ .*?)(?:that |which )?i have not (?:seen|read|had) (?:yet |before )?`), '$1 new $2'],
  [says(String.raw`\b(new [a-z]+ (?:from|of|in|on|at) ${url})(?:, )?(?:but )?(?:only )?if (?:they|it|any|one of them|any of them) (?:mentions?|contains?|includes?|is about|are about|talks? about) `), '$1that mention '],
  [says('\\bwhose (?:title|headline|name|text) (?:contains|mentions|has|includes) '), 'that mention '],
  [says('\\b(?:of|about) any new '), 'about new '],
  [says(String.raw`\b(?:says|shows|reads|returns|answers) (?:anything|something) (?:other|else|different) (?:than|from) (${quoted})`), 'does not contain $1'],
  // Lists.
  [says(String.raw`\b((?:price|prices|those|ones|anything|everything) ${compared}${amount})(?:goes|go|is put|are put|should go) (?:on|to|into|onto) `), 'if $1add it to '],
  [says('(?<=[.;,] )summary at end (?:if )(?:it is |list is )?not empty '), '; at end , send summary if list is not empty '],
  [says('(?<=[.;,] |and |; )(?:field |type |it )is in (\\{u\\d+\\} )'), 'read $1'],
  [says(String.raw`(${quoted})to ([a-z-]+ )(?:users|customers|people|visitors|ones|accounts|members|clients) `), '$1for $2'],
  // Nothing but a text to say.
  [says(String.raw`^(${quoted})(?:[.;] )?$`), 'say $1'],
];

/** Retries, alerts and cases in fewer words than a sentence needs. */
const phrases: Array<[RegExp, string]> = [
  [says(String.raw`\bif (.+?) even after (\{n\d+\} )${tries}(?:, )?`), 'retry $2times . if $1 , '],
  [says(String.raw`\b(?:if|when) (?:it|this|that) (?:keeps failing|keeps on failing|still fails|continues to fail|fails) after (\{n\d+\} )${tries}(?:, )?`), 'retry $1times ; if it still fails , '],
  [says(String.raw`\b(?:after|if|when) (?:all )?(\{n\d+\} )(?:failed |unsuccessful )?(?:retries|failures) (?:fail |have failed )?`), 'retry $1times ; if it fails '],
  [says(String.raw`\b(?:after|if|when) (?:all )?(\{n\d+\} )(?:failed |unsuccessful )?(?:attempts|tries) (?:fail |have failed )?`), 'try $1times ; if it fails '],
  [says('\\b((?:alert|notify|warn|tell|ping|inform)(?: me)?) (?:on|upon) (?:failure|failures|error|errors) '), 'if it fails , $1 '],
  [says('\\bif (?:that|this|it) (?:does not|did not) (?:help|work|succeed) '), 'if it still fails '],
  [says('\\balert me (?:critically|urgently) '), 'send critical alert '],
  [says('\\b(?:on|upon|in case of) success (?:, |: |-> )?'), 'if it works -> '],
  [says('\\bif (?:it is )?successful '), 'if it works '],
  [says(String.raw`\b(?:and )?(?:stop|end|quit|finish) (?:it |this |that )?(?:when|once|as soon as|if) `), 'until '],
  [says('\\bmake (?:it|that|this|one) (critical|urgent|serious)(?: alert| one)? (when|if|once) '), 'send $1 alert $2 '],
  [says('\\b(?:normal|plain|regular|ordinary|simple|standard) (?=alert |warning |notification |message )'), ''],
  [says(String.raw`(?<=^|[.;,:] |and |or )(${compared}${amount})(?:send |give me |raise |show )?(${notice})`), 'if it is $1-> send $2'],
  [says(String.raw`\b(?:send |give me |raise )?(${notice})at (\{[pn]\d+\} )`), 'if it is at least $2send $1'],
  [says(String.raw`\b(?:notify me|notify|warn me|warn) at (\{[pn]\d+\} )`), 'if it is at least $1notify me '],
  [says(String.raw`(?<=and |, |; |but |or )(${notice})(?=(?:when|if|once) )`), 'send $1'],
  // "if it's returning "recap"", ""recap" if it is returning"
  [says(String.raw`(?<=[,;.] |and |or )((?:if|when) (?:it is )?[a-z-]+ )(${quoted})`), '$1send $2'],
  [says(String.raw`(?<=[,;] |and |or )(${quoted})(?=(?:if|when) )`), 'send $1'],
  [says('(?<=, )or (?=(?:send|if|when|notify|show|say) )'), ''],
  // "nearly full (over 90%)"
  [says(String.raw`\b(?:is )?(?:nearly |almost |too |getting |very )*(?:full|low|high|busy|hot|expensive|cheap) \( (${compared}${amount})\) `), 'is $1'],
  [says('\\b(?:more expensive|pricier|dearer|costlier) than '), 'above '],
  [says('\\b(?:less expensive|less costly) than '), 'below '],
  // An append creates what is not there.
  [says(String.raw`(?:, )?(?:and )?(?:creating|create|making|make) (?:it|one|file|new one|that file|new file) (?:first )?if (?:it|file|one|there) (?:does not exist|is not there|is missing|is none|does not exist yet|is not there yet) `), ''],
  [says(String.raw`(?<=-> )(\{f\d+\} )(?=[.;,] |$)`), 'write it to $1'],
  [says('\\b(?:tell|inform|notify|alert|warn|ping|message|remind|text) me (?:about (?:it|this|that) )?(?:by|via|with|through|using) (?:desktop )?(?:notification|notifications|popup|pop-up) '), 'notify me '],
];

/** What is said beside the matter. */
const asides: Array<[RegExp, string]> = [
  // "every 3 hours is fine"
  [
    says(
      String.raw`${clauseStart}(?:(?:that |which |it )?(?:is|would be|will be|should be|sounds|seems) (?:more than )?(?:fine|enough|ok|okay|good|great|plenty|sufficient|perfect|nice|often enough) |(?:that )?(?:will|should|would) (?:do|suffice) |is all i need )(?:for me |for now )?${clauseEnd}`,
    ),
    '',
  ],
  [says('(?<=^|[.;] )(?:run|execute|schedule|perform|do this|do it|run this|run it) : '), ''],
  [says('(?<=^|[.;,:] |so |and )(?:check|look|run|do)(?: it| this| that| again)* and '), ''],
  [says(String.raw`\? `), '. '],
];

const rules = [...sentences, ...phrases, ...asides];

export function paraphrased(masked: Masked): Masked {
  let words = wordsOf(masked);
  for (const [pattern, replacement] of rules) words = rewritten(words, pattern, replacement);
  return maskedOf(masked.request, words);
}

/** One word of the masked text and the token it came from. */
interface Word {
  text: string;
  token: Token;
}

function wordsOf({ text, at }: Masked): Word[] {
  const words: Word[] = [];
  let offset = 0;
  let token: Token | undefined;
  for (const word of text.split(' ').slice(0, -1)) {
    // A contraction is one token of two words.
    token = at.get(offset) ?? token;
    if (token !== undefined) words.push({ text: word, token });
    offset += word.length + 1;
  }
  return words;
}

function rewritten(words: Word[], pattern: RegExp, replacement: string): Word[] {
  const text = words.map((word) => `${word.text} `).join('');
  const out: Word[] = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const first = text.slice(0, match.index).split(' ').length - 1;
    const count = match[0].split(' ').length - 1;
    const matched = words.slice(first, first + count);
    const anchor = matched[0] ?? words[first];
    if (anchor === undefined) continue;
    out.push(...words.slice(done, first));
    const left = [...matched];
    const said = replacement.replace(/\$(\d)/g, (_whole, group: string) => match[Number(group)] ?? '');
    for (const word of said.split(' ').filter((part) => part !== '')) {
      const own = left.findIndex((one) => one.text === word);
      const [kept] = own < 0 ? [] : left.splice(own, 1);
      out.push(kept ?? { text: word, token: { ...anchor.token, kind: 'word', text: word, isOurs: true } });
    }
    done = first + count;
  }
  return [...out, ...words.slice(done)];
}

function maskedOf(request: string, words: Word[]): Masked {
  const at = new Map<number, Token>();
  let text = '';
  let before: Token | undefined;
  for (const { text: word, token } of words) {
    if (token !== before) at.set(text.length, token);
    before = token;
    text += `${word} `;
  }
  return { request, text, tokens: [...at.values()], at };
}
