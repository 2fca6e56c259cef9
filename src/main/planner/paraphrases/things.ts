import { amount, compared, type Paraphrase, quoted, says, url } from './parts.ts';

/** Sources, entries and lists named in another order. */
export const things: Paraphrase[] = [
  // Sources and their values the other way round.
  [says(`(${url})(price|title|cost) (?=[.;,] |and |-> |$)`), '$2 of $1'],
  [
    says(
      `(${url}|it )(went up|goes up|gone up|has gone up|went down|goes down|gone down|has gone down|dropped|drops|rose|rises) in price `,
    ),
    'price of $1$2 ',
  ],
  [
    says(
      String.raw`\bcompare (.+?) (?:with|to|against) (?:its )?(?:last|previous|earlier) (?:one |value |price |time |run |check )?`,
    ),
    'check $1 ',
  ],
  [
    says(
      String.raw`\b(?:tell me about|notify me of|notify me about|alert me to|alert me about|inform me of|let me know about) (price|title|text|content) changes (?:of|on|at|in|to) (${url})`,
    ),
    'notify me when $1 of $2changes ',
  ],
  [
    says('\\bkeep (?:running |daily |hourly )?(?:log|record|history|track record) of (.+?) in (?=\\{f|table )'),
    'log $1 in ',
  ],
  [
    says(String.raw`\b(?:tell me|let me know|show me) whether (${url})is (?:in stock|available)(?: or not)? `),
    'tell me availability of $1',
  ],
  [
    says(
      String.raw`\b(?:checking|calling|fetching|requesting|request to|call to|reading|reaching|pinging) (${url})fails `,
    ),
    '$1fails ',
  ],
  [says(`(?<=^|[.;,:] |-> )retry (${url})`), 'check $1, retry '],
  [says(`(?<=^|[.;,:] )repeat (?:check (?:of |on |for )?)?(${url})(?:check )?`), 'check $1'],
  [says(String.raw`\bhealth check (?:of|for|on) `), 'check '],
  [says(String.raw`\btry (${url})(?:up to )?(\{n\d+\} )times `), 'check $1, try $2times '],
  [says(`(?<=^|[.;,] )(${url})(?:tells|has|gives|contains|holds|shows) ((?:[a-z]+ ){1,2})(?=[.;] )`), 'read $2of $1'],
  // Entries of feeds.
  [
    says(
      String.raw`\bfilter (${url})(?:for|by) ([a-z-]+ |${quoted})(?:[,;.] |and )+(?:send|show|tell|give|list) me ((?:new )?(?:entries|posts|items|articles|ones|results) )`,
    ),
    'show me $3of $1that mention $2',
  ],
  [says('\\bkeep (?:only )?((?:new )?(?:entries|posts|items|articles) )'), 'read $1'],
  [says('\\b(?:send|show|forward|give) (?:it|them|those|these) to me '), 'show me them '],
  [
    says(
      String.raw`\b(show me|tell me about|notify me of|send me|list) ([a-z]+ .*?)(?:that |which )?i have not (?:seen|read|had) (?:yet |before )?`,
    ),
    '$1 new $2',
  ],
  [
    says(
      String.raw`\b(new [a-z]+ (?:from|of|in|on|at) ${url})(?:, )?(?:but )?(?:only )?if (?:they|it|any|one of them|any of them) (?:mentions?|contains?|includes?|is about|are about|talks? about) `,
    ),
    '$1that mention ',
  ],
  [says('\\bwhose (?:title|headline|name|text) (?:contains|mentions|has|includes) '), 'that mention '],
  [says('\\b(?:of|about) any new '), 'about new '],
  [
    says(
      String.raw`\b(?:says|shows|reads|returns|answers) (?:anything|something) (?:other|else|different) (?:than|from) (${quoted})`,
    ),
    'does not contain $1',
  ],
  // Lists.
  [
    says(
      String.raw`\b((?:prices?|those|ones|products|items|pages|anything|everything|whatever) (?:that (?:is|are) |priced )?)(${compared}${amount})(?:goes|go|is put|are put|should go|belongs?) (?:on|to|into|onto) `,
    ),
    'if price is $2add it to ',
  ],
  [
    says('(?<=[.;,] )summary at end (?:if )(?:it is |list is )?not empty '),
    '; at end , send summary if list is not empty ',
  ],
  [says('(?<=[.;,] |and |; )(?:field |type |it )is in (\\{u\\d+\\} )'), 'read $1'],
  [says(`(${quoted})to ([a-z-]+ )(?:users|customers|people|visitors|ones|accounts|members|clients) `), '$1for $2'],
];
