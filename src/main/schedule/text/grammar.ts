import * as ohm from 'ohm-js';

/**
 * Recurring schedules in plain English: clauses in any order. Matched against text from `normalise` (lower case, plain
 * dashes and quotes). Deliberately loose about numbers ("25:00" is read, then refused by name when built).
 */
const source = `
MajordomoSchedule {
  Whole = Lead* Clause MoreClause* tailMark*
  Found = Clause MoreClause* rest
  rest = any*
  MoreClause = joiner* Clause
  joiner = "," | ";" | "-" | "&" | word<"and">
  tailMark = "." | "!" | "," | ";" | word<"please">
  Lead = leadVerb leadObject? -- verb
    | word<"please"> -- please
    | ("," | ":") -- mark
  leadVerb = word<"run"> | word<"check"> | word<"repeat"> | word<"schedule"> | word<"do"> | word<"execute"> | word<"fire">
    | word<"trigger"> | word<"make"> | word<"set"> | word<"change">
  leadObject = spaces (word<"it"> | word<"this"> | word<"that">) leadPreposition?
  leadPreposition = spaces (word<"to"> | word<"for">)
  Clause = "(" PlainClause ")" -- bracketed
    | PlainClause
  PlainClause = Filler | Intervals | TimesPer | Every | Adverb | Window | MinuteMarks | NthWeekdays | DaysOfMonths | MonthDates | MonthDays | Months
    | Start | ExceptMonths | ExceptMonthDays | Except | Days | Part | Times | Zone

  // ---- every …
  Every = everyWord EveryWhat
  everyWord = (word<"once every"> | word<"once each"> | word<"every single"> | word<"every"> | word<"each"> | word<"all">)
  EveryWhat = EveryNthWeekday | EveryMonthDay | EveryOtherDay | EveryOther | EveryOrdinalUnit | EveryDate | Duration | EveryUnit
    | EveryDays | EveryPart | EveryMonths | EveryOrdinals | EveryClock
  EveryNthWeekday = OrdinalList DayList OfMonth -- ofMonth
    | ~(other DayList) OrdinalList DayList -- plain
  EveryMonthDay = MonthDayList OfMonth
  EveryOtherDay = other DayList
  EveryOther = other unit
  EveryOrdinalUnit = ordinal unit
  EveryDate = MonthDate (ListMark MonthDate)*
  EveryUnit = word<"full">? unit
  EveryDays = DayList
  EveryMonths = MonthList
  EveryOrdinals = MonthDayList
  EveryClock = ClearTime
  EveryPart = dayPart
  other = word<"other"> | word<"second"> | word<"2nd"> | word<"alternate">
  Adverb = word<"7 days a week"> | word<"seven days a week"> | word<"half-hourly"> | word<"half hourly"> | word<"quarter-hourly"> | word<"quarter hourly"> | word<"hourly"> | word<"daily"> | word<"nightly"> | word<"weekly">
    | word<"fortnightly"> | word<"biweekly"> | word<"bi-weekly"> | word<"monthly"> | word<"bimonthly"> | word<"bi-monthly"> | word<"quarterly">
    | word<"half-yearly"> | word<"yearly"> | word<"annually"> | word<"minutely">

  Duration = word<"hour and a half"> -- hourAndHalf
    | (word<"half an hour"> | word<"half a hour"> | word<"half-hour"> | word<"half hour">) -- halfHour
    | word<"quarter of an hour"> -- quarterOfAnHour
    | (word<"quarter-hour"> | word<"quarter hour">) -- quarterHour
    | number word<"and a half"> unit -- andHalf
    | number "-"? unit word<"and">? number unit -- two
    | number "-"? unit -- one
  Intervals = intervalLead? number "-"? unit (word<"intervals"> | word<"interval">) -- before
    | intervalLead (word<"intervals of"> | word<"interval of">) number "-"? unit -- of
  intervalLead = word<"at an"> | word<"at"> | word<"in"> | word<"with an"> | word<"with">
  TimesPer = timesCount per? (unit | word<"daily"> | word<"hourly"> | word<"weekly"> | word<"monthly"> | word<"yearly">)
  timesCount = word<"once"> | word<"twice"> | word<"thrice"> | timesNumber
  timesNumber = number spaces (word<"times"> | word<"time"> | word<"x">)
  per = word<"a"> | word<"an"> | word<"per"> | word<"each"> | word<"every"> | word<"in an"> | word<"in a">
  // ---- days
  Days = daysPrefix? DayList
  daysPrefix = word<"on"> | word<"from">
  DayList = DayItem (ListMark DayItem)*
  DayItem = dayName (dash | word<"to"> | word<"through"> | word<"thru"> | word<"until"> | word<"till">) dayName -- range
    | word<"between"> dayName word<"and"> dayName -- between
    | dayGroup
    | dayName
  ListMark = "," word<"and">? -- comma
    | (word<"and"> | "&" | "/" | "+") -- word
  dash = "-"
  dayGroup = word<"weekdays"> | word<"weekday"> | word<"workdays"> | word<"workday"> | word<"working days"> | word<"working day">
    | word<"work days"> | word<"work day"> | word<"business days"> | word<"business day"> | word<"week days"> | word<"week day">
    | word<"weekends"> | word<"weekend"> | word<"week-ends"> | word<"week-end">
  dayName = dayStem ("'s" | "s")? ~wordCharacter
  dayStem = "monday" | "mon" | "tuesday" | "tues" | "tue" | "wednesday" | "weds" | "wed" | "thursday" | "thurs" | "thur" | "thu"
    | "friday" | "fri" | "saturday" | "sat" | "sunday" | "sun"
  Except = exceptWord (word<"on the"> | word<"on"> | word<"for"> | word<"the">)? DayList
  ExceptMonths = exceptWord (word<"in"> | word<"during"> | word<"for"> | word<"the month of">)* MonthList
  ExceptMonthDays = exceptWord (word<"on"> | word<"for">)? MonthDayList OfMonth -- ofMonth
    | exceptWord (word<"on"> | word<"for">)? MonthDayList ~ofWord -- plain
  exceptWord = word<"except"> | word<"excluding"> | word<"but not"> | word<"but"> | word<"apart from"> | word<"other than"> | word<"not">
  // ---- months
  NthWeekdays = word<"on">? word<"the">? OrdinalList DayList OfMonth -- ofMonth
    | word<"on">? word<"the">? OrdinalList DayList -- plain
  OfMonth = (word<"of"> | word<"in">) spaces monthStep
  monthStep = (word<"every"> | word<"each"> | word<"the"> | word<"a"> | word<"any">) spaces (word<"month"> | word<"months">) -- one
    | word<"month"> -- bare
    | (word<"every"> | word<"each">) spaces word<"other month"> -- other
    | (word<"every"> | word<"each">) spaces ordinal spaces word<"month"> -- ordinal
    | (word<"every"> | word<"each">) spaces number spaces word<"months"> -- number
    | (word<"every"> | word<"each"> | word<"the"> | word<"a">) spaces word<"quarter"> -- quarter
  MonthDays = word<"on">? MonthDayList OfMonth -- ofMonth
    | word<"on">? MonthDayList ~ofWord -- plain
    | (word<"at"> | word<"on">)? word<"the">? (word<"end"> | word<"start"> | word<"beginning">) OfMonth -- edge
  ofWord = word<"of"> | word<"in">
  MonthDayList = word<"the">? (word<"days"> | word<"day">) number (ListMark number)* -- numbers
    | MonthDayItem (ListMark MonthDayItem)* -- ordinals
  MonthDayItem = word<"the">? ordinal word<"day"> -- day
    | word<"the">? ordinal ~(spaces (dayStem | unit | "thing")) -- bare
  DaysOfMonths = word<"on">? MonthDayList word<"of"> monthName (ListMark monthName)+
  MonthDates = word<"on">? MonthDate (ListMark MonthDate)*
  MonthDate = word<"the">? dayNumber word<"of">? monthName ~fullYear -- dayFirst
    | monthName word<"the">? dayNumber ~fullYear ~":" -- monthFirst
  dayNumber = digit digit? ("st" | "nd" | "rd" | "th")? ~wordCharacter ~":" -- digits
    | ordinalWord -- word
  fullYear = spaces ","? spaces digit digit digit digit ~wordCharacter
  Months = (word<"in"> | word<"of"> | word<"during">) MonthList -- list
    | (word<"from"> | word<"between">) monthName (word<"to"> | word<"until"> | word<"through"> | word<"and"> | dash) monthName -- range
  MonthList = monthName (ListMark monthName)*
  monthName = (monthStem) ~wordCharacter
  monthStem = "january" | "jan" | "february" | "feb" | "march" | "mar" | "april" | "apr" | "may" | "june" | "jun" | "july" | "jul"
    | "august" | "aug" | "september" | "sept" | "sep" | "october" | "oct" | "november" | "nov" | "december" | "dec"
  OrdinalList = ordinal (ListMark ordinal)*
  ordinal = word<"last"> -- last
    | ordinalWord -- word
    | digit+ ("st" | "nd" | "rd" | "th") ~wordCharacter -- digits
  ordinalWord = (tensWord ("-" | " "))? ordinalStem ~wordCharacter
  ordinalStem = "first" | "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth" | "tenth" | "eleventh"
    | "twelfth" | "thirteenth" | "fourteenth" | "fifteenth" | "sixteenth" | "seventeenth" | "eighteenth" | "nineteenth" | "twentieth" | "thirtieth"

  // ---- times of day
  Times = atWord+ AnyTime (ListMark ListTime)* -- at
    | ClearTime (ListMark ListTime)* -- plain
  atWord = word<"at"> | "@" | word<"around"> | word<"about"> | word<"by"> | word<"exactly">
  AnyTime = ClearTime | military | HourOnly
  ListTime = atWord* ClearTime -- clear
    | atWord+ HourOnly -- at
    | HourOnly ~thing -- bare
  // "at 9 and 5 retries": a number before a plural noun counts things.
  thing = spaces (~pluralEnd letter)+ pluralEnd
  pluralEnd = "s" ~wordCharacter
  ClearTime = clockTime PartOfTime -- withPart
    | hourOnly PartOfTime -- hourWithPart
    | clockTime word<"sharp">? -- plain
  PartOfTime = (word<"in the"> | word<"on the">) dayPart -- inThe
    | word<"at night"> -- atNight
  HourOnly = hourOnly
  hourOnly = hourDigits ~(wordCharacter | ":" | "%" | "." digit | "," digit | "/" | "$") -- digits
    | hourWord -- word
  military = ("0" | "1" | "2") digit digit digit ~wordCharacter militaryTail?
  militaryTail = spaces (word<"hours"> | word<"hrs"> | word<"h">)
  clockTime = ("12" spaces)? (word<"noon"> | word<"midday">) -- noon
    | ("12" spaces)? word<"midnight"> -- midnight
    | relativeAmount spaces (word<"past"> | word<"after">) spaces hourValue meridiem? -- past
    | amountTo spaces (word<"to"> | word<"before">) spaces hourValue meridiem? -- to
    | word<"half"> spaces hourWord meridiem? -- halfNine
    | hourDigits (":" | "h") twoDigits ":" twoDigits meridiem? ~digit -- seconds
    | hourDigits (":" | "h") twoDigits meridiem? ~(wordCharacter | "." digit | "%") -- colon
    | hourDigits "." twoDigits meridiem ~wordCharacter -- dotMeridiem
    | hourDigits "." twoDigits ~(wordCharacter | "." digit | "%") -- dot
    | hourDigits meridiem -- meridiem
    | hourWord spaces minuteWord meridiem? -- words
    | hourWord meridiem -- wordMeridiem
    | hourValue spaces ("o'clock" | "oclock") ~wordCharacter meridiem? -- oclock
    | hourDigits "h" ~wordCharacter -- h
  // "9 to 17" is a span of hours, so before "to" minutes are a word, or say "minutes".
  amountTo = ~(digit+ spaces (word<"to"> | word<"before">)) relativeAmount
  relativeAmount = word<"half"> -- half
    | (word<"a"> spaces)? word<"quarter"> -- quarter
    | number minutesTail? -- minutes
  minutesTail = spaces (word<"minutes"> | word<"mins"> | word<"min">)
  hourValue = hourDigits ~wordCharacter | hourWord
  hourDigits = digit digit?
  twoDigits = digit digit
  hourWord = ("one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "eleven" | "twelve") ~wordCharacter
  minuteWord = ("thirty" | "fifteen" | "forty-five" | "forty five" | "ten" | "twenty" | "forty" | "fifty") ~wordCharacter
  meridiem = spaces ("a.m." | "p.m." | "a.m" | "p.m" | "am" | "pm") ~wordCharacter -- spaced
    | ("a" | "p") ~wordCharacter -- short
  Part = partLead? dayPart
  partLead = word<"in the"> | word<"on the"> | word<"during the"> | word<"first thing in the"> | word<"at">
  dayPart = (word<"early"> spaces)? dayPartStem "s"? ~wordCharacter
  dayPartStem = "overnight" | "morning" | "afternoon" | "evening" | "night" | "lunchtime" | "lunch"

  // ---- windows, starts, minutes of the hour
  Window = windowWord HourOnly (word<"and"> | RangeWord) AnyTime -- hours
    | windowWord AnyTime (word<"and"> | RangeWord) AnyTime -- between
    | AnyTime RangeWord AnyTime ~thing -- range
    | (word<"during"> | word<"in"> | word<"within"> | word<"at">)? word<"the">? officeHours -- office
    | (word<"after"> | word<"from">) ClearTime (word<"onwards"> | word<"on">)? -- after
    | (word<"before"> | word<"until"> | word<"till"> | word<"up to">) ClearTime -- before
  windowWord = word<"between the hours of"> | word<"between"> | word<"from">
  officeHours = word<"office hours"> | word<"business hours"> | word<"working hours"> | word<"work hours">
  RangeWord = dash | word<"to"> | word<"until"> | word<"till"> | word<"through"> | word<"thru"> | word<"up to">
  Start = (word<"starting"> | word<"beginning"> | word<"start">) (word<"at"> | word<"from">)? AnyTime
  MinuteMarks = word<"on the hour"> -- onTheHour
    | word<"on the"> (word<"half"> | word<"half-hour">) word<"hour">? -- onTheHalf
    | word<"at">? word<"the top of"> AnyHour -- top
    | word<"at">? (word<"minute"> | word<"minutes">) number (ListMark number)* -- minute
    | word<"at">? (":" | "xx:" | "*:") twoDigits (ListMark (":" | "xx:" | "*:") twoDigits)* -- colon
    | word<"at">? relativeAmount (ListMark relativeAmount)* word<"past"> AnyHour -- past
    | word<"at">? relativeAmount word<"to"> AnyHour -- to
    | word<"at">? number (ListMark number)* (word<"minutes"> | word<"mins">) (word<"past"> | word<"after">) AnyHour? -- minutesPast
  AnyHour = (word<"the"> | word<"each"> | word<"every">)? word<"hour">

  // ---- zones
  Zone = zoneLead? zoneName zoneTail? -- named
    | zoneLead? cityName zoneTail -- cityTime
    | InCity -- city
  zoneLead = word<"in the"> | word<"in"> | word<"on"> | word<"the">
  zoneTail = word<"time zone"> | word<"timezone"> | word<"time"> | word<"zone">
  InCity = word<"in"> cityName &ending
  ending = tailMark* spaces end
  zoneName = letter+ "/" (letter | digit | "_" | "/" | "+" | "-")+ -- iana
    | ("utc" | "gmt") spaces ("+" | "-") digit digit? (":" digit digit)? ~wordCharacter -- offset
    | zoneShort -- short
  zoneShort = ("utc" | "gmt" | "z" | "cest" | "cet" | "eest" | "eet" | "bst" | "msk" | "est" | "edt" | "et" | "cst" | "cdt" | "ct"
    | "mst" | "mdt" | "mt" | "pst" | "pdt" | "pt" | "ist" | "jst" | "kst" | "sgt" | "hkt" | "eastern" | "pacific" | "aest" | "aedt" | "awst" | "nzst" | "nzdt") ~wordCharacter
  cityName = cityWord (spaces cityWord)*
  cityWord = ~(word<"time"> | word<"zone"> | word<"timezone">) (letter | "." | "'")+

  Filler = word<"starting now"> | word<"starting today"> | word<"beginning now"> | word<"beginning today"> | word<"from now on"> | word<"from today on">
    | word<"from today"> | word<"as of now"> | word<"as of today"> | word<"of the week"> | word<"of the day"> | word<"of the year"> | word<"all day long">
    | word<"all day"> | word<"around the clock"> | word<"24/7"> | word<"day and night"> | word<"throughout the day"> | word<"please">
  number = digit+ ("." digit+)? ~("." digit | ":" digit | ordinalEnding) -- digits
    | numberWord -- word
  ordinalEnding = ("st" | "nd" | "rd" | "th") ~wordCharacter
  numberWord = (tensAndOnes | teenWord | onesWord) ~wordCharacter
  tensAndOnes = tensWord (("-" | " ") onesWord)?
  tensWord = "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "ninety"
  teenWord = "ten" | "eleven" | "twelve" | "thirteen" | "fourteen" | "fifteen" | "sixteen" | "seventeen" | "eighteen" | "nineteen"
  onesWord = "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine"
  // Longer words first: a choice, once taken, is not taken back.
  unit = ("months" | "month" | "mo" | "seconds" | "second" | "secs" | "sec" | "s" | "minutes" | "minute" | "mins" | "min" | "m"
    | "hours" | "hour" | "hrs" | "hr" | "h" | "days" | "day" | "d" | "weeks" | "week" | "wks" | "wk" | "w" | "fortnights" | "fortnight"
    | "quarters" | "quarter" | "years" | "year" | "yrs" | "yr") ~(letter | "_")
  word<w> = w ~wordCharacter
  wordCharacter = alnum | "_"
}
`;

export interface ScheduleGrammars {
  wholeText: ohm.Grammar;
  /** In a sentence "in Berlin" may be about anything, so there only "Berlin time" names a zone. */
  inSentence: ohm.Grammar;
}

let compiled: ScheduleGrammars | null = null;

/** Compiled at first use: that takes a third of a second, which a start-up without schedule text need not pay. */
export function scheduleGrammars(): ScheduleGrammars {
  if (compiled !== null) return compiled;
  const wholeText = ohm.grammar(source);
  const inSentence = ohm.grammar('InSentence <: MajordomoSchedule { InCity := ~any any }', {
    MajordomoSchedule: wholeText,
  });
  compiled = { wholeText, inSentence };
  return compiled;
}

/** Lower case and plain punctuation, character for character: offsets stay those of the original text. */
export function normalise(text: string): string {
  return text
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[’‘]/g, "'")
    .replace(/[\s ]/g, ' ');
}
