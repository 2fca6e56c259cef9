/** What a request talks about: sources, fields, lists, measures. */
export const nouns = `
Nouns <: Words {
  sourceWord = "api " | "rest " | "page " | "webpage " | "web " | "website " | "site " | "product " | "shop " | "feed " | "rss " | "atom " | "endpoint "
    | "url " | "address " | "json " | "at " | "service " | "server " | "link " | "online " | "document " | "news " | "list " | "from "
    | "status page " | "file " | "resource " | "data " | "terms " | "of " | "homepage " | "offer "
  sourceRef = sourceWord* url
  sourceRefs = "[ "? sourceRef (refGlue sourceRef)* "] "?
  refGlue = ", and " | ", " | "and " | "; " &("{u")

  // The longest first: what is written with its source, then by itself.
  noun = countNoun | nounOf | sourceNoun | bareNoun
  nounOf = bareNoun (of | "'s ") sourceRef mention? | sourceRef "'s " bareNoun | sourceRef (priceNoun | titleNoun | fieldNoun) &(being | "< " | "> " | "<= " | ">= " | "= " | "!= " | comparing)
  sourceNoun = sourceRef
  bareNoun = metricNoun | fileNoun | collectedList | priceNoun | titleNoun | itemsNoun | textNoun | fieldNoun | itNoun
  nouns = nounItem ((", and " | ", " | "and " | "plus ") ~verb ~conditionStart (nounOf | knownNoun | shortField | sourceNoun) ~("is " | "are "))*
  knownNoun = countNoun | metricNoun | fileNoun | collectedList | priceNoun | titleNoun | itemsNoun | textNoun | itNoun
  shortField = owner* ("field " | "value " | "value of ")? (ident | quoted | fieldWord) &(boundary | of | weak | "to " | "into " | "is " | ifWordAhead | "with ")
  ifWordAhead = "if " | "when "
  nounItem = noun ~("is " | "are ")
  conditionStart = "if " | "when "

  owner = "its " | "their " | "it 's " | "product 's " | "item 's " | "page 's " | "current " | "latest " | "actual " | "new " | "this " | "today 's "
    | "each "
  itNoun = it | "both " ("of them " | "values ")? | "all " ("of them " | "values " | "three " | "of it ")? &(boundary | "to " | "in " | "into ") | "everything " | "result " | "response " | "answer " | "data " | "what you find " | "what you found " | "what you get " | "what you got " | "what you see " | "what it finds " | "row "

  priceNoun = owner* ("product " | "item " | "unit " | "sale " | "selling " | "offer " | "asking ")? ("price " | "prices " | "cost " | "price tag ")
  titleNoun = owner* ("page " | "product ")? ("title " | "headline " | "heading ")
  textNoun = owner* ("page " | "whole " | "visible " | "main " | "article " | "full ")* ("text " | "content " | "contents " | "wording " | "words ")
    | ("page " | "website " | "site " | "document ") ~("of " | "at ")
  itemWord = "feed items " | "feed entries " | "items " | "item names " | "entries " | "names " | "rows " | "elements " | "products " | "links " | "headlines " | "posts " | "articles "
    | "records " | "lines " | "stories " | "list items " | "list entries " | "news items " | "users " | "orders " | "tasks " | "jobs " | "issues " | "events " | "titles " | "releases " | "results "
  itemsNoun = ("every " | "each ") ("item " | "entry " | "result " | "row " | "record " | "name ") | owner* newMark? ("list of ")? ("all ")? newMark? itemWord mention? | owner* "list "
  newMark = "new " | "latest " | "newest " | "fresh " | "unseen "
  // "the entries that mention electron", "about electron"
  mention = (("that " | "which ") ("mention " | "mentions " | "contain " | "contains " | "include " | "includes " | "talk about " | "are about " | "have word " | "say ") | "mentioning " | "containing " | "including " | "about " | "with word ")
    ("word " | "words " | "text ")? mentionText
  mentionText = quoted | name name? &(boundary | glue | of | weak) | name

  metricNoun = freeMark (memoryWord | diskWord)? ("space ")* (("on " | "of ") (diskWord | computerWord))? | (memoryWord | diskWord) "space "? freeMark | ("current " | "present ")? metricName ("usage " | "load " | "use " | "utilisation " | "utilization " | "percentage " | "percent " | "consumption " | "level " | "space ")* (("of " | "on ") ("computer " | "machine " | "this computer " | "this machine " | "pc " | "system "))?
  freeMark = ("free " | "remaining " | "available " | "unused ") &(memoryWord | diskWord | "space ") | ("left " | "remaining " | "free ") &(being | comparing | "< " | "> ")
  computerWord = "computer " | "machine " | "this computer " | "this machine " | "pc " | "system "
  metricName = cpuWord | memoryWord | diskWord
  cpuWord = "cpu " | "processor "
  memoryWord = "memory " | "ram "
  diskWord = ("disk " | "drive " | "hard disk ") | "storage "

  collectedList = listName "list " ("called " quoted)? | "list called " quoted
  listName = ("alert " | "watch " | "shopping " | "result " | "deals " | "deal " | "buy " | "cheap " | "bargain " | "summary " | "alerts " | "wish " | quoted | ident)
  countNoun = "how many " ("files " | itemWord) ("there "? "are " "there "?)? (("in " | "inside " | "on " | "at ") (folderRef | sourceRef | "it " | "list "))? | ("number of " | "count of " | "amount of ") (filesIn | bareNoun) (of sourceRef)? | ("item " | "entry ") "count " (of sourceRef)?
  filesIn = ("new " | "newest ")? "files " (("in " | "inside ") folderRef)?
  folderRef = ("folder " | "directory ")? (file | quoted) | ("folder " | "directory ") (file | quoted | name) | (file | name) ("folder " | "directory ")
  fileNoun = ("file " | "text of file " | "contents of " | "content of ")? file | filesIn | folderNoun
  folderNoun = ("folder " | "directory ") (file | quoted | name) | ~("a " | "of ") name ("folder " | "directory ")

  // Any other word or two: a field of an API's answer.
  fieldNoun = owner* (("field " | ("exchange " | "current ")? ("rate of " | "rate for ") | "value of " | "value " | "key " | "property " | "field called ") fieldName | fieldName ("field " | "value ")?)
  fieldName = ident | quoted | fieldWord fieldWord? fieldWord? ~("{u" | "{q")
    | fieldWord fieldWord?
  fieldWord = ~itemWord ~metricName name
}
`;
