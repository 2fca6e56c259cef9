import { amount, clauseEnd, compared, type Paraphrase, quoted, says, url } from './parts.ts';

/** Whole sentences of another build. */
export const sentences: Paraphrase[] = [
  // "price < 100 ? notify : log it"
  [
    says(String.raw`(?<=^|[.;:,] |-> )(?:if )?((?:(?!-> )[^.;:?])+?) \? ([^.;:?]+?)(?: ,)? : `),
    'if $1 -> $2 ; otherwise ',
  ],
  [says('\\bdoes (\\{f\\d+\\} )exist \\? (?:then )?'), 'if $1exists -> '],
  // "set up a flow that checks …, notifies me …"
  [
    says(
      '\\b(?:create|make|build|set up|i want|i need|give me|schedule|write|design) (?:new )?(?:flow|automation|job|task|workflow|routine) (?:(?:that|which|to|where|and) )?(?:: )?',
    ),
    '',
  ],
  [
    says(
      '(?<=^|[.;,:] |and |then |that )(check|read|log|append|alert|warn|tell|send|add|get|download|scrape|insert|collect|record|list|ping)s (?=me |it |them |\\{|[a-z]+ )',
    ),
    '$1 ',
  ],
  [says('(?<=^|[.;,:] |and |then |that )(fetch|watch)es (?=\\{|it |[a-z]+ )'), '$1 '],
  [says('(?<=^|[.;,:] |and |then |that )(store|save|write)s (?=it |them |\\{|[a-z]+ )'), '$1 '],
  [says('(?<=^|[.;,:] |and |then |that )notifies (?=me )'), 'notify '],
  [says('\\bi want ([^.;]+?) (?:checked|watched|monitored|tracked|polled) '), 'check $1 '],
  [says(String.raw`\b(?:see |find out |check |look up )?what (${url})costs `), 'read price of $1'],
  // Loops that end, in other words.
  [
    says(
      `((?:notify|tell|alert|ping|message|inform) me )(?:once|when|as soon as) ([^.;]+?) [.;] (?:check|look|poll)(?: it| again)? until then `,
    ),
    'check until $2 then $1',
  ],
  [says('(?<=[;.] )until then '), 'otherwise '],
  [
    says(
      String.raw`\bwait for (${url})to (?:have|say|show|report|reach|be) (?:status )?([a-z]+ |${quoted})(?:, )?(?:(?:looking|checking|polling) (?:, )?)?`,
    ),
    'check $1until status is $2',
  ],
  [
    says(
      String.raw`\b(?:check|poll|watch|fetch|read|ask|look at|monitor) ([^.;,]+?) [;,.] (?:and )?(?:when|once|as soon as|if) ([^,.;]+?) (?:, |then )*((?:notify|tell|alert|ping|message|send|let) [^.;]*?)(?:and |, )(?:then )?stop (?:checking |polling |watching |there |it )?${clauseEnd}`,
    ),
    'check $1 until $2 then $3',
  ],
  [says('\\b((?:notify|tell|alert|let) me (?:know )?)then (?=[.;] |$)'), '$1'],
  // "has it changed?", "is it up?"
  [
    says(
      String.raw`(?<=^|[.;] )(?:has|have|did) ((?:${url}|[a-z ]+? ))(?:changed|change|been updated|been changed) \? `,
    ),
    'see if $1has changed . if so ',
  ],
  [
    says(
      String.raw`(?<=^|[.;] )(?:is|are) ((?:${url}|[a-z ]+? ))(up|down|reachable|empty|in stock|out of stock|available) \? `,
    ),
    'see if $1is $2 . if so ',
  ],
  // "under $100? notify me"
  [
    says(
      String.raw`(?<=^|[.;:] |-> )(?!(?:can|could|would|will|do|does|what|how|which|who|why|may|please|ok|okay|right) )((?:(?!-> )[^.;:?])+?) \? `,
    ),
    'if $1 -> ',
  ],
  // "<address> should be checked"
  [
    says(
      `(${url})(?:should|must|needs to|has to|is to) be (?:checked|polled|fetched|watched|monitored|read|looked at|tested) `,
    ),
    'check $1',
  ],
  [says(`(?<=^|[.;] )([^.;?]+?) should be (?:sent|shown|reported|given) to me `), 'show me $1 '],
  // "keep polling …; as soon as … notify me"
  [
    says(
      String.raw`\bkeep (?:on )?(?:polling|checking|watching|monitoring|trying|fetching|querying|asking|testing) ((?:${url}|[a-z ]+? ))(?:[;,.] |and )*(?:as soon as|once|when) (.+?) (?:, |then )*((?:notify|tell|alert|let|send|ping|append|log|save|write) )`,
    ),
    'check $1until $2 then $3',
  ],
  [says('\\bkeep (?:on )?(?:polling|querying|testing|asking) '), 'check '],
  // "fetch it; while there is a next page, fetch that too"
  [
    says(
      String.raw`\b(?:fetch|get|read|load|open) (${url})(?:[;,.] |and |then )*while (?:there is |there are |it has )(?:more |next |another |further )pages? (?:, )?(?:fetch|get|follow|load|read) (?:it |that |them |this |those )(?:too |as well )?(?:[,;.] )?(?:and |then )*`,
    ),
    'while $1has more pages fetch them and ',
  ],
  [
    says(
      String.raw`\b(?:download|fetch|get|save|load) (${url})(?:including|with|and) (?:all )?(?:its )?(?:following|further|next|other|subsequent) pages (?:into|to|in) (\{f\d+\} )`,
    ),
    'fetch all pages of $1and append items to $2',
  ],
  [says('\\b(has|is) (?:a )?next link '), '$1 next page '],
  [says('(?<=[,;.] |and )follow (?:it|them|that) '), 'fetch it '],
  [
    says(
      String.raw`(?:\bdo : )?\b(?:fetch|get|read|load) (${url})([^;.]*?)[;,.] (?:do this |repeat |repeat this )?(?:while|as long as) (?:there are|there is|it has) (?:more|another|next) (?:pages|page) `,
    ),
    'while $1has more pages fetch them $2',
  ],
  [says('\\ball of (?=items |entries |results |names |rows |products )'), 'all '],
  [
    says(
      String.raw`\( (?:it |this |which |that )?(?:has |spans |comes in |is split (?:over |into )|covers )(?:several |many |multiple |more )?pages \) `,
    ),
    'page by page ',
  ],
  [
    says(String.raw`\bfollow (?:next |all next )(?:links|pages|page|link) (?:of|on|from|at) (${url})`),
    'fetch all pages of $1',
  ],
  // "what is new in …"
  [
    says(
      String.raw`\b(?:list|show me|tell me|send me|give me|report) (?:what is new|whatever is new|anything new|what has been added) (?:in|on|at) (${url})`,
    ),
    'show me new entries of $1',
  ],
  [says(String.raw`\bnew (${url})(posts|entries|articles|items|stories|headlines) `), 'new $2 of $1'],
  [
    says(String.raw`\bwith (?:word )?(${quoted}|[a-z]+ )in (?:them|it|title|their title|its title|their titles) `),
    'that mention $1',
  ],
  [says(String.raw`\bwhat ([a-z_]+ |\{i\d+\} )is (?:at|on|in|from) (${url})`), '$1of $2'],
  [
    says(String.raw`(${url})(?:says|shows|reads) ([a-z-]+ |${quoted})in (?:its )?([a-z_]+ |\{[iq]\d+\} )`),
    '$3of $1is $2',
  ],
  // "collect those cheaper than $50"
  [
    says(
      String.raw`\b(?:collect|gather|pick out|pick|select|find|keep|note|remember|list) (?:those|ones|products|items|everything|anything|any|all|every product|all products|any product|product)(?: that| which)?(?: is| are| costs?| costing| priced)? (${compared}${amount})`,
    ),
    'if price is $1add it to alert list ; ',
  ],
  // "log it unless it is below $100, in which case notify me", "either notify me (if …) or log it (otherwise)", "log it otherwise"
  [
    says(
      String.raw`\b((?:log|save|write|append|store|record|add|put|notify|tell|alert|send) [^.;,]*?)(?:, )?unless ([^,.;]+?) , in which case ([^.;]+)`,
    ),
    'if $2 , $3; otherwise $1',
  ],
  [
    says(String.raw`\beither (.+?) \( if (.+?) \) or (.+?) \( (?:otherwise|if not|else) \) `),
    'if it is $2 , $1 ; otherwise $3 ',
  ],
  [
    says(
      `(?:, |and )(?:and |or )?((?:log|save|write|append|store|record|add|put|do|send|notify|alert|tell) [^.;,]*?)(?:otherwise|if not|else) (?=[.;] |$)`,
    ),
    '; otherwise $1',
  ],
  [says('\\b(?:anything|everything) else (?:, |: |-> )'), 'otherwise -> '],
  [
    says(
      '\\b(?:else|otherwise) (?:, |: |-> )?((?:table |database )[a-z_]+ |table \\{i\\d+\\} |\\{i\\d+\\} |database )(?=[.;] |$)',
    ),
    'otherwise log it to $1',
  ],
  [says('\\/ (else|otherwise) '), '; $1 '],
  [says('\\b(?:elseif|elsif|elif) '), 'else if '],
  // Nothing but a text to say.
  [says(`^(${quoted})(?:[.;] )?$`), 'say $1'],
];
