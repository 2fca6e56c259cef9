/** If, when, until: everything that can be true or false. */
export const conditions = `
Conditions <: Nouns {
  condition = anyOf
  anyOf = allOf (comma? "or " ifWord? allOf)*
  allOf = term (comma? ("and " | "but ") ifWord? term)*
  term = "( " condition ") " | "both "? simple
  simple = fileTest | errorTest | workTest | newTest | emptyTest | countTest | changeTest | containTest | betweenTest | compareTest | stockTest | equalTest | shortTest

  ifWord = unless | ("check " | "see " | "look ") ("if " | "whether ") | "only "? ("if " | "when " | "whenever " | "once " | "in case " | "as soon as " | "should " | "where " | "provided " | "every time " | "each time " | "any time ") "ever "?

  unless = "unless " | "except " ("if " | "when ")

  subject = subjectNoun
  subjectNoun = noun
  be = "is " | "are " | "was " | "were " | "gets " | "goes " | "drops " | "falls " | "rises " | "climbs " | "sinks " | "dips " | "becomes " | "stays "
    | "has dropped " | "has fallen " | "has risen " | "has gone " | "is dropping " | "dropped " | "fell " | "rose " | "went " | "comes " | "drop " | "fall " | "be " | "go " | "rise "
    | "ever " | "should " | "is at " ~("most " | "least ") | "is now " | "costs " | "has " | "have " | "being "
  beMore = "now " | "currently " | "to " | "down " | "up " | "back " | "still " | "ever " | "at " ~("most " | "least ") | "somewhere " | "already " | "priced " | "valued "

  compareTest = subject? be* beMore* (atLeast | atMost | below | above) value | subject? be* beMore* value orMore
  below = "< " | ("below " | "under " | "beneath ") | ("less " | "lower " | "cheaper " | "smaller " | "fewer ") "than "
  above = "> " | ("above " | "over " | "beyond " | "past " | "exceeds " | "exceeding " | "exceed ") | ("more " | "greater " | "higher " | "bigger " | "larger ") "than "
  atMost = "<= " | "at most " | "no more than " | "not more than " | "not above " | "not over " | "not higher than " | "less than or equal to " | "up to " | "maximum of " | "max "
  atLeast = ">= " | "at least " | "no less than " | "not less than " | "not below " | "not under " | "greater than or equal to " | "more than or equal to " | "reaches " | "hits " | "minimum of "
  orMore = "or " (("more " | "higher " | "above " | "greater " | "over ") | orLess)
  orLess = "less " | "lower " | "below " | "cheaper " | "under " | "fewer "
  betweenTest = subject? be* beMore* "between " value "and " value

  value = money | percent ("full " | "used " | "busy " | "usage " | "load ")? | number unit? | valueNoun
  valueNoun = nounOf
  unit = ("degrees " | "degree " | "points " | "items " | "entries " | "users " | "celsius " | "products " | "seconds " | "ms " | "kg ") ~url

  equalTest = sourceRef "has " ownedField "of "? exact | subject (notEqual | equalWord "not " | equalWord) exact orExacts?
  ownedField = fieldWord | ident | quoted
  orExacts = (", " exact)* (", or " | "or ") ~(subject (be | comparing | notEqual | equalWord)) exact
  equalWord = ("is " | "are " | "was ") ("now " | "set to " | "equal to " | "exactly " | "currently " | "marked " | "marked as ")? | "= " | "equals " | "becomes " | "turns " ("into ")? | "turned " | "says " | "reads " | "shows "
    | "changes to " | "goes to " | "switches to " | "has value " | "has status " | "gets "
  notEqual = "!= " | ("is " | "are ")? "not " ("equal to " | "= ")? | "differs from " | "does not equal " | "is different from " | "is anything but " | ("is " | "says " | "shows " | "reads ") ("anything " | "something ") ("other " | "else " | "different ") ("than " | "from ") | "does not say " | "is other than "
  exact = quoted | money | percent | number unit? | truth | ident | exactWord
  truth = "true " | "false "
  exactWord = ~adverb ~"{" exactName
  exactName = name ~fieldWordThen
  fieldWordThen = name &("is " | "= ")
  adverb = "still " | "now " | "up " | "down " | "missing "

  // "if returning": the same field as before. "if so", "if not": the condition before.
  shortTest = so | notSo | exactWord &(shortEnd | comma | colon | arrow | verb | "then ") | quoted
  shortEnd = stop | end
  so = "there is " &(boundary | verb | "then ") | "there are " &(boundary | verb | "then ") | "so " | "found " | "it is found " | "it is there " | "it does " | "that happens " | "it happens " | "it has " &(boundary | weak) | "this is case " | "yes " | "that is case " | "true " | "it is " &(boundary | verb | "then ")
  notSo = (("there is not " | "there are not ") "any "? | "there is none " | "there are none ") &(boundary | verb | "then ") | "not " &(boundary | colon | verb | "then ") | "no " &(boundary | colon | verb | "then ") | "it is not " &(boundary | verb | "then ") | "that is not case "

  errorTest = testSubject? "still "? ("errors out " | "errors " | "error " | "an error occurs " | "fails " | "failed " | "failing " | "times out " | "goes down " | "fail "
      | ("is " | "goes " | "seems ")? "still "? ("down " | "unreachable " | "offline " | "broken " | "failing " | "unavailable ")
      | ("returns " | "gives " | "throws " | "has " | "answers with " | "responds with " | "reports ") ("error " | "errors ")
      | "is in error " | ("does not " | "cannot " | "is not " | "will not " | "did not ") ("be reached " | "respond " | "responding " | "answer " | "answering " | "work " | "working " | "load " | "up " | "reachable " | "available " | "ok " | "be loaded " | "succeed ")
      | "status " "is "? ("not " | "!= ") number) onSource? ("anyway " | "again " | "even then " | "then " &", " | "nonetheless " | "after that " | "each time " | "every time " | "too " | "as well ")?
  testSubject = sourceRef ~("'s ") | ("there is " | "there 's " | "request " | "call " | "check " | "all " number? ("retries " | "tries " | "attempts ") | "all of them " | "they all " | "every attempt " | "each attempt " | "every try "
    | ("everything " | "that " | "it " | "this " | "api " | "page " | "site " | "website " | "server " | "service ") ~("'s ") | sourceRef ~("'s ") | "fetch " | "fetching " | "download " | "reading it ")
  onSource = ("at " | "on " | "from " | "with ") sourceRef
  workTest = testSubject? "still "? ("works " | "succeeds " | "succeeded " | "responds " | "answers " | "loads " | ("is " | "comes " | "goes ")? ("back "? ("up " | "online ") "again "? | "ok " | "fine " | "reachable " | "available again " | "working ")
    | ("returns " | "answers with " | "responds with " | "answers ") ("http " | "status " | "code ")* number | "no error " | "no errors " | "is success " | "returns 200 " | "success ")

  fileTest = noFile | ("there is "| "there 's ")? ("file " ("called " | "named ")?)? file ("already " | "is ")? ("exists " | "exist " | "there " | "present " | "available ") inFolder? | ("file " ("called " | "named ")?)? file ("appears " | "shows up " | "turns up " | "arrives " | "is ") inFolder | "there is " "already "? "file "? ("called " | "named ")? file
    | ("it " | "file ") ("already " | "is ")? ("exists " | "there " | "present ") | ("it " | "file ") "is already there "
  inFolder = ("in " | "inside " | "within ") folderRef
  noFile = ("file ")? file ("does not " | "is not " | "is ") "yet "? ("exist " | "there " | "missing " | "present ") "yet "? | "there is no " ("file ")? file | "no file " file "exists "
    | ("it " | "file ") ("does not exist " | "is not there " | "is missing ") "yet "?

  // "there is a new entry in …"
  newTest = ("there is " | "there are " | "there 's ")? "any "? newMark ("file " | "files " | "document " | "documents ") ("appears " | "appear " | "arrives " | "shows up " | "show up " | "turns up " | "is added " | "is created " | "are added " | "is dropped " | "lands " | "comes in " | "is put " | "is there " | "is " &("in " | "inside "))? ("in " | "into " | "inside " | "to ") newFolder
    | newFolder ("gets " | "has " | "receives ") "any "? newMark ("file " | "files ")
    | ("there is " | "there are " | "there 's ")? ("any ")? newMark oneItem (mention | newMention)? (("in " | "on " | "at " | "of " | "from ") sourceRef)? ("appears " | "appear " | "shows up " | "comes in " | "is published " | "is posted " | "is added ")? mention? ~("is " | "are " | "has " | "have ")
    | sourceRef ("has " | "gets " | "publishes " | "lists ") "any "? newMark oneItem mention?
    | ("something " | "anything ") "new " ("appears " | "shows up " | "is posted " | "is there ")? (("in " | "on " | "at ") sourceRef)?
  newFolder = folderRef
  newMention = ("mentions " | "contains " | "includes " | "is about " | "mention " | "contain " | "about ") ("word " | "text ")? mentionText
  oneItem = itemWord | "entry " | "item " | "post " | "article " | "headline " | "story " | "release " | "product " | "name "

  emptyTest = notEmpty | isEmpty
  isEmpty = ("there are not any " | "there is not any " | "there is not anything " | "it has no ") itemWord? ("in it " | "there " | "on it " | "found ")? | subject? "is "? "still "? ("empty " | "blank ") | ("there are no " | "there is no " | "no " | "there 's no ") ("items " | "results " | "entries " | "rows " | "names " | "products " | "data ") ("are found " | "found " | "on it " | "in it " | "there ")? (of sourceRef)?
    | ("there are " | "there is ")? "none " ("are " | "is ")? "found "? | ("there is " | "it finds " | "you find ")? "nothing " ("is found " | "found " | "was found " | "there " | "on list " | "on it " | "in it ")? | subject "has no " itemWord
  notEmpty = ("there is " | "there 's ")? ("anything " | "something ") ("is " | "was ")? ("there " | "found ") | ("there are " | "there is ")? "any " &(boundary | verb | "then ") | subject? ("is " | "are ")? "not " ("empty " | "blank ") | ("there are " | "there is " | "it has " | "list has ") ("any " | "some " | "anything " | "something ") ("items " | "results " | "entries " | "products ")? ("found " | "in " | "on ")* (listRef | it)? | "anything is found " | "anything was found " | "something was found " | "something is found " | subject "has " ("any " | "some ") (itemWord | "items ")
    | ("there are " | "there is ")? ("anything " | "something ") ("is " | "was ")? ("on " | "in ") (listRef | it) | subject "has " ("anything " | "something ") ("on it " | "in it ")?
  listRef = collectedList | "list "

  countTest = folderRef ("has " | "contains " | "holds ") (atLeast | atMost | below | above | exactly) number ("files " | "items " | "documents " | "entries ") | ("there are " | "there is " | "it has " | "it lists " | "it contains " | "page lists " | "list has " | "list contains " | "folder has " | "folder contains " | sourceRef ("has " | "lists " | "contains " | "returns "))? (atLeast | atMost | below | above | exactly) number (filesIn | countedItems) (("on " | "in " | "at ") (sourceRef | "list " | "page " | "it " | listRef))?
    | (countNoun | collectedList | "list ") be* beMore* (("has " | "contains ") )? (atLeast | atMost | below | above | exactly | "= ") number countedItems?
    | "there are " number "or " (("more " | "above ") | orLess) (filesIn | countedItems) (("on " | "in " | "at ") (sourceRef | "list " | "page " | "it " | listRef))?
  countedItems = itemWord | "results " | "things " | "item " | "entry " | "files "
  exactly = "exactly " | "= "

  changeTest = changeSubject? (wentDown | wentUp) (sinceLast | &(boundary | weak | "otherwise " | "else " | verb | "then ")) (of sourceRef)?
    | changeSubject? ("has " | "is " | "was " | "have " | "gets ")? ("changes " | "changed " | "change " | "different " ("from " ("last time " | "before "))? | "updated " | "update ") ("since " ("last time " | "last run " | "last check " | "yesterday " | "then ") | "from " ("last time " | "before ") | "at all ")? (of sourceRef)?
    | ("there is " | "there are ")? ("any "| "some ")? ("change " | "changes " | "something changes " | "anything changes " | "anything changed ") ("in " | "on " | "to " | "at ") (subject | it)
    | "something changes " | "anything changes " | "anything changed " | "anything is different "
  changeSubject = subject
  sinceLast = ("since " | "from " | "compared to " | "compared with " | "than ") ("last time " | "last run " | "last check " | "last one " | "yesterday " | "day before " | "previous " ("run " | "check " | "value " | "one " | "time ")? | "before " | "then " | "last " ("value " | "price ")?) ("'s " ("value " | "price ")?)?
  wentDown = ("has " | "have " | "is ")? ("dropped " | "fallen " | "fell " | "decreased " | "gone down " | "went down " | "come down " | "drops " | "falls " | "decreases " | "goes down " | "comes down " | "goes lower " | "drop " | "fall " | "decrease " | "go down " | "gets cheaper " | "got cheaper " | "become cheaper " | "becomes cheaper " | "is reduced " | "been reduced " | "shrinks " | "lower " &sinceLast | "cheaper " &sinceLast | "less " &sinceLast)
  wentUp = ("has " | "have " | "is ")? ("risen " | "rose " | "increased " | "gone up " | "went up " | "rises " | "increases " | "goes up " | "climbs " | "grows " | "rise " | "increase " | "go up " | "gets more expensive " | "higher " &sinceLast | "more expensive " &sinceLast | "above " &sinceLast)
  containTest = (subject | "there is ")? containNot ("word " | "words " | "text " | "phrase ")? phrase | (subject)? contain ("word " | "words " | "text " | "phrase ")? phrase (("on " | "in ") ("page " | "it " | "text "))?
    | ("word " | "words " | "text " | "phrase ")? quoted isOn | ("word " | "phrase " ) name isOn
  isOn = ("appears " | "is " | "shows up " | "occurs ") ("in " | "on " | "at ") (subject | it)
  contain = "contains " | "contain " | "mentions " | "mention " | "includes " | "include " | "says " | "has word " | "has text " | "talks about "
  containNot = ("does not " | "do not " | "no longer ") ("contains " | "mentions " | "contain " | "mention " | "includes " | "include " | "say " | "says " | "have word ")
  phrase = quoted | phraseWord phraseWord? phraseWord? &(boundary | colon | weak | verb | "anywhere ") | phraseWord
  phraseWord = ~(verb | "then " | "and " | "else " | "otherwise " | "or " | "{" | "on " | "in ") plainWord

  // "in stock", "sold out"
  stockTest = subject? ("is " | "are " | "comes " | "gets ")? "back "? (inStock | outOfStock) "again "?
  inStock = "in stock " | "available " | "not sold out " | "orderable "
  outOfStock = "out of stock " | "sold out " | "not available " | "not in stock "
}
`;
