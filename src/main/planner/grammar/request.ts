/** How clauses make a request: blocks, decisions, loops. What no rule covers becomes an \`unknown\`, and is reported by name. */
export const request = `
Request <: Actions {
  request = (item | stray)* end
  stray = ") "
  item = glue | statement | opening | unknown

  opening = ("i want you to " | "i would like you to " | "i would like to " ~("know " | "be " | "hear " | "see ") | "i want to " ~("know " | "be " | "hear " | "see ") | "i need you to " | "could you " | "can you " | "would you " | "will you " | "make sure to " | "make sure you " | "be sure to " | "remember to "
    | "help me to " | "help me " | "hi " | "hello " | "hey " | "majordomo " | "thank you " | "set up " | "for me " | "cheers " | "i want " | "i would like " | "i need "
    | ("create " | "make " | "build " | "set up " | "schedule ") ("flow " | "automation " | "job " | "task " | "workflow ") ("that " | "which " | "to ")? | "so that " | "first " | "next " | "and " | "here is what to do " | "goal " ": " | "task " ": " | "schedule " &boundary | "schedule " ": "
    | "as follows " | "too " | "as well " | "each time " &boundary | "every time " &boundary | "ok " | "okay " | ("compare " | "evaluate ") it? &(boundary | colon) | "begin by " | "start by " | "starting " | "to begin " | "i also want " | "finally " | "always ")
  statement = each | pages | until | decision | askWhether | runIt | clause
  clause = source | action | "( " block ") "
  block = (glue | statement | opening | unknown)*

  // "check it every hour" with its schedule taken out
  runIt = ("checked " | "look " | "look again " | "tested " | "checking " | "polling " | "running " | "repeating " | "repeated ") it? &boundary
    | ("run " | "do " | "check " | "repeat " | "perform " | "execute " | "schedule " | "start ") (it | "all " | "check " | "flow " | "again ")* ("for me " | "on " | "at ")? &(boundary | "and " | "then ")
    | ("on " | "at " | "with ") ("schedule ")? &boundary | "it " "should " "run " &boundary

  // Decisions
  decision = actionsIf | ifThen | bareIf | switchOn
  // "CPU > 80% -> alert", "over 90% send …"
  bareIf = (betweenTest | compareTest | stockTest) thenMark thenPart elsePart* | (emptyTest | equalTest) (arrow | colon) thenPart elsePart*
  // "depending on the type, send q for new, q for returning"
  switchOn = ("depending on " | "based on " | "according to ") noun (comma | colon)? tellVerb? switchCase ((weak | comma) tellVerb? switchCase)*
    | tellVerb? switchCase ((weak | comma) tellVerb? switchCase)+ elsePart*
    | caseFirst (caseGlue caseNext)+ elsePart*
  caseGlue = comma "and " | comma | stop | "and "
  caseFirst = caseName caseWho? caseMark caseSaid
  caseNext = ~otherwise caseName caseWho? caseMark? caseQuoted | ~otherwise caseName caseWho? caseMark caseSaid
  caseName = ifWord? (quoted | exactWord)
  caseWho = "users " | "user " | "ones " | "one " | "customers " | "customer " | "people " | "visitors " | "visitor " | "accounts " | "account " | "members " | "clients "
  caseMark = arrow | colon | "= " arrow? | "should "? ("get " | "gets " | "receive " | "receives " | "see " | "be sent ") | ("is " | "are ") "sent "
  caseSaid = "( " block ") " | chain | caseQuoted | caseText
  caseQuoted = tellVerb? ("message " | "text ")? quoted "message "?
  caseText = caseWord caseWord? caseWord? caseWord? &(boundary | end)
  caseWord = ~(verb | otherwise) plainWord
  switchCase = (quoted | caseWord "message "? | caseWord caseWord) ("for " | "if " | "when ") ("it is ")? exactWord
  ifThen = (onError | ~unless ifWord condition) thenMark thenPart elsePart*
  onError = ("on " | "upon " | "in case of " | "after " | "for ") ("any " | "an ")? ("error " | "errors " | "failure " | "failures " | "fail ")
  thenMark = (arrow | comma | colon)? ("then " | "so " | "just " | "and then ")?
  thenPart = "( " block ") " | chain
  chain = step (chainGlue step)*
  chainGlue = weak ~ifWord | arrow ~(otherwise)
  step = action | source
  elsePart = elseGlue? otherwise ifElse
  ifElse = comma? ifWord condition thenMark thenPart | (arrow | comma | colon)? ("just " | "then ")? thenPart | (arrow | comma | colon)?
  elseGlue = (weak | stop | arrow)+

  actionsIf = chain postIf elsePart*
  postIf = onlyCompare &(boundary | otherwise | weak) ~(thenMark thenPart ~(comma? ifWord)) | comma? ("but " | "and ")? ifWord condition &(boundary | otherwise | elseGlue | weak) ~(thenMark thenPart ~(comma? ifWord))
  onlyCompare = (below | above | atMost | atLeast) value
  askWhether = ("check " | "see " | "find out " | "look ") ("if " | "whether ") condition &(boundary | weak | otherwise) elsePart*

  // Loops
  each = eachWord eachNoun? ("in " | "of " | "from " | "on " | "listed on " | "listed in " | "at " | "among ")? ("following " | "these " | "list ")* ": "? collection eachMark body done?
  eachWord = "for each " ("of ")? "these "? | "for every " | "for all " | "for any " | "loop over " ("each " | "all ")? | "loop through " ("each " | "all ")? "these "? | "go through " ~(("all " | "each " | "every ")? pageWord of sourceRef) ~pageWord ("each of " | "each " | "all of " | "all ")? "these "? | "iterate over " ("each " | "all ")? | "with each " | "check each of " | "check all of " | "check each " | "take each " | "for " &("these " | "[ " | "following ")
  eachNoun = ~("in " | "of ") plainWord (~("in " | "of " | "from " | "on " | "at " | ": " | "{" | "[ ") plainWord)?
  collection = sourceRefs | eachFolder | itemsNoun (of sourceRef)? | "[ " quoted (refGlue quoted)* "] "
  eachFolder = ("in " | "inside ")? folderRef | filesIn
  eachMark = (": " | ", " | "-> " | "; " | "do " | "and " | ". ")*
  body = "( " block ") " | (bodyItem | bodyGlue)*
  bodyGlue = ~done glue
  bodyItem = ~done ~afterList statement
  afterList = ifWord (listRef | countTestOfList) | summary
  countTestOfList = "there " ("is " | "are ") ("anything " | "something ") "on "
  done = (glue)? ("when " ("all " ("is " | "are ")?)? ("done " | "finished " | "ready " | "complete " | "that is done " | "it is done " | "you are done " | "loop is done " | "all are checked ") | "once " ("all ")? ("done " | "finished " | "that is done " | "all are checked " | "all is done ") | "afterwards " | "after that " | "at end " | "in end " | "after loop " | "after all of them " | "finally " | "at very end " | "when through " | "after checking all " ("of them " | "products ")? | "lastly ") glue?

  pages = (("while " | "as long as ") sourceRef (("still ")? ("has " | "returns " | "gives " | "offers " | "reports ")) ("more " | "another " | "next " | "further ") pageWord
    | ("while " | "as long as ") ("there is " | "there are ") ("more " | "another " | "next " | "further ") pageWord ("on " | "in " | "at " | "of " | "from ") sourceRef
    | "keep "? readVerb ("all " | "every " | "each ") pageWord (of | "that ") sourceRef
    | "keep " readVerb ("more " | "further " | "next ")? pageWord (of) sourceRef moreWhile?
    | "keep "? readVerb ("more " | "further ")? "pages " (of) sourceRef moreWhile?
    | "keep "? readVerb (itemsNoun of)? sourceRef ("page by page " | ("across " | "over " | "from ") "all "? pageWord | moreWhile)
    | "keep "? readVerb ("all " ("of ")?)? itemsNoun ("from " | "of " | "on " | "across ") ("all " | "every ") pageWord (of | "that ")? sourceRef
    | ("go through " | "page through " | "walk through " | "loop through ") ("all ")? (pageWord (of))? sourceRef) eachMark pagesBody untilNoMore? done?
  moreWhile = comma? ("following " ("next " pageWord | "links ")) untilNoMore? | comma? ("while " | "as long as ") ("there is " | "there are " | "it has ") ("more " | "another " | "next ") pageWord | untilNoMore
  untilNoMore = comma? "until " ("there are " | "there is " | "it has " | "it runs out of " | "you run out of ")? ("no more " | "not any more " | "no next " | "none " | "no further " | "last " | "end ") (pageWord | "left " | "of them ")? ("left " | "is reached ")?
  pageWord = "pages " | "page "
  pagesBody = "( " block ") " | (pagesItem (weak | arrow | "; ")?)*
  pagesItem = ~done ~decision fetchThem | ~done ~decision ~(readVerb sourceRef) step
  fetchThem = readVerb &(arrow | comma | weak | boundary) | readVerb (("more " | "next " | "each " | "all " | "every " | "of ")* (it | pageWord | "results "))

  until = repeatHead? (untilBody)? (comma | "and " | stop | colon)? ("until " ifWord? condition)
  repeatHead = ("repeat " | "repeating " | "loop " | "keep going " | "keep trying " | "keep " | "again and again " | "wait " | "do this " | "go on " | "try ") it? ": "?
  untilBody = "( " block ") " glue? | untilStep ((weak | arrow) untilStep)* (comma | arrow | "; " )?
  untilStep = ~"until " (source | save | notify)

  unknown = ~(")" ) token
}
`;
