import { amount, compared, notice, type Paraphrase, quoted, says, tries } from './parts.ts';

/** Retries, alerts and cases in fewer words than a sentence needs. */
export const phrases: Paraphrase[] = [
  [says(String.raw`\bif (.+?) even after (\{n\d+\} )${tries}(?:, )?`), 'retry $2times . if $1 , '],
  [
    says(
      String.raw`\b(?:if|when) (?:it|this|that) (?:keeps failing|keeps on failing|still fails|continues to fail|fails) after (\{n\d+\} )${tries}(?:, )?`,
    ),
    'retry $1times ; if it still fails , ',
  ],
  [
    says(
      String.raw`\b(?:after|if|when) (?:all )?(\{n\d+\} )(?:failed |unsuccessful )?(?:retries|failures) (?:fail |have failed )?`,
    ),
    'retry $1times ; if it fails ',
  ],
  [
    says(
      String.raw`\b(?:after|if|when) (?:all )?(\{n\d+\} )(?:failed |unsuccessful )?(?:attempts|tries) (?:fail |have failed )?`,
    ),
    'try $1times ; if it fails ',
  ],
  [
    says('\\b((?:alert|notify|warn|tell|ping|inform)(?: me)?) (?:on|upon) (?:failure|failures|error|errors) '),
    'if it fails , $1 ',
  ],
  [says('\\bif (?:that|this|it) (?:does not|did not) (?:help|work|succeed) '), 'if it still fails '],
  [says('\\balert me (?:critically|urgently) '), 'send critical alert '],
  [says('\\b(?:on|upon|in case of) success (?:, |: |-> )?'), 'if it works -> '],
  [says('\\bif (?:it is )?successful '), 'if it works '],
  [says(String.raw`\b(?:and )?(?:stop|end|quit|finish) (?:it |this |that )?(?:when|once|as soon as|if) `), 'until '],
  [says('\\bmake (?:it|that|this|one) (critical|urgent|serious)(?: alert| one)? (when|if|once) '), 'send $1 alert $2 '],
  [says('\\b(?:normal|plain|regular|ordinary|simple|standard) (?=alert |warning |notification |message )'), ''],
  [
    says(`(?<=^|[.;,:] |and |or )(${compared}${amount})(?:send |give me |raise |show )?(${notice})`),
    'if it is $1send $2',
  ],
  [says(String.raw`\b(?:send |give me |raise )?(${notice})at (\{[pn]\d+\} )`), 'if it is at least $2send $1'],
  [says(String.raw`\b(?:notify me|notify|warn me|warn) at (\{[pn]\d+\} )`), 'if it is at least $1notify me '],
  [
    says('\\b((?:alert|notify|warn|tell)(?: me)? )at (\\{[pn]\\d+\\} )or (?:more|above|higher|over) '),
    'if it is at least $2$1',
  ],
  [
    says('(?:, |; )?\\band (?:critically|urgently) at (\\{[pn]\\d+\\} )(?:or (?:more|above|higher|over) )?'),
    '; if it is at least $1send critical alert ',
  ],
  [
    says('\\bnone of (?:them|the tries|the attempts|these) (?:works|work|succeeds|succeed|helps|help) '),
    'it still fails ',
  ],
  [
    says(String.raw`(\{n\d+\} )retries (?:, )?then (?=(?:alert|notify|send|tell|warn) |alert)`),
    'retry $1times ; if it fails ',
  ],
  [says('\\(? ?(?:create|creating|make) (?:file |it )?if (?:needed|necessary|it is missing) (?:\\) )?'), ''],
  [says(`(?<=and |, |; |but |or )(${notice})(?=(?:when|if|once) )`), 'send $1'],
  // "if it's returning "recap"", ""recap" if it is returning"
  [says(`(?<=[,;.] |and |or )((?:if|when) (?:it is )?[a-z-]+ )(${quoted})`), '$1send $2'],
  [says(`(?<=[,;] |and |or )(${quoted})(?=(?:if|when) )`), 'send $1'],
  [says(String.raw`(${quoted})\( (?:for |if )?([a-z-]+ )(?:users |customers |ones )?\) `), '$1for $2'],
  [says(String.raw`(for [a-z-]+ )(?:, )?or (?=\{q)`), '$1, '],
  [
    says('(?<=^|[.;,:] |and )for ([a-z-]+ )(?:users |customers |ones |people )?(?=(?:send|say|notify|show|alert) )'),
    'if $1',
  ],
  [says('(?<=, )or (?=(?:send|if|when|notify|show|say) )'), ''],
  // "nearly full (over 90%)"
  [
    says(
      String.raw`\b(?:is )?(?:nearly |almost |too |getting |very )*(?:full|low|high|busy|hot|expensive|cheap) \( (${compared}${amount})\) `,
    ),
    'is $1',
  ],
  [says('\\b(?:more expensive|pricier|dearer|costlier) than '), 'above '],
  [says('\\b(?:less expensive|less costly) than '), 'below '],
  // An append creates what is not there.
  [
    says(
      `(?:, )?(?:and )?(?:creating|create|making|make) (?:it|one|file|new one|that file|new file) (?:first )?if (?:it|file|one|there) (?:does not exist|is not there|is missing|is none|does not exist yet|is not there yet) `,
    ),
    '',
  ],
  [says(String.raw`(?<=-> )(\{f\d+\} )(?=[.;,] |$)`), 'write it to $1'],
  [
    says(
      '\\b(?:tell|inform|notify|alert|warn|ping|message|remind|text) me (?:about (?:it|this|that) )?(?:by|via|with|through|using) (?:desktop )?(?:notification|notifications|popup|pop-up) ',
    ),
    'notify me ',
  ],
];
