/** Atoms, glue between clauses, and the words that are never a name. Every token ends with one space (see tokens.ts). */
export const words = `
Words {
  token = (~" " any)+ " "
  url = "{u" digit+ "} "
  money = "{m" digit+ "} "
  percent = "{p" digit+ "} "
  number = "{n" digit+ "} "
  quoted = "{q" digit+ "} "
  file = "{f" digit+ "} "
  ident = "{i" digit+ "} "
  wordChar = letter | "_" | "-" | "'" | digit
  plainWord = wordChar+ " "

  comma = ", "
  arrow = "-> "
  colon = ": "
  stop = ". " | "; "
  boundary = stop | arrow | comma | ")" | "]" | end

  // Between clauses, from weakest to strongest.
  andThen = comma? ("and " | "plus ")? ("then " | "next ")?
  weak = comma ("and " | "but " | "so ")? ("then " | "next ")? | "and " ("then ")? | "then " | "plus " | "but " | "as well as "
  glue = weak | stop | arrow | colon | afterwards
  afterwards = ("after that " | "afterwards ") ","?

  it = "it " | "this " | "that " | "them " | "they " | "those " | "these " | "one " | "ones "
  of = "of " | "at " | "on " | "from " | "for " | "in " | "shown on " | "listed at " | "shown at " | "found at " | "found on " | "behind " | "under "
  has = "has " | "have " | "contains " | "is "

  verb = "notify " | "alert " | "tell " | "let " | "ping " | "send " | "warn " | "inform " | "remind " | "show " | "message " | "log "
    | "save " | "record " | "write " | "store " | "append " | "insert " | "add " | "put " | "create " | "make " | "check " | "fetch "
    | "read " | "get " | "scrape " | "load " | "open " | "watch " | "monitor " | "visit " | "retry " | "repeat " | "wait " | "stop "
    | "skip " | "ignore " | "continue " | "give " | "collect " | "keep " | "do " | "run " | "email " | "mail " | "text " | "call " | "raise "
    | "trigger " | "pop " | "try " | "summarise " | "summarize " | "loop " | "go " | "paint " | "say " | "post " | "publish " | "upload " | "tweet " | "print " | "play " | "buy " | "delete " | "move " | "copy " | "translate " | "turn " | "switch "
    | "restart " | "kill " | "close " | "click " | "submit " | "fill " | "draw " | "generate " | "calculate " | "convert " | "forward " | "reply " | "phone " | "plot " | "remove " | "rename "
    | "commit " | "push " | "deploy " | "pay " | "transfer " | "unsubscribe " | "subscribe " | "cook " | "drive " | "execute "
  joint = "if " | "when " | "whenever " | "once " | "unless " | "while " | "until " | "then " | "else " | "otherwise " | "and " | "or " | "but "
    | "not " | "no " | "as " | "in " | "of " | "at " | "on " | "from " | "for " | "to " | "into " | "with " | "that " | "which " | "after " | "so "
  being = "is " | "are " | "was " | "were " | "be " | "been " | "has " | "have " | "does " | "do " | "did " | "will " | "gets " | "goes "
    | "drops " | "falls " | "rises " | "climbs " | "becomes " | "turns " | "exceeds " | "equals " | "exists " | "contains " | "mentions "
    | "includes " | "changes " | "changed " | "reaches " | "hits " | "stays " | "fails " | "dips " | "sinks " | "dropped " | "fell " | "rose "
    | "says " | "reads " | "shows " | "works " | "returns " | "takes " | "took " | "costs " | "comes " | "went "
  comparing = "below " | "under " | "less " | "lower " | "cheaper " | "smaller " | "fewer " | "beneath " | "above " | "over " | "more "
    | "greater " | "higher " | "bigger " | "beyond " | "least " | "most " | "equal " | "between " | "exceeding "
  pronoun = "it " | "me " | "us " | "i " | "you " | "them " | "they " | "there " | "its " | "their " | "all " | "both " | "every " | "each " | "any " | "still " | "what "
  // Never (part of) a field's or a table's name.
  reserved = verb | joint | being | comparing | pronoun | "table " | "database " | "db " | "file " | "empty " | "error " | "list " | "summary " | "folder " | "directory "
    | "api " | "page " | "website " | "site " | "url "
  name = ~reserved plainWord
}
`;
