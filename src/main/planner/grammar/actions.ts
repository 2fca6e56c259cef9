/** What a request wants done: reading, telling, keeping. */
export const actions = `
Actions <: Conditions {
  action = nothing | waitFor | retry | summary | create | save | notify

  // Reading
  readVerb = ("check " | "checking ") ("on " | "out " | "up on ")? | "fetch " | "fetching " | "read " | "reading " | "get " | "getting " | "scrape " | "scraping " | "load " | "open " | "look " ("at " | "up " | "for ")
    | "watch " | "watching " | "monitor " | "monitoring " | "visit " | "download " | "request " | "call " | "query " | "poll " | "polling " | "track " | "tracking " | "keep eye on " | "keep track of " | "retrieve "
    | "pull " | "grab " | "hit " | "test " | "see " | "parse " | "use " | "take " | "find " ("out ")? | "go to " | "crawl " | "inspect " | "measure " | "look into " | "collect " ~saveTail | "extract " | "ask " | "ping "
    | "list " ~("is " | "has ")
    | "subscribe to " | "follow " | "review " | "examine " | "scan " | "browse " | "view " | "obtain " | "gather " | "consult " | "curl " | "invoke " | "observe " | "survey " | "verify " | "study " | "access " | "look over " | "look in on "
    | ("have " | "take ") ("look " | "peek ") ("at " | "into ") | "glance at " | "keep watch on " | "keep watch over " | "keep tabs on " | "keep watching " | "keep checking " | "keep monitoring " | "start watching " | "count " &itemsNoun | "look through " | ("switch " | "branch ") ("on " | "by ") | "depending on " &(nouns ("of " | "at " | "in ") sourceRef colon)
  saveTail = (it | "its " | "them ") ("in " | "into " | "on " | "to ")
  source = readVerb what "for " wordSought | readVerb what ("for " whatFor)? andRead* withRetries? | prep sourceRefs &(boundary | colon | ifWord | verb | readVerb) | sourceRefs andRead* &(boundary | colon | ifWord) | nounOf &(boundary | arrow | colon)
  what = eachOf sourceRefs | nouns (of sourceRefs)? | sourceRefs
  eachOf = ("each " | "all " | "every " | "both ") ("of " | "one of ")? ("these " | "following ")? ("two " | "pages " | "products " | "urls " | "addresses ")* ": "?
  whatFor = nouns
  wordSought = ("word " | "words " | "text " | "phrase ")? quoted | ("word " | "phrase ") name
  andRead = weak readVerb nouns ~(of sourceRef)
  prep = "on " | "at " | "for " | "from " | "in " | "using " | "with " | "given "
  withRetries = comma? "with " number ("retries " | "tries " | "attempts ")

  retry = ("and " | "with ")? retryWord (it | "request " | "call " | "fetch ")? ("again ")? ("for ")? ("up to " | "at most " | "maximum of " | "max ")? (number ("x " | "more "? "times " | "more " | "attempts " | "retries " | "tries ")? | "once " "more "? | "twice " | "thrice " | "a few times ") ("more " | "again ")? retryGap? retryWhen?
    | "with "? ("up to " | "at most ")? number "more "? ("retries " | "attempts " | "tries ") retryGap? retryWhen? | "do not retry " | "no retries " | "without " ("retry " | "retries " | "retrying ")
  retryWhen = ("on " | "upon " | "in case of " | "after " | "if there is " | "when there is ") ("error " | "errors " | "failure " | "failures ") | ("if " | "when ") "it " ("fails " | "errors ") &boundary
  retryWord = "retry " | "retries " | "retrying " | "try " it? "again " | "try " | "repeat " &(number | it number) | "re-try " | "attempt "
  retryGap = comma? ("waiting " | "every " | "with " | "after ") duration ("between " | "apart " | "pause " | "in between ")? ("them " | "tries " | "each " | "retries " | "attempts ")*
  duration = number ("seconds " | "second " | "secs " | "sec " | "s " | "minutes " | "minute " | "mins " | "min " | "hours " | "hour " | "h " | "days " | "day ")
  waitFor = ("wait " | "pause " | "sleep ") "for "? duration | "wait " ("minute " | "hour " | "second ")
  nothing = "continue " | "carry on " | "go on " | "do nothing " | "nothing " | "ignore " it? | "skip " it? | "proceed " | "move on " | "stay quiet " | "stay silent " | "be quiet " | "stop " &boundary | "finish "

  // Telling
  notify = telling noticeTail*
  telling = showVerb shown | tellVerb said | ("tell me " | "send me ") ~notice ~"about " toldMe toldBe? | ("what is " | "what are " | "how much is ") toldOf | tellVerb told | tellVerb
  showVerb = "show me " | "show " | "give me " ~notice | "send me " ~(notice | "about ") &(noun) | "read me " | "bring me " | "list " &nouns | "display " | "present "
  shown = nouns mention?
  tellVerb = ("i need to " | "i want to " | "i would like to " | "i would love to " | "i have to " | "i must ") ("know " | "be " ("notified " | "told " | "informed " | "alerted " | "warned ") | "hear " | "see ") ("about it ")?
    | ("i want " | "i would like " | "i expect " | "i wish ") ("to get " | "to receive " | "to have ")? notice | "let me know " | "let us know " | "give me " ("shout " | "heads-up " | "heads up " | notice) | "drop me " ("line " | notice)
    | ("notify " | "alert " | "tell " | "ping " | "warn " | "inform " | "message " | "remind " | "nudge " | "buzz ") ("me " | "us ")? ("with " notice)?
    | ("send " | "raise " | "trigger " | "show " | "give " | "fire " | "issue " | "pop up " | "display " | "create ") ("me " | "us " | "out " | "off ")? urgencyWord? notice ("to me ")?
    | "pop up " | "say " &quoted | ("send " | "show ") ("me ")? &quoted | "wake me " "up "?
    | notice &(boundary | otherwise | weak | quoted | colon | ifWord)
  urgencyWord = "critical " | "urgent " | "severe " | "serious " | "emergency " | "high-priority " | "red " | "important " | "loud "
  notice = urgencyWord? ("desktop " | "push ")? ("alert " | "notification " | "message " | "notice " | "warning " | "reminder " | "note " | "ping " | "heads-up " | "alarm " | "popup ")
  said = saying? quoted | ("that " | "to " | "saying " | "which says " | "telling me " | ": ") freeText
  saying = ("with " | "saying " | "that says " | "which says " | "reading " | ": " | "that " | "to say " | "stating " | "containing " | "titled " | "called " | ", ")+ ("text " | "message " | "words " | "title ")* ": "? | "about "
  freeText = freeWord+
  freeWord = ~(boundary | colon | "if " | "when " | "otherwise " | "else " | "whenever " | "and " verb | "then ") token
  told = ("with " | "about " | "of " | "on ") nouns toldBe? mention? | &(knownNoun | nounOf) nouns toldBe? mention? | ("about " | "of ") it
  toldMe = nouns
  toldOf = nounOf
  toldBe = "is " &boundary
  noticeTail = "on desktop " | "on this computer " | "on screen " | "immediately " | "right away " | "at once " | "straight away " | "about it " | "about that " | "for me " | "to me " | "by notification " | "by desktop notification " | "via notification " | "with notification " | "via desktop notification " | "by name "
  summary = ("send " | "give " | "show " | "notify " | "tell " | "alert " | "message ") ("me " | "us ")? ("about " | "with ")? ("one " | "single " | "short " | "final ")? ("summary " ("notification " | "message ")? | "digest " | "overview " | "report " ("of " | "with ")) (("of " | "with " | "about ")? summed)?
    | ("summarise " | "summarize ") summed
    | ("send " | "show " | "tell " | "give " | "notify ") ("me ")? ("about " | "with ")? (collectedList | "list " &boundary | "full list ")

  summed = collectedList | "list " | "alerts " | it | "all of them " | "products " | "results " | "matches " | "findings " | "what you found " | "what you find "

  // Keeping
  save = saveVerb saved toTarget fileTail* | saveVerb toTarget fileTail* | saveVerb saved fileTail*
  saveVerb = ("log " | "save " | "record " | "write " | "store " | "add " | "insert " | "put " | "append " | "keep " ~ingWord | "dump " | "export " | "note " | "remember " | "collect " | "place " | "push " | "logging " | "saving " | "appending " | "adding " | "storing " | "writing " | "recording ") ("down " | "me ")?
  ingWord = "checking " | "polling " | "watching " | "trying " | "getting " | "fetching " | "monitoring " | "asking " | "reading " | "an " | "eye "
  saved = savedItem (("and " | ", " | ", and " | "with " | "together with " | "along with ") savedItem)*
  savedItem = dateNoun | timeNoun | ("text " | "line " | "message " | "word " | "words ")? quoted | ("row " | "line " | "entry " | "new row " | "new line ") (("with " | "saying " | "containing " | "for ") (it | savedItem))? | nouns
  dateNoun = ("today 's " | "current " | "this " | "day 's ")? "date " ("of today ")? | "today "
  timeNoun = ("current " | "exact ")? ("time " | "timestamp " | "date and time ") ("of check ")?
  toTarget = "down "? ("in " | "into " | "to " | "as " | "on " | "under " | "onto " | "at ")+ ("end of " | "new row " | "row " | "new line " | "line " | "local " | "transactional " | "sqlite " | "in " | "into " | "of " | "to " | "bottom of ")* target
  target = tableTarget | listTarget | fileTarget | databaseTarget | it &(boundary | weak | "each ") | nameTarget
  tableTarget = ("database " | "db ")? "table " ("called " | "named ")? (tableName | anyName) | tableName2 ("database " | "db ")? "table " | tableName "database "
  tableName = quoted | ident | tableWord tableWord? &(boundary | weak | "with " | colon | verb | otherwise | ifWord) | tableWord
  anyName = plainWord &(boundary | weak | "otherwise " | "else ")
  tableName2 = quoted | ident | tableWord ~("table ") tableWord | tableWord
  tableWord = ~(verb | joint | comparing | "table " | "file " | "database " | "db " | "list ") plainWord
  databaseTarget = ("database " | "db " | "history " &("database " | "db ") ("database " | "db ")) ("called " tableName)?
  fileTarget = ("file " | "csv " | "text " | "log " | "markdown " | "json " | "csv file " | "text file " | "workspace ")* ("called " | "named ")? file | ("csv " | "text " | "log " | "markdown ")? "file " ("called " | "named ")? fileBase | ("file " | "that file ")
  fileBase = quoted | ident | tableWord
  listTarget = collectedList | "list "
  nameTarget = ident | quoted | ~(plainWord "list ") tableWord tableWord? &(boundary | weak | otherwise | verb | ifWord)
  fileTail = "with " ("time " | "timestamp " | "date " | "time and date " | "current time ") | "for me " | "too " | "as well " | "as csv " | "line by line " | "one per line " | "each on own line " | "for later "

  create = ("create " | "make " | "start ") ("new one " | "new file " | "one " | "new " | "file " | "it ") (file | it)? (("with " | "containing ") saved)? | "create " file (("with " | "containing ") saved)? | "create " &boundary

  otherwise = ("otherwise " | "else " | "or else " | "if not " | "in any other case " | "in all other cases " | "in other cases " | "in other case " | "elsewise " | "failing that " | "if that is not case " | "if it is not " &(verb | boundary))
}
`;
