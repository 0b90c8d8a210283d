/**
 * The search of <open-data-search> without a server: names, keywords and conditions, read from data.json.
 *
 * Parts: text, wordings, conditions, how alike two names are, what datasets speak of, words, the source. What is
 * understood, and by which words, stands in data.json; `odplan export static` writes both. Meaning is not compared.
 */

const SCHEMA = 1;
const LANGUAGES = ["en", "zh-Hant", "zh-Hans"];
const MOST_CHARACTERS = 500;

// --- text ---

const INVISIBLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const HAN = "[\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff]";
const LETTER = `(?!${HAN})[\\p{L}\\p{M}\\p{N}]`;
const RUNS = new RegExp(`${HAN}+|(?:${LETTER})+(?:['&.](?:${LETTER})+)*`, "gu");
const SPACED = new RegExp(`(?<=${HAN}|\\d)\\s+(?=${HAN})|(?<=${HAN})\\s+(?=\\d)`, "g");
const CHINESE = new RegExp(HAN);
const isHan = (text) => CHINESE.test(text);
const clean = (text) => String(text).replace(INVISIBLE, "").normalize("NFKC").replace(/\s+/g, " ").trim();
const runsOf = (folded) => [...folded.matchAll(RUNS)].map(({ 0: run, index }) => ({ run, index }));
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
const bare = (text) => text.replace(/[-\s]+/g, "");
const byLength = (a, b) => b.length - a.length || (a < b ? -1 : a > b ? 1 : 0);

/** Text as it is compared: lower case, in Simplified characters, of the same length as it is shown. */
class Folding {
  #pairs = new Map();
  #simplified;

  constructor(folds, simplified) {
    const characters = [...folds];
    this.#simplified = new Set(simplified);
    for (let at = 0; at < characters.length; at += 2) this.#pairs.set(characters[at], characters[at + 1]);
  }

  fold(text) {
    const shown = clean(text);
    if (/^[ -~]*$/.test(shown)) return shown.toLowerCase();
    return [...shown].map((character) => this.#folded(character)).join("");
  }

  /** The text in Simplified characters, for showing. */
  simplified(text) {
    return [...text].map((character) => this.#pairs.get(character) ?? character).join("");
  }

  /** The script of Chinese: that of which it has more characters which the other has not, "zh-Hant" where there are none. */
  script(text) {
    const characters = [...text];
    const count = (script) => characters.filter((character) => script.has(character)).length;
    return count(this.#simplified) > count(this.#pairs) ? "zh-Hans" : "zh-Hant";
  }

  #folded(character) {
    const lower = character.toLowerCase();
    return this.#pairs.get(character) ?? (lower.length === character.length ? lower : character);
  }
}

const ENDINGS = /(?:ational|ations?|ated?|ates|ating|ators?|ings?|edly|ed|ly|ies|es|s|e|y|i)$/;

/** What an English word has in common with its other forms; both sides of a comparison go through here. */
function stem(word) {
  if (!/^[a-z']{4,}$/.test(word)) return word;
  const plain = word.replace(/'s?$/, "");
  const plural = /[^s]s$/.test(plain) && !/[ui]s$/.test(plain) ? plain.slice(0, -1) : plain;
  const cut = plural.replace(ENDINGS, "");
  const root = cut.length > 2 && /[aeiouy]/.test(cut) ? cut : plural;
  return root.replace(/([bdfgmnprt])\1$/, "$1").replace(/i$/, "y");
}

// --- wordings ---

const PIECES = /\{(\w+)\}|([[\]()|])|( +)|((?:[^{}[\]()| ]|\{(?!\w+\}))+)/g;
const JOIN = "(?:(?<![\\s\\-])[\\s\\-]+)?";
const BEFORE = "(?:(?<![a-z0-9])|(?=[^\\x00-\\x7f]))";
const AFTER = "(?:(?![a-z0-9])|(?<=[^\\x00-\\x7f]))";

/** The wordings of data.json: templates with [optional] parts, (one|or another) and {slots}. */
class Grammar {
  #folding;
  #slots;
  #patterns;
  #fillers = new Map();
  #rules = null;
  #written;

  constructor({ rules, slots, numbers }, folding) {
    Object.assign(this, { numbers });
    this.#folding = folding;
    this.#slots = slots;
    this.#patterns = { ...numbers.patterns, k: numbers.patterns.n };
    this.#written = rules;
  }

  /** What a slot was filled with: "weekly" of {times}, "7" of {month}. */
  valueOf(slot, text) {
    const sought = bare(text);
    const forms = (languages) => Object.values(languages).flat().map((form) => bare(this.#folding.fold(form)));
    return Object.entries(this.#slots[slot]).find(([, languages]) => forms(languages).includes(sought))?.[0];
  }

  /** The English words that wordings are made of. */
  get words() {
    const english = this.#written.filter(([, , language]) => language === "en").flatMap(([, , , , templates]) => templates);
    const forms = Object.values(this.#slots).flatMap((slot) => Object.values(slot).flatMap(({ en }) => en));
    return [...english, ...forms].join(" ").replace(/\{\w+\}/g, " ").toLowerCase().match(/[a-z]{3,}/g) ?? [];
  }

  /**
   * The wordings in a folded text, in their order: where two overlap the heavier, then the longer, then the first.
   * `taken` marks characters that belong to something else already.
   */
  spans(folded, taken) {
    const found = [];
    for (const rule of this.#rulesWithin(folded)) {
      for (const match of folded.matchAll((rule.pattern ??= this.#compiled(rule)))) {
        const [text] = match;
        const { tag, value, weight, order } = rule;
        if (!text || (tag !== "not" && onlyAsks(folded, match.index))) continue;
        const slots = {};
        for (const [name, filled] of Object.entries(match.groups ?? {})) {
          if (filled !== undefined) (slots[name.replace(/_\d+$/, "")] ??= []).push(filled);
        }
        found.push({ start: match.index, end: match.index + text.length, tag, value, slots, text, weight, order });
      }
    }
    const marks = [...taken];
    const length = ({ start, end }) => end - start;
    found.sort((a, b) => b.weight - a.weight || length(b) - length(a) || a.start - b.start || a.order - b.order);
    const free = ({ start, end }) => !marks.slice(start, end).some(Boolean) && marks.fill(true, start, end);
    return found.filter(free).sort((a, b) => a.start - b.start);
  }

  /** A plain wording as a pattern. */
  pattern(wording, language) {
    return this.#choice(this.#parsed(wording), language, {});
  }

  /** Only those of which the text holds the words they need: thousands need not be tried. */
  #rulesWithin(folded) {
    this.#rules ??= this.#written.flatMap(([tag, value, language, weight, templates]) =>
      templates.map((template) => ({ tag, value, language, weight, template, words: this.#wordsOf(template) })),
    );
    const held = new Map();
    const holds = (literal) => held.get(literal) ?? held.set(literal, folded.includes(literal)).get(literal);
    return this.#rules.filter((rule, order) => {
      if (!rule.words.every(holds)) return false;
      if (!rule.parts) Object.assign(rule, { order, parts: this.#parsed(rule.template) });
      rule.needs ??= this.#needs(rule.parts, rule.language);
      return rule.needs.every((group) => group.some(holds));
    });
  }

  /** The words of a template that stand in no brackets: cheap to find, and they keep most templates from being parsed. */
  #wordsOf(template) {
    let [outside, open] = ["", 0];
    for (const character of template) {
      if (open === 0 && !"[({|".includes(character)) outside += character;
      else if (open === 0) outside += " ";
      if (character === "|" && open === 0) return [];
      if ("[({".includes(character)) open += 1;
      else if ("])}".includes(character) && open > 0) open -= 1;
    }
    return this.#folding.fold(outside).split(" ").map((word) => word.replace(/^\^/, "").split("-")[0]).filter(Boolean);
  }

  #parsed(template) {
    const pieces = [...template.matchAll(PIECES)];
    let at = 0;
    const choices = () => {
      const found = [[]];
      while (at < pieces.length) {
        const [, slot, syntax, space, word] = pieces[at];
        at += 1;
        const sequence = found[found.length - 1];
        if (slot) sequence.push({ kind: "slot", text: slot });
        else if (word) sequence.push({ kind: "word", text: this.#folding.fold(word.replace(/^\^/, "")), first: word[0] === "^" });
        else if (space) sequence.push({ kind: "space" });
        else if (syntax === "|") found.push([]);
        else if (syntax === "(" || syntax === "[") sequence.push({ kind: syntax, choices: choices() });
        else break;
      }
      return found;
    };
    return choices();
  }

  #compiled({ parts, language }) {
    return new RegExp(`${BEFORE}(?:${this.#choice(parts, language, {})})${AFTER}`, "g");
  }

  #choice(choices, language, names) {
    // The longest first: a pattern takes the first alternative that fits, and 部 must not hide 部分.
    const joint = language === "zh" ? "\\s?" : "";
    const sequences = choices.map((parts) => parts.map((part) => this.#part(part, language, names)).join(joint));
    return sequences.sort(byLength).join("|");
  }

  #part({ kind, text, choices, first }, language, names) {
    if (kind === "slot") {
      names[text] = (names[text] ?? 0) + 1;
      return `(?<${text}_${names[text]}>${this.#filling(text, language)})`;
    }
    if (kind === "word") return (first ? "^" : "") + escaped(text).replaceAll("\\-", JOIN);
    if (kind === "space") return language === "en" ? JOIN : "\\s*";
    return `(?:${this.#choice(choices, language, names)})${kind === "[" ? "?" : ""}`;
  }

  #filling(slot, language) {
    const name = slot.replace(/\d+$/, "");
    if (this.#patterns[name]) return this.#patterns[name][language];
    const key = name + language;
    if (!this.#fillers.has(key)) {
      const forms = new Set(this.#formsOf(name, language));
      const written = [...forms].sort(byLength).map((form) => escaped(form).replaceAll(" ", JOIN));
      this.#fillers.set(key, written.join("|") || "(?!)");
    }
    return this.#fillers.get(key);
  }

  #formsOf(slot, language) {
    return Object.values(this.#slots[slot]).flatMap((value) => value[language].map((form) => this.#folding.fold(form)));
  }

  #needs(choices, language) {
    if (choices.length !== 1) {
      const first = choices.map((sequence) => this.#needs([sequence], language)[0]);
      return first.every(Boolean) ? [first.flat()] : [];
    }
    const found = [];
    for (const { kind, text, choices: inner } of choices[0]) {
      const slot = kind === "slot" && text.replace(/\d+$/, "");
      if (kind === "word" && text.split("-")[0]) found.push([text.split("-")[0]]);
      else if (kind === "(") found.push(...this.#needs(inner, language));
      else if (slot && !this.#patterns[slot]) {
        const words = this.#formsOf(slot, language).map((form) => form.replaceAll("-", " ").split(" ")[0]);
        if (words.length) found.push(words);
      }
    }
    return found;
  }
}

/** Whether a Chinese "not" stands within a question: the 不 of 是不是, the 無 of 有無. */
function onlyAsks(folded, start) {
  const before = folded[start - 1];
  if (!before || ["所有", "只有", "仅有"].includes(folded.slice(Math.max(0, start - 2), start))) return false;
  return ("不唔没".includes(folded[start]) && folded[start + 1] === before) || (before === "有" && folded[start] === "无");
}

const DIGITS = { 零: 0, 〇: 0, "○": 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** The number that Chinese numerals stand for, 十八 or 二零二六; null for none. */
function chineseNumber(text) {
  if (!/[十百]/.test(text)) {
    const digits = [...text].map((digit) => DIGITS[digit]);
    return digits.length && digits.every((digit) => digit !== undefined) ? Number(digits.join("")) : null;
  }
  const [, hundreds, tens, ones] = /^(?:([一二两三四五六七八九])?百零?)?(?:([一二两三四五六七八九])?十)?([一二三四五六七八九])?$/.exec(text) ?? [];
  if (!text || (hundreds ?? tens ?? ones ?? text) === undefined) return null;
  const amount = (digit, unit, written) => (written ? (digit ? DIGITS[digit] : 1) * unit : 0);
  return amount(hundreds, 100, text.includes("百")) + amount(tens, 10, text.includes("十")) + (ones ? DIGITS[ones] : 0);
}

// --- conditions ---

const YEAR = 365 * 24 * 60;
const MINUTES = { TM: 1, TH: 60, D: 24 * 60, W: 7 * 24 * 60, M: YEAR / 12, Y: YEAR };
const UNITS = {
  minute: ["TM", 1], hour: ["TH", 1], day: ["D", 1], week: ["W", 1], fortnight: ["W", 2],
  month: ["M", 1], quarter: ["M", 3], "half-year": ["M", 6], year: ["Y", 1], decade: ["Y", 10],
}; // prettier-ignore
const SAME = {
  PT60M: "PT1H", PT24H: "P1D", P7D: "P1W", P14D: "P2W", P12M: "P1Y", P24M: "P2Y", P365D: "P1Y", P52W: "P1Y",
  P30D: "P1M", P13W: "P3M", P26W: "P6M", P90D: "P3M", P31D: "P1M", P180D: "P6M",
}; // prettier-ignore
const COMPARE = {
  "faster-than": (a, b) => a < b, "faster-or-equal": (a, b) => a <= b,
  "slower-than": (a, b) => a > b, "slower-or-equal": (a, b) => a >= b,
}; // prettier-ignore
const ASKED_ALONE = ["order", "tally", "compare", "which-more", "edition", "editions", "same", "name-contains", "included"];
const FOLLOWING = ["it", "those", "only-those", "ordinal", "other-one", "more"];
const DENYING = ["not", "not-after"];
const DENIED_WITHIN = 26; // characters

/** How many minutes lie between updates; 0 for real time; null for those without a length. */
function minutesOf(every) {
  if (every === "real-time") return 0;
  const [, time, count, letter] = /^P(T?)(\d+(?:\.\d+)?)([MHDWY])$/.exec(every ?? "") ?? [];
  return letter ? Number(count) * MINUTES[time + letter] : null;
}

/** The duration of so many units, named in the unit in which people name it. */
function interval(count, unit) {
  const [code, size] = UNITS[unit];
  const amount = count * size;
  if (!Number.isInteger(amount)) return nearest(amount * MINUTES[code]);
  const written = `P${code[0] === "T" ? "T" : ""}${amount}${code.slice(-1)}`;
  return SAME[written] ?? written;
}

function nearest(minutes) {
  for (const [unit, code] of [["year", "Y"], ["month", "M"], ["week", "W"], ["day", "D"], ["hour", "TH"], ["minute", "TM"]]) {
    const amount = minutes / MINUTES[code];
    if (Math.round(amount) >= 1 && Math.abs(amount - Math.round(amount)) < 0.02 * amount) return interval(Math.round(amount), unit);
  }
  return `PT${Math.max(1, Math.round(minutes))}M`;
}

const TESTS = {
  every({ mode, values }, { releases }) {
    if (!mode) return releases.some(({ every }) => values.includes(every));
    const lengths = releases.map(({ every }) => minutesOf(every)).filter((length) => length !== null);
    const bound = minutesOf(values[0]);
    return bound !== null && lengths.some((length) => COMPARE[mode](length, bound));
  },
  format({ mode, values }, { formats }) {
    if (mode === "none-stated") return !formats.length;
    if (mode === "single" || mode === "several") return mode === "single" ? formats.length === 1 : formats.length > 1;
    if (mode === "only") return formats.length === values.length && values.every((value) => formats.includes(value));
    if (mode === "all") return values.every((value) => formats.includes(value));
    return values.some((value) => (formats.length ? formats : ["none"]).includes(value));
  },
  date: ({ ranges }, { releases }) => releases.some(({ date }) => date && within(date, ranges)),
  overdue: (_, { status, months, thisMonth }) => status === "planned" && months.length > 0 && months[0] < thisMonth(),
  upcoming: (_, { status, months, thisMonth }) => status === "planned" && months.length > 0 && months[months.length - 1] >= thisMonth(),
  releases: (_, { releases }) => new Set(releases.map(({ date }) => date)).size > 1,
  spatial: ({ values }, { spatial }) => values.includes(String(spatial)),
  status: ({ values }, { status }) => values.includes(status),
  section: ({ values }, { section }) => values.includes(section),
  organisation: ({ values }, { owner }) => values.includes(owner || "none"),
  category: ({ values }, { category }) => values.includes(category || "none"),
  plan: ({ values }, { plan }) => values.includes(plan),
};
const passes = (dataset, conditions) => conditions.every((condition) => TESTS[condition.field](condition, dataset));

const within = (month, ranges) =>
  ranges.some(([first, last]) => {
    const seen = first?.startsWith("--") ? `-${month.slice(4)}` : month;
    return (!first || first <= seen) && (!last || seen <= last);
  });
const monthName = (number) => `${String(Math.floor((number - 1) / 12)).padStart(4, "0")}-${String(((number - 1) % 12) + 1).padStart(2, "0")}`;
const thisMonth = () => new Date().toISOString().slice(0, 7);

/** The dates of a text: points in time, with the words that turn a point into a range. */
class Calendar {
  #grammar;
  #bounds = {};

  constructor(bounds, grammar, folding) {
    this.#grammar = grammar;
    const after = Object.entries(bounds["after-words"]).map(([name, words]) => [`after-${name}`, words]);
    const before = Object.entries(bounds).filter(([name]) => name !== "after-words");
    for (const [name, { en, zh }] of [...before, ...after]) {
      const english = en.map((form) => grammar.pattern(form, "en")).sort(byLength).map((form) => `(?<![a-z])${form}(?![a-z])`);
      const chinese = zh.map((form) => escaped(folding.fold(form))).sort(byLength);
      this.#bounds[name] = [...english, ...chinese].join("|") || "(?!)";
    }
  }

  /** The ranges that a text speaks of: { range, start, end }. */
  periods(folded, spans) {
    const points = spans.map((span) => ({ ...span, months: this.#months(span) })).filter(({ months }) => months);
    const found = [];
    for (let n = 0; n < points.length; n += 1) {
      let [point, { start }] = [points[n], points[n]];
      let [first, last] = point.months;
      const before = this.#before(folded, start);
      start = before.start;
      const next = points[n + 1];
      const joined = next && this.#joins(folded.slice(point.end, next.start), before.bound);
      if (joined) {
        [last, point] = [next.months[1], next];
        n += 1;
      }
      const after = this.#after(folded, point.end);
      const monthAlone = point.value === "month" && !joined;
      if (!before.bound && !after.bound && (point.value === "now" || (monthAlone && /^[\0-\x7f]*$/.test(point.text)))) continue;
      let bound = joined ? "" : after.bound || before.bound;
      if (bound === "before" && (/[底末尾]$|end of/.test(point.text) || /year-end$/.test(point.value))) bound = "until";
      const month = `--${monthName(first).slice(5)}`;
      const range = monthAlone && ["", "in"].includes(bound) ? [month, month] : bounded(first, last, bound);
      found.push({ range, start, end: after.end });
    }
    return found;
  }

  #before(folded, position) {
    const text = folded.slice(0, position).replace(/[ ,]+$/, "");
    let best = { bound: "", start: position };
    for (const bound of ["until", "since", "before", "after", "between", "in"]) {
      const { index } = new RegExp(`(?:${this.#bounds[bound]})$`).exec(text) ?? {};
      if (index !== undefined && index < best.start) best = { bound, start: index };
    }
    return best;
  }

  #after(folded, position) {
    const skipped = position + /^[ ,(]*/.exec(folded.slice(position))[0].length;
    let best = { bound: "", end: position };
    for (const bound of ["until", "since", "before", "after"]) {
      const [said] = new RegExp(`^(?:${this.#bounds[`after-${bound}`]})`).exec(folded.slice(skipped)) ?? [];
      if (said && skipped + said.length > best.end) best = { bound, end: skipped + said.length };
    }
    return best;
  }

  #joins(between, bound) {
    const words = between.replace(/^[ ,-]+|[ ,-]+$/g, "");
    const is = (name) => new RegExp(`^(?:${this.#bounds[name]})$`).test(words);
    if (bound === "between") return words.length <= 6;
    return /^\s*(?:--?|~|\/|[–—])\s*$/.test(between) || (is("to") && !is("or")) || (bound === "since" && is("until"));
  }

  #months({ value, slots }) {
    const [now, month] = [new Date(), (year, number) => year * 12 + number];
    const [thisYear, current] = [now.getFullYear(), month(now.getFullYear(), now.getMonth() + 1)];
    const year = this.#year(slots, thisYear);
    const number = slots.n ? this.#number(slots.n[0]) : null;
    const named = slots.month ? Number(this.#grammar.valueOf("month", slots.month[0])) : null;
    const parts = { year: [1, 12], "year-end": [1, 12], "half-1": [1, 6], "half-2": [7, 12] }[value];
    if (parts) return parts.map((part) => month(year ?? thisYear, part));
    const only = (found) => [found, found];
    if (value === "month-year") return year && (named ?? number) >= 1 && (named ?? number) <= 12 ? only(month(year, named ?? number)) : null;
    if (value === "quarter") return (number ?? 1) <= 4 ? [1, 3].map((part) => month(year ?? thisYear, 3 * ((number ?? 1) - 1) + part)) : null;
    if (value === "month") return only(month(thisYear, named ?? 1));
    const years = {
      "this-year": 0, "this-year-end": 0, "next-year": 1, "year-after-next": 2, "last-year": -1, "year-before-last": -2,
    }[value]; // prettier-ignore
    if (years !== undefined) return [1, 12].map((part) => month(thisYear + years, part));
    const months = { "this-month": 0, "next-month": 1, "last-month": -1, now: 0 }[value];
    return months === undefined ? null : only(current + months);
  }

  #year(slots, thisYear) {
    if (slots.relative) return thisYear + Number(this.#grammar.valueOf("relative", slots.relative[0]));
    if (!slots.year) return null;
    const year = /^\d+$/.test(slots.year[0]) ? Number(slots.year[0]) : chineseNumber(slots.year[0]) ?? 0;
    return year > 99 ? year : 2000 + year;
  }

  #number(text) {
    return numberOf(text, this.#grammar.numbers.words);
  }
}

function numberOf(text, words) {
  const written = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(written)) return Number(written);
  return written === "半" ? 0.5 : words[written] ?? (chineseNumber(written) || 1);
}

function bounded(first, last, bound) {
  if (bound === "before") return [null, monthName(first - 1)];
  if (bound === "until") return [null, monthName(last)];
  if (bound === "after") return [monthName(last + 1), null];
  if (bound === "since") return [monthName(first), null];
  return [monthName(first), monthName(last)];
}

/** Conditions out of the wordings of a text, and which of its words no condition can be made of. */
class Conditions {
  #grammar;
  #calendar;

  constructor(grammar, calendar) {
    this.#grammar = grammar;
    this.#calendar = calendar;
  }

  /** { conditions, used: [[start, end]], unknown: [words] } of the wordings of a folded text. */
  read(folded, shown, spans) {
    const stated = spans.map((span, n) => ({ start: span.start, end: span.end, condition: this.#condition(span, spans, n) }));
    const dated = this.#calendar.periods(folded, spans.filter(({ tag }) => tag === "date"));
    const found = [
      ...stated.filter(({ condition }) => condition),
      ...dated.map(({ start, end, range }) => ({ start, end, condition: { field: "date", ranges: [range] } })),
    ].sort((a, b) => a.start - b.start);
    const denied = this.#denied(spans, found);
    const kept = found.filter((each) => !denied.some(({ of }) => of.includes(each)));
    const used = found.map(({ start, end }) => [start, end]);
    const words = denied.map(({ start, end }) => shown.slice(start, end));
    return { conditions: merged(formats(status(kept.map(({ condition }) => condition), spans), spans)), used, unknown: words };
  }

  #condition(span, spans, n) {
    const { tag, value, slots } = span;
    if (tag === "every") {
      const [before, after] = [spans[n - 1], spans[n + 1]];
      const close = (one, other) => other.start - one.end <= 3;
      const mode =
        (after?.tag === "after-every" && close(span, after) && after.value) ||
        (before?.tag === "compare-every" && close(before, span) && before.value);
      return { field: "every", values: [this.#duration(span)], ...(mode && { mode }) };
    }
    if (tag === "faster-than" || tag === "faster-or-equal") return { field: "every", values: [value], mode: tag };
    if (tag === "section" && slots.part) return { field: tag, values: [...new Set(slots.part.map((part) => part.toUpperCase()))] };
    if (["spatial", "format", "section"].includes(tag)) return { field: tag, values: [value] };
    const mode = { "no-format": "none-stated", "one-format": "single", "several-formats": "several" }[tag];
    if (mode) return { field: "format", values: [], mode };
    if (tag === "several-releases") return { field: "releases", values: [], mode: "several" };
    if (tag === "overdue" || tag === "upcoming") return { field: tag, values: ["true"] };
    return tag === "planned" || tag === "released" ? { field: "status", values: [tag] } : null;
  }

  #duration({ value, slots, text }) {
    if (value !== "interval" && value !== "rate") return value;
    const unit = this.#grammar.valueOf("unit", slots.unit[slots.unit.length - 1]);
    const number = (slot) => (slots[slot] ? numberOf(slots[slot][0], this.#grammar.numbers.words) : 1);
    const skips = number("n") === 1 && ["day", "week", "month", "year"].includes(unit) && /^每?隔/.test(text);
    if (value === "interval") return interval(skips ? 2 : number("n"), unit);
    const times = slots.times ? Number(this.#grammar.valueOf("times", slots.times[0])) : number("k");
    return nearest((number("n") * UNITS[unit][1] * MINUTES[UNITS[unit][0]]) / Math.max(times, 1));
  }

  /** Each "not", with the condition beside it: what is left out is not told here, so it must not be wanted either. */
  #denied(spans, found) {
    return spans.filter(({ tag }) => DENYING.includes(tag)).flatMap((span) => {
      const beside = span.tag === "not"
        ? found.find(({ start }) => start >= span.end && start - span.end <= DENIED_WITHIN)
        : found.findLast(({ end }) => end <= span.start && span.start - end <= DENIED_WITHIN);
      if (!beside) return [];
      return [{ of: [beside], start: Math.min(span.start, beside.start), end: Math.max(span.end, beside.end) }];
    }); // prettier-ignore
  }
}

/** "Planned to be released" is planned; "released in 2019 or planned" accepts both. */
function status(conditions, spans) {
  const stated = new Set(conditions.filter(({ field }) => field === "status").map(({ values }) => values[0]));
  if (stated.size < 2) return conditions;
  const either = spans.some(({ tag }) => tag === "or");
  return conditions.filter(({ field, values }) => field !== "status" || (!either && values[0] === "planned"));
}

function formats(conditions, spans) {
  const named = conditions.filter(({ field, mode }) => field === "format" && !mode);
  if (!named.length) return conditions;
  const stated = spans.filter(({ tag }) => tag === "format");
  const [first, last] = [stated[0], stated[stated.length - 1]];
  const beside = ({ start, end }) => (first.start >= end && first.start - end <= 6) || (start >= last.end && start - last.end <= 12);
  const only = spans.some((span) => span.tag === "exclusive-only" || (span.tag === "only" && beside(span)));
  const or = spans.some(({ tag, start }) => tag === "or" && start >= first.end && start < last.start);
  const mode = only ? "only" : named.length > 1 && !or ? "all" : undefined;
  return conditions.map((condition) => (mode && named.includes(condition) ? { ...condition, mode } : condition));
}

/** Conditions on one field made one: "weekly or quarterly" accepts either. */
function merged(conditions) {
  const kept = [];
  for (const condition of conditions) {
    const plain = [undefined, "all", "only"].includes(condition.mode);
    const twin = kept.find(({ field, mode }) => plain && field === condition.field && mode === condition.mode);
    if (!twin) kept.push({ ...condition });
    else if (twin.ranges) twin.ranges = [...twin.ranges, ...condition.ranges];
    else twin.values = [...new Set([...twin.values, ...condition.values])];
  }
  return kept;
}

/** The conditions as an answer shows them. */
function conditionsShown(conditions) {
  const shown = ({ field, values, mode, ranges }) => {
    if (field === "date") return ranges.map(([from, to]) => ({ from, to }));
    if (["spatial", "overdue", "upcoming"].includes(field)) return values[0] !== "false";
    if (!mode) return values;
    return ["single", "several"].includes(mode) ? mode : { [mode]: values };
  };
  return Object.fromEntries(conditions.map((condition) => [condition.field, shown(condition)]));
}

// --- how alike two names are ---

const [PART, PAIRS, WHOLE] = [0.55, 0.3, 0.15];
const SOUND = PART + PAIRS;
const FLOOR = 0.45;
const HEARD_LETTERS = 4;
const NAME_CHARACTERS = 120;

/**
 * A text that others are compared with: how many characters, in their order, a stretch of another has in common.
 *
 * Hyyrö (2004), bit-parallel: each bit of a number stands for a character, 31 of them at a time.
 */
class Pattern {
  #blocks = [];

  constructor(text) {
    Object.assign(this, { text, letters: new Set(text) });
    for (let from = 0; from < text.length; from += 31) {
      const masks = new Map();
      [...text.slice(from, from + 31)].forEach((letter, at) => masks.set(letter, (masks.get(letter) ?? 0) | (1 << at)));
      this.#blocks.push({ masks, size: Math.min(31, text.length - from) });
    }
  }

  /** The share of both that they have in common: 1 where they are the same. */
  ratio(other, from = 0, to = other.length) {
    const { length } = this.text;
    return length + to - from ? (2 * this.#common(other, from, to)) / (length + to - from) : 0;
  }

  /** The ratio with the stretch of another text, no longer than this one, that has most in common with it. */
  part(other) {
    const { length } = this.text;
    let best = 0;
    for (let from = 1 - length; from < other.length && best < 1; from += 1) {
      best = Math.max(best, this.ratio(other, Math.max(0, from), Math.min(other.length, from + length)));
    }
    return best;
  }

  #common(other, from, to) {
    let count = 0;
    // Past the first block this counts a little too much, where letters of two blocks cross: good enough for long texts.
    for (const { masks, size } of this.#blocks) {
      let row = -1;
      for (let at = from; at < to; at += 1) {
        const met = row & (masks.get(other[at]) ?? 0);
        row = (row + met) | (row - met);
      }
      for (let bits = ~row & (size === 31 ? 0x7fffffff : (1 << size) - 1); bits; bits &= bits - 1) count += 1;
    }
    return Math.min(count, to - from);
  }
}

/** 1 where one stretch is the other, near 1 where it is a part of it. */
function alike(pattern, written) {
  const { text, letters } = pattern;
  let shared = 0;
  for (const letter of letters) shared += written.includes(letter);
  if (!written || shared < 0.4 * letters.size) return 0;
  const whole = pattern.ratio(written);
  const part = text.length <= written.length ? Math.max(whole, pattern.part(written)) : whole;
  const pairs = new Set(pairsOf(text));
  let held = 0;
  for (const pair of pairs) held += written.includes(pair);
  return PART * part + PAIRS * (pairs.size ? held / pairs.size : Number(written.includes(text))) + WHOLE * whole;
}

/** The names of the datasets, by how they are written and how they sound. */
class Names {
  #folding;
  #names = [];
  #words = new Set();
  #syllables = new Map();
  #stems = new Map();

  constructor(datasets, folding, syllables) {
    this.#folding = folding;
    for (const [syllable, characters] of Object.entries(syllables)) {
      for (const character of characters) this.#syllables.set(character, syllable);
    }
    for (const dataset of datasets) {
      for (const name of new Set([dataset.name, dataset.name_en, dataset.name_zh].filter(Boolean))) {
        const written = this.plain(name);
        const [han, words] = [isHan(name), written.split(" ")];
        this.#names.push({ dataset, written, han, words });
        for (const word of han ? [] : words) this.#words.add(word);
      }
    }
  }

  /** A text as names are compared: folded, without punctuation, numerals as digits. */
  plain(text) {
    const digits = (numeral) => chineseNumber(numeral) ?? numeral;
    const folded = this.#folding.fold(text).replace(/[一二三四五六七八九十零〇]{2,}/g, digits);
    return runsOf(folded).map(({ run }) => run).join(" ").replace(/(?<=[^\0-\x7f])\s+|\s+(?=[^\0-\x7f])/g, "");
  }

  /** By dataset how alike its names and the text are: 0.45 to 1, others left out. */
  search(text) {
    const asked = this.plain(text.slice(0, NAME_CHARACTERS));
    const found = new Map();
    if (!asked) return found;
    const [han, words] = [isHan(asked), asked.split(" ")];
    const near = han ? [] : this.#near(words);
    const sound = han ? [...asked].map((character) => this.#syllables.get(character) ?? character).join("") : bare(asked);
    const heard = sound.length >= HEARD_LETTERS ? new Pattern(sound) : null;
    const pattern = new Pattern(asked);
    for (const name of this.#names) {
      const said = name.han ? han || /^\d+$/.test(asked) : !han;
      let score = said ? (name.han ? alike(pattern, name.written) : this.#alikeWords(words, name, near)) : 0;
      // The plan's Chinese is heard in Mandarin; typed letters may mean Cantonese, too.
      const sounds = name.han && heard ? name.dataset.sounds.slice(0, han ? 1 : 2) : [];
      for (const known of sounds) score = Math.max(score, SOUND * alike(heard, known));
      if (score >= FLOOR) found.set(name.dataset, Math.max(score, found.get(name.dataset) ?? 0));
    }
    return found;
  }

  /** How well each word asked for is met by a word of the name; the last may be half-typed. */
  #alikeWords(asked, { words, written }, near) {
    const total = (list, score) => list.reduce((sum, word, at) => sum + word.length * score(word, at), 0) / list.join("").length;
    const typed = asked.join(" ");
    const verbatim = typed.length > 1 && ` ${written}`.includes(` ${typed}`);
    const best = (known) => words.reduce((most, word) => Math.max(most, known.get(word)), 0);
    const share = verbatim ? 1 : total(asked, (_, at) => best(near[at].met));
    if (share < 0.3) return 0;
    return (PART + PAIRS) * share + WHOLE * total(words, (word) => near.reduce((most, { whole }) => Math.max(most, whole.get(word)), 0));
  }

  /** For each word asked for, how alike every word of the names is: as it is typed so far, and as a whole. */
  #near(asked) {
    return asked.map((word, at) => {
      const pattern = new Pattern(word);
      const [met, whole, last] = [new Map(), new Map(), at === asked.length - 1];
      for (const other of this.#words) {
        whole.set(other, this.#alikeWord(pattern, other, false));
        met.set(other, last ? this.#alikeWord(pattern, other, true) : whole.get(other));
      }
      return { met, whole };
    });
  }

  #alikeWord(pattern, other, last) {
    const word = pattern.text;
    if (word === other || this.#stem(word) === this.#stem(other)) return 1;
    if (last && word.length > 1 && other.startsWith(word)) return 0.95;
    if (Math.min(word.length, other.length) < 0.5 * Math.max(word.length, other.length)) return 0;
    const near = pattern.ratio(other);
    return near >= 0.7 ? near : 0;
  }

  #stem(word) {
    if (!this.#stems.has(word)) this.#stems.set(word, stem(word));
    return this.#stems.get(word);
  }
}

// --- what datasets speak of ---

const [IN_NAME, IN_OWNER, IN_DESCRIPTION] = [1, 0.85, 0.8];
const WIDER = 0.6;
const BEST_THERE_IS = 0.8;
const SURE = 0.7;
const SUBJECT_WEIGHT = 1.5;
const CHARACTER_WEIGHT = 0.4;
const IN_PART = 0.5;
const HALF_TYPED = 0.9;
const JOINTS = ["and", "or", "及", "和", "或", "与"].map(stem);

/** The smallest pieces that are compared: Chinese characters and stems of words, with their places. */
function atomsOf(folded) {
  return runsOf(folded).flatMap(({ run, index }) =>
    isHan(run)
      ? [...run].map((key, at) => ({ key, start: index + at, end: index + at + 1 }))
      : [{ key: stem(run), start: index, end: index + run.length }],
  );
}

const greater = (map, key, value) => map.set(key, Math.max(value, map.get(key) ?? 0));

/** Which units of a text a dataset speaks of: terms of the vocabulary, words, stretches of Chinese. */
class Evidence {
  #terms;
  #idle;
  #datasets;
  #texts;
  #words = new Map();
  #drawers = new Map();
  #trees = new Map();
  #short = new Map();
  #folding;
  #all;

  constructor({ terms, idle }, datasets, folding) {
    this.#terms = terms;
    this.#datasets = datasets;
    this.#folding = folding;
    this.#idle = new Set(idle.split(" ").flatMap((word) => [word, stem(word)]));
    this.#texts = datasets.map((dataset) => this.#textsOf(dataset));
    this.#all = this.#texts.flatMap((texts) => texts.map(({ text }) => text)).join("\n");
    this.#texts.forEach((texts, n) => texts.forEach(({ text, weight }) => {
      for (const { run } of runsOf(text)) if (!isHan(run)) greater(this.#holders(stem(run), true), datasets[n], weight);
    })); // prettier-ignore
    terms.forEach(({ short = [], forms }, n) => {
      for (const form of short) this.#short.set(form, [...(this.#short.get(form) ?? []), n]);
      for (const form of forms) this.#put(form, n);
    });
  }

  /** Whether a folded word says nothing about a topic. */
  isIdle(word) {
    return this.#idle.has(word) || (/^[\0-\x7f]+$/.test(word) && (word.length === 1 || (/^\d+$/.test(word) && word.length !== 4)));
  }

  /** Whether Chinese can be cut into idle words without a rest. */
  isAllIdle(run) {
    const reached = [true];
    for (let end = 1; end <= run.length; end += 1) {
      reached[end] = [1, 2, 3, 4, 5].some((size) => reached[end - size] && this.isIdle(run.slice(end - size, end)));
    }
    return isHan(run) && Boolean(reached[run.length]);
  }

  /** English words that some text or wording holds. */
  get words() {
    const forms = this.#terms.flatMap(({ forms: written }) => written).join(" ").toLowerCase();
    return [...(forms + this.#all).matchAll(/[a-z]{4,}/g)].map(([word]) => word);
  }

  knows(word) {
    return this.#words.has(stem(word)) || this.#idle.has(word) || this.#idle.has(stem(word));
  }

  /** Where a text mentions terms: [start, end]. */
  places(shown, folded) {
    const pieces = atomsOf(folded);
    return this.#mentions(pieces, shown).map(({ first, last }) => [pieces[first].start, pieces[last].end]);
  }

  /** The units of a text; of its terms alone where `named`. */
  units(shown, folded, named = false) {
    const pieces = atomsOf(folded);
    const mentions = this.#mentions(pieces, shown);
    const taken = new Set(mentions.flatMap(({ first, last }) => pieces.slice(first, last + 1)));
    if (!named) mentions.push(...this.#elided(pieces).filter(({ first }) => !taken.has(pieces[first])));
    for (const { first, last } of mentions) pieces.slice(first, last + 1).forEach((piece) => taken.add(piece));
    const units = mentions.map((mention) => this.#termUnit(mention, pieces, shown, folded, named));
    if (named) return units;
    const rest = [...folded];
    for (const piece of taken) rest.fill(" ", piece.start, piece.end);
    const end = rest.length;
    for (const { run, index } of runsOf(rest.join(""))) units.push(...this.#wordUnits(run, index, shown, end));
    return units.sort((a, b) => a.start - b.start);
  }

  /** By dataset { share, found, sure }: how much of the units it speaks of. */
  coverage(units) {
    const held = units.map((unit) => ({ unit, found: this.#matches(unit) }));
    const rare = (found) => {
      const sure = [...found.values()].filter((value) => value >= SURE).length || found.size;
      return Math.log(1 + (this.#datasets.length - sure + 0.5) / (sure + 0.5));
    };
    const weighed = held.map(({ unit, found }) => ({ unit, found, weight: unit.weight * rare(found) }));
    const total = weighed.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const covered = new Map();
    for (const { unit, found, weight } of weighed) {
      for (const [dataset, value] of found) {
        const coverage = covered.get(dataset) ?? covered.set(dataset, { share: 0, found: [], sure: [] }).get(dataset);
        coverage.share += (weight * value) / total;
        coverage.found.push(unit);
        if (value >= SURE) coverage.sure.push(unit);
      }
    }
    return covered;
  }

  #textsOf({ name, name_en, name_zh, owners, kinds, releases }) {
    const text = (texts, weight) => ({ text: this.#folding.fold(texts.filter(Boolean).join(" | ")), weight });
    return [
      text([name, name_en, name_zh], IN_NAME),
      text([...owners, ...kinds], IN_OWNER),
      text(releases.flatMap(({ description, description_en }) => [description, description_en]), IN_DESCRIPTION),
    ];
  }

  #put(form, term) {
    const first = /[\p{L}\p{N}]/u.exec(form)?.[0] ?? "";
    const character = this.#folding.fold(first);
    if (!this.#drawers.has(character)) this.#drawers.set(character, []);
    this.#drawers.get(character).push([form, term]);
  }

  #holders(word, make) {
    if (!this.#words.has(word) && make) this.#words.set(word, new Map());
    return this.#words.get(word) ?? new Map();
  }

  /** The forms that begin with a character, as a tree: grown once a text asks for it, since most are never asked for. */
  #branches(character) {
    if (this.#trees.has(character)) return this.#trees.get(character);
    const tree = { next: new Map(), terms: [] };
    for (const [form, term] of this.#drawers.get(character) ?? []) {
      let node = tree;
      for (const { key } of atomsOf(this.#folding.fold(form))) {
        if (!node.next.has(key)) node.next.set(key, { next: new Map(), terms: [] });
        node = node.next.get(key);
      }
      if (!node.terms.includes(term)) node.terms.push(term);
    }
    this.#trees.set(character, tree);
    return tree;
  }

  #walk(pieces, first, shown) {
    const written = shown?.slice(pieces[first].start, pieces[first].end) ?? "";
    const short = this.#short.get(written) ?? this.#short.get(written.replace(/s$/, ""));
    const ends = short ? [{ first, last: first, terms: short }] : [];
    let node = this.#branches(pieces[first].key[0]);
    for (let last = first; last < pieces.length; last += 1) {
      node = node.next.get(pieces[last].key);
      if (!node) break;
      if (node.terms.length) ends.push({ first, last, terms: node.terms });
    }
    return ends;
  }

  /** The terms that are mentioned, leftmost and longest first. */
  #mentions(pieces, shown) {
    const found = [];
    for (let first = 0; first < pieces.length; first += 1) {
      const longest = this.#walk(pieces, first, shown).at(-1);
      if (!longest) continue;
      found.push(longest);
      first = longest.last;
    }
    return found;
  }

  /** "Knee and hip replacement" mentions a knee replacement, too. */
  #elided(pieces) {
    const found = [];
    for (let n = 1; n < pieces.length - 2; n += 1) {
      for (const tail of JOINTS.includes(pieces[n].key) ? [2, 3] : []) {
        const end = pieces[n + tail] && this.#walk([pieces[n - 1], pieces[n + tail]], 0).find(({ last }) => last === 1);
        if (end) found.push({ first: n - 1, last: n - 1, terms: end.terms });
      }
    }
    return found;
  }

  #termUnit({ first, last, terms }, pieces, shown, folded, named) {
    const [start, end] = [pieces[first].start, pieces[last].end];
    const tiers = [{ weight: 1, terms }];
    const seen = new Set(terms);
    for (let [layer, weight] = [terms, WIDER]; ; weight *= WIDER) {
      layer = layer.flatMap((term) => this.#terms[term].wider ?? []).filter((wide) => !seen.has(wide) && seen.add(wide));
      if (!layer.length) break;
      tiers.push({ weight, terms: layer });
    }
    tiers[1] = { weight: WIDER, terms: [...(tiers[1]?.terms ?? []), ...terms.flatMap((term) => this.#terms[term].beside ?? [])] };
    if (!named) tiers.push({ weight: IN_PART, words: wordsOf(folded.slice(start, end)).filter((word) => word.length > 1) });
    const weight = terms.some((term) => this.#terms[term].subject) ? SUBJECT_WEIGHT : 1;
    return { text: shown.slice(start, end), start, weight, tiers, term: true };
  }

  #wordUnits(run, index, shown, end) {
    const unit = (start, size, weight, ...tiers) => ({ text: shown.slice(start, start + size), start, weight, tiers });
    if (isHan(run)) return this.#stretches(run).map(({ at, text }) => {
      const pairs = text.length > 2 ? pairsOf(text) : [];
      return unit(index + at, text.length, text.length === 1 ? CHARACTER_WEIGHT : 1, { weight: 1, words: [text] }, { weight: IN_PART, words: pairs });
    }); // prettier-ignore
    if (this.isIdle(run) || this.isIdle(stem(run))) return [];
    const halfTyped = index + run.length === end && run.length > 2 && !this.#words.has(stem(run));
    const longer = halfTyped ? [...this.#words.keys()].filter((word) => word.startsWith(run)) : [];
    return [unit(index, run.length, 1, { weight: 1, words: [stem(run)] }, { weight: HALF_TYPED, words: longer })];
  }

  /** Chinese without a dictionary: the longest stretches that some dataset holds, idle words left out. */
  #stretches(run) {
    const found = [];
    let unknown = null;
    for (let at = 0; at < run.length; ) {
      const size = this.#longest(run, at, (text) => text.length > 1 && this.#all.includes(text));
      const idle = this.#longest(run, at, (text) => this.isIdle(text));
      if (idle >= Math.max(size, 1)) unknown = null;
      else if (size || this.#all.includes(run[at])) {
        found.push({ at, text: run.slice(at, at + (size || 1)) });
        unknown = null;
      } else if (unknown) unknown.text += run[at];
      else found.push((unknown = { at, text: run[at] }));
      at += Math.max(size, idle, 1);
    }
    return found;
  }

  #longest(run, at, fits) {
    for (let size = Math.min(8, run.length - at); size > 0; size -= 1) if (fits(run.slice(at, at + size))) return size;
    return 0;
  }

  #matches({ tiers }) {
    const found = new Map();
    for (const [n, { weight, terms = [], words = [] }] of tiers.entries()) {
      if (n > 1 && found.size) break;
      for (const term of terms) {
        for (const [place, share] of Object.entries(this.#terms[term].held ?? {})) greater(found, this.#datasets[place], (weight * share) / 100);
      }
      for (const word of words) for (const [dataset, share] of this.#having(word)) greater(found, dataset, weight * share);
    }
    const best = Math.max(0, ...found.values());
    if (best && best < BEST_THERE_IS) for (const [dataset, value] of found) found.set(dataset, (value * BEST_THERE_IS) / best);
    return found;
  }

  #having(word) {
    if (!isHan(word)) return this.#holders(word);
    const found = new Map();
    this.#texts.forEach((texts, n) => {
      const weight = Math.max(0, ...texts.map(({ text, weight: place }) => (text.includes(word) ? place : 0)));
      if (weight) found.set(this.#datasets[n], weight);
    });
    return found;
  }
}

const pairsOf = (text) => Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
const wordsOf = (folded) => runsOf(folded).flatMap(({ run }) => (isHan(run) ? pairsOf(run) : [stem(run)]));

// --- slips in English words ---

/** How many letters were put in, left out, changed or swapped; `most + 1` where there are more. */
function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, row] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let n = 1; n <= one.length; n += 1) {
    const next = [n];
    for (let at = 1; at <= other.length; at += 1) {
      next[at] = Math.min(row[at] + 1, next[at - 1] + 1, row[at - 1] + (one[n - 1] !== other[at - 1]));
      if (one[n - 1] === other[at - 2] && one[n - 2] === other[at - 1]) next[at] = Math.min(next[at], before[at - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
}

/** Mends English words that nobody knows to those that are known. */
class Spelling {
  #letters = new Map();
  #known;

  constructor(words) {
    this.#known = new Set(words);
    for (const word of this.#known) {
      if (word.length < 4) continue;
      if (!this.#letters.has(word[0])) this.#letters.set(word[0], []);
      this.#letters.get(word[0]).push(word);
    }
  }

  mended(text) {
    return text.replace(/[A-Za-z]{4,}/g, (word, at) => this.#mended(word, at + word.length === text.length));
  }

  #mended(word, last) {
    const folded = word.toLowerCase();
    if (this.#known.has(folded) || this.#known.has(stem(folded))) return word;
    // The last word may be half-typed: what it begins is better than what it is like.
    if (last && this.#letters.get(folded[0])?.some((known) => known.startsWith(folded))) return word;
    const most = folded.length < 8 ? 1 : 2;
    const near = (this.#letters.get(folded[0]) ?? []).map((known) => ({ known, away: slips(folded, known, most) }));
    const [best] = near.filter(({ away }) => away <= most).sort((a, b) => a.away - b.away || byLength(a.known, b.known));
    return best?.known ?? word;
  }
}

// --- words ---

/** What is said: phrases of data.json in a language. */
class Words {
  #data;
  #folding;

  constructor(data, language, folding) {
    Object.assign(this, { language });
    this.#data = data;
    this.#folding = folding;
  }

  say(key, values = {}) {
    const words = this.#data.sentences[this.language][key] ?? "";
    return words.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  }

  has(key) {
    return key in this.#data.sentences[this.language];
  }

  /** The plan's own words in the reader's script. */
  written(text) {
    return this.language === "zh-Hans" ? this.#folding.simplified(text) : text;
  }

  frequency({ every, frequency = "" }) {
    if (this.has(`short.${every}`)) return this.say(`short.${every}`);
    const [, time, n, letter] = /^P(T?)(\d+)(?:\.\d+)?([MHDWY])$/.exec(every ?? "") ?? [];
    if (!letter) return this.written(frequency) || every || "";
    const unit = time ? { M: "minute", H: "hour" }[letter] : { D: "day", W: "week", M: "month", Y: "year" }[letter];
    return this.say("every.n", { n, unit: this.say(`unit.${unit}.${n === "1" ? "one" : "many"}`) });
  }

  name({ name, name_en, name_zh }) {
    if (this.language === "en") return name_en && name_en !== name ? `${name_en} (${name})` : name;
    return name_zh ? `《${this.written(name_zh)}》（${name}）` : `《${this.written(name)}》`;
  }

  names(datasets) {
    const shown = datasets.slice(0, 6).map((dataset) => this.name(dataset)).join(this.say("join"));
    return datasets.length > 6 ? this.say("list.more", { names: shown, n: datasets.length - 6 }) : shown;
  }

  chip({ field, values = [], mode, ranges = [] }) {
    const either = (shown) => shown.join(this.say("chip.or"));
    const terms = { organisation: "owners", category: "categories", plan: "plans" }[field];
    if (field === "every") {
      const value = either(values.map((every) => this.frequency({ every })));
      return mode ? this.say(`chip.every.${mode}`, { value }) : value;
    }
    if (field === "spatial" || field === "status") return either(values.map((value) => this.say(`${field}.${value}`)));
    if (field === "date") return either(ranges.map((range) => this.#range(range)));
    if (field === "format") return this.#formats(values, mode);
    if (field === "section") return this.say("chip.section", { value: either(values) });
    if (!terms) return this.say(`chip.${field}`);
    const label = (value) => this.#data[terms].find((term) => (term.value ?? term.id) === value)?.label[this.language];
    const known = either(values.map((value) => label(value) ?? this.say("chip.unstated", { field: this.say(`field.${field}`) })));
    return field === "organisation" && values.some(label) ? this.say("chip.organisation", { value: known }) : known;
  }

  #formats(values, mode) {
    if (["none-stated", "single", "several"].includes(mode)) return this.say(`chip.${mode}`);
    const words = values.map((value) => (value === "none" ? this.say("chip.none-stated") : value));
    const value = words.join(this.say(mode ? "chip.and" : "chip.or"));
    return mode === "only" ? this.say("chip.only", { value }) : value;
  }

  #range([first, last]) {
    if (!first || !last) return this.say(first ? "chip.date.since" : "chip.date.until", { first, last });
    if (first.startsWith("--")) {
      const month = Number(first.slice(2));
      return this.say("chip.month", { value: this.language === "en" ? this.say(`month.${month}`) : month });
    }
    const [year, whole] = [first.slice(0, 4), first.endsWith("-01") && last === `${first.slice(0, 4)}-12`];
    if (whole) return this.language === "en" ? year : `${year}年`;
    return first === last ? first : this.say("chip.date.between", { first, last });
  }
}

// --- the search ---

const [FAIR, COVERED, NAMED] = [0.35, 0.5, 0.2];
const [NEARLY, LEAST, MOST, TWIN, TWINS] = [0.82, 0.15, 15, 0.9, 3];
const [LIKE, LIKE_SURELY, LIKE_NEARLY] = [0.36, 0.69, 0.8];
const QUOTED = { characters: 7, words: 4 };
const WANTED = ["list", "count", "dataset-noun", "release-verb"];
const WEAK = new Set(
  ("date every not and or list wh filler it those count figure what-about yes-no dataset-noun release-verb contains " +
    "holds only more included compare").split(" "),
);

/** Searches the content of one data.json. */
export class Catalogue {
  #data;
  #folding;
  #grammar;
  #conditions;
  #names;
  #evidence;
  #spelling = null;
  #quoted = null;

  constructor(data) {
    if (data?.schema !== SCHEMA) throw new Error("data.json and static.js are of two versions: export both anew");
    this.#data = data;
    this.#folding = new Folding(data.folds, data.simplified);
    this.datasets = data.datasets.map((dataset) => this.#whole(dataset));
    this.#grammar = new Grammar(data, this.#folding);
    this.#conditions = new Conditions(this.#grammar, new Calendar(data.bounds, this.#grammar, this.#folding));
    this.#names = new Names(this.datasets, this.#folding, data.syllables);
    this.#evidence = new Evidence(data, this.datasets, this.#folding);
  }

  get plans() {
    return this.#data.plans;
  }

  words(language) {
    return new Words(this.#data, language, this.#folding);
  }

  /** The datasets whose names are like the text, best first, as [dataset, score]; where none is, those it is about. */
  suggest(text, conditions = []) {
    const typed = clean(text).slice(0, MOST_CHARACTERS);
    const pool = this.#pool(conditions);
    const scores = new Map();
    for (const form of new Set([typed, this.#mended(typed)])) {
      const folded = this.#folding.fold(form);
      const names = this.#names.search(form);
      const covered = this.#evidence.coverage(this.#evidence.units(form, folded, true));
      for (const dataset of pool) {
        const score = 0.8 * (names.get(dataset) ?? 0) + 0.2 * (covered.get(dataset)?.share ?? 0);
        if (score >= LIKE) greater(scores, dataset, score);
      }
    }
    if (!scores.size) return this.ask(text, "en", conditions).found;
    return this.#ranked([...scores]);
  }

  /** What a text asks for: { answer: the contract's, without matches, found: [dataset, score] } best first. */
  ask(text, language, given = []) {
    const typed = clean(text).slice(0, MOST_CHARACTERS);
    const shown = this.#mended(typed).replace(SPACED, "");
    const asked = this.#read(shown);
    const conditions = merged([...given, ...asked.conditions]);
    const pool = this.#pool(conditions);
    const units = asked.topic ? this.#evidence.units(asked.topic, this.#folding.fold(asked.topic)) : [];
    // What is left once something was not understood is not what was asked for.
    const whole = !asked.unknown.length && (asked.has(...WANTED) || (!typed && given.length > 0));
    const wanted = asked.conditions.length > 0 || whole;
    const missing = this.#missing(units);
    const known = units.filter((unit) => !missing.includes(unit));
    const topical = known.length > 0 || (missing.length > 0 && !asked.conditions.length);
    const found = topical ? this.#onTopic(asked.topic, units, known, pool) : wanted ? pool.map((dataset) => [dataset, 1]) : [];
    const listed = topical ? this.#listed(found, known) : found;
    const words = this.words(language);
    const chips = conditions.map((condition) => words.chip(condition));
    const said = this.#said({ asked, words, chips, listed, topical, missing, units: units.length, mended: shown !== typed.replace(SPACED, "") && shown });
    return {
      found: [...listed, ...(topical && listed.length ? found.filter((each) => !listed.includes(each)).slice(0, 10) : [])],
      answer: {
        question: text, language, ...said, conditions: conditionsShown(conditions), understood: chips,
        dataset_ids: listed.map(([{ id }]) => id),
      },
    }; // prettier-ignore
  }

  /** Conditions by name, as a page gives them: "every=P1W&spatial=true". */
  conditions(parameters) {
    const values = (name) => parameters.getAll(name).flatMap((value) => (value.trim() ? [value.trim()] : []));
    const plain = (field, change = (value) => value) => ({ field, values: values(field).map(change) });
    const term = (field, terms) => plain(field, (value) => this.#named(terms, value));
    const found = [
      plain("status"), plain("every"), plain("spatial"), plain("section", (value) => value.toUpperCase()),
      plain("format", (value) => (value === "none" ? value : value.toUpperCase())),
      term("organisation", "owners"), term("category", "categories"), plain("plan"),
    ].filter(({ values: chosen }) => chosen.length); // prettier-ignore
    const [[since = null], [until = null], years] = ["since", "until", "year"].map(values);
    const ranges = years.map((year) => [later(`${year}-01`, since), earlier(`${year}-12`, until)]);
    if (years.length || since || until) found.push({ field: "date", ranges: years.length ? ranges : [[since, until]] });
    return found;
  }

  /** A language for an answer: the page's, unless the text is in another. */
  languageFor(text, language) {
    if (isHan(text) === language.startsWith("zh")) return language;
    return isHan(text) ? this.#folding.script(clean(text)) : "en";
  }

  #whole(dataset) {
    const { formats = [], sounds = [], releases, owner = "", category = "", spatial = false } = dataset;
    const forms = (terms, value) => this.#data[terms].find((term) => term.value === value)?.forms ?? [];
    const months = releases.map(({ date }) => date).filter(Boolean).sort();
    const [owners, kinds] = [forms("owners", owner), forms("categories", category)];
    const plan = dataset.id.slice(0, dataset.id.lastIndexOf("/"));
    return { name_en: "", name_zh: "", ...dataset, formats, sounds, owner, category, spatial, months, owners, kinds, plan, thisMonth };
  }

  #named(terms, value) {
    const folded = this.#folding.fold(value);
    return this.#data[terms].find(({ forms }) => forms.some((form) => this.#folding.fold(form) === folded))?.value ?? value;
  }

  /** The datasets to choose from: of the newest editions, unless a plan is named. */
  #pool(conditions) {
    const standing = new Set(this.plans.filter(({ stands }) => stands).map(({ id }) => id));
    const named = conditions.some(({ field }) => field === "plan");
    return this.datasets.filter((dataset) => (named || standing.has(dataset.plan)) && passes(dataset, conditions));
  }

  #mended(text) {
    const strange = (text.toLowerCase().match(/[a-z]{4,}/g) ?? []).some((word) => !this.#evidence.knows(word));
    if (!strange) return text;
    this.#spelling ??= new Spelling([...this.#evidence.words, ...this.#grammar.words, ...this.#data.idle.split(" ")]);
    return this.#spelling.mended(text);
  }

  /** A text understood: its conditions, its topic, what is not understood of it. */
  #read(shown) {
    const folded = this.#folding.fold(shown);
    let spans = this.#grammar.spans(folded, this.#quotes(folded));
    const places = this.#evidence.places(shown, folded);
    const inside = ({ start, end }) => places.some(([from, to]) => from <= start && end <= to && end - start < to - from);
    spans = spans.filter((span) => !WEAK.has(span.tag) || !inside(span));
    const has = (...tags) => spans.some(({ tag }) => tags.includes(tag));
    const read = this.#conditions.read(folded, shown, spans);
    let topic = this.#topic(shown, folded, [...read.used, ...spans.filter(({ tag }) => !["and", "or"].includes(tag)).map(({ start, end }) => [start, end])]);
    const owners = this.#owners(topic);
    const left = owners.length ? this.#without(topic, owners) : topic;
    const whose = owners.length && !has("field") && !this.#evidence.units(left, this.#folding.fold(left)).length;
    if (whose) topic = "";
    const conditions = whose ? [...read.conditions, { field: "organisation", values: [...new Set(owners.map(({ value }) => value))] }] : read.conditions;
    const unknown = [...read.unknown, ...spans.filter(({ tag }) => ASKED_ALONE.includes(tag)).map(({ start, end }) => shown.slice(start, end))];
    if (!topic && !conditions.length) unknown.push(...spans.filter(({ tag }) => FOLLOWING.includes(tag)).map(({ start, end }) => shown.slice(start, end)));
    return { conditions, topic, unknown, has };
  }

  /** Marks what quotes the name of a dataset: its words are no wordings. */
  #quotes(folded) {
    const windows = (text) => {
      const [found, words] = [[], []];
      for (const { run, index } of runsOf(text)) {
        if (!isHan(run)) words.push({ run, index });
        for (let at = 0; isHan(run) && at + QUOTED.characters <= run.length; at += 1) {
          found.push([index + at, index + at + QUOTED.characters, run.slice(at, at + QUOTED.characters)]);
        }
      }
      for (let at = 0; at + QUOTED.words <= words.length; at += 1) {
        const part = words.slice(at, at + QUOTED.words);
        const end = part.at(-1);
        found.push([part[0].index, end.index + end.run.length, part.map(({ run }) => stem(run)).join(" ")]);
      }
      return found;
    };
    this.#quoted ??= new Set(
      this.datasets.flatMap(({ name, name_en }) => [name, name_en].flatMap((each) => windows(this.#folding.fold(each)).map(([, , window]) => window))),
    );
    const marks = new Array(folded.length).fill(false);
    for (const [start, end, window] of windows(folded)) if (this.#quoted.has(window)) marks.fill(true, start, end);
    return marks;
  }

  #topic(shown, folded, used) {
    const kept = shown.split("");
    for (const [start, end] of used) kept.fill(" ", start, end);
    const words = kept.join("").split(/\s+/).filter(Boolean);
    const idle = (word) => {
      const plain = this.#folding.fold(word).replace(/^[\s,.;:!?()「」『』"'、。/-]+|[\s,.;:!?()「」『』"'、。/-]+$/g, "");
      return !plain || this.#evidence.isIdle(plain) || this.#evidence.isIdle(stem(plain)) || this.#evidence.isAllIdle(plain);
    };
    while (words.length && idle(words[0]) && !this.#opens(words)) words.shift();
    while (words.length && idle(words.at(-1)) && !this.#closes(words)) words.pop();
    return words.join(" ").replace(/^[\s,.;:!?，。；：！？、()（）]+|[\s,.;:!?，。；：！？、()（）]+$/g, "");
  }

  /** Whether the first word is a part of a term: "how many" says nothing, but "hours" of "how many hours" does. */
  #opens(words) {
    return this.#ends(words.join(" ")).some(([start, end]) => start < words[0].length && end > words[0].length);
  }

  #closes(words) {
    const text = words.join(" ");
    const last = text.length - words.at(-1).length;
    return this.#ends(text).some(([start, end]) => start < last && end > last);
  }

  #ends(text) {
    return this.#evidence.places(text, this.#folding.fold(text));
  }

  #owners(shown) {
    const folded = this.#folding.fold(shown);
    return this.#data.owners.flatMap(({ value, forms }) => {
      const form = [...forms].sort(byLength).find((each) => {
        if (isHan(each)) return folded.includes(this.#folding.fold(each));
        const [text, name] = /^[A-Z]+$/.test(each) ? [shown, each] : [folded, this.#folding.fold(each)];
        return new RegExp(`(?<![A-Za-z0-9])${escaped(name)}(?![A-Za-z0-9])`).test(text);
      });
      return form ? [{ value, form: this.#folding.fold(form) }] : [];
    });
  }

  #without(topic, owners) {
    return owners.reduce((text, { form }) => text.replaceAll(form, " "), this.#folding.fold(topic));
  }

  #missing(units) {
    const held = new Set([...this.#evidence.coverage(units).values()].flatMap(({ found }) => found));
    return units.filter((unit) => !held.has(unit));
  }

  /** The datasets on a topic, best first: how much of it they speak of, and how much their names are like it. */
  #onTopic(topic, units, known, pool) {
    const covered = this.#evidence.coverage(units);
    const names = this.#names.search(topic);
    const best = Math.max(FAIR, ...[...covered.values()].map(({ share }) => share));
    const scored = pool.map((dataset) => {
      const coverage = covered.get(dataset);
      const score = (COVERED * (coverage?.share ?? 0)) / best + NAMED * (names.get(dataset) ?? 0);
      return [dataset, score / (COVERED + NAMED), coverage];
    });
    return this.#ranked(scored.filter(([, score]) => score > 0));
  }

  /** Those that speak of every unit that any dataset speaks of; else those nearest to it. */
  #listed(found, known) {
    const full = found.filter(([, , coverage]) => coverage && known.length && known.every((unit) => coverage.sure.includes(unit)));
    if (full.length) return full;
    const best = Math.max(0, ...found.map(([, , coverage]) => coverage?.share ?? 0));
    const members = best < LEAST ? [] : found.filter(([, , coverage]) => coverage && coverage.share >= NEARLY * best);
    if (!members.length) {
      const named = (score) => score * (COVERED + NAMED) >= NAMED * LIKE_SURELY && score >= LIKE_NEARLY * found[0][1];
      return known.length ? [] : found.filter(([, score]) => named(score)).slice(0, TWINS);
    }
    return members.length <= MOST ? members : found.slice(0, TWINS).filter(([, score]) => score >= TWIN * found[0][1]);
  }

  #ranked(scored) {
    return scored.sort(([one, a], [other, b]) => b - a || (one.id < other.id ? -1 : 1));
  }

  #said({ asked, words, chips, listed, topical, missing, units, mended }) {
    const n = listed.length;
    const datasets = listed.map(([dataset]) => dataset);
    const where = chips.length ? words.say("list.where", { chips: chips.join(" · ") }) : "";
    const values = { n, names: words.names(datasets), conditions: where, topic: asked.topic };
    const counts = asked.has("count") && !topical;
    const number = n === 0 ? "none" : n === 1 ? "one" : "many";
    const sentences = [];
    if (mended) sentences.push(words.say("mended", { text: mended }));
    if (counts) sentences.push(words.say(n === 1 ? "count.one" : "count.many", values));
    else if (topical && n) sentences.push(words.say(asked.conditions.length ? `list.${number}.topic` : `search.${number}`, values));
    else if (chips.length || n) sentences.push(words.say(topical ? "list.none.topic" : `list.${number}`, values));
    else sentences.push(words.say("limits.none"));
    const apart = (list) => list.map((text) => words.say("quote.open") + text + words.say("quote.close")).join(words.say("join"));
    if (missing.length < units && missing.length && n) sentences.push(words.say("unknown.words", { words: apart(missing.map(({ text }) => text)) }));
    if (asked.unknown.length) sentences.push(words.say("limits.words", { words: apart(asked.unknown) }));
    if (asked.has("field") && n) sentences.push(words.say("limits.value"));
    else if (topical && n) sentences.push(words.say("limits"));
    const kind = counts ? "count" : topical && n ? "search" : n || chips.length ? "list" : "none";
    return { kind, answer: sentences.join(words.language === "en" ? " " : ""), value: counts ? n : null };
  }
}

const later = (one, other) => (other && other > one ? other : one);
const earlier = (one, other) => (other && other < one ? other : one);

// --- the source ---

const loaded = new Map();

/** The catalogue beside a script, read once. */
export function load(base) {
  const address = new URL("data.json", base).href;
  if (!loaded.has(address)) {
    const content = fetch(address).then((response) => {
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return response.json();
    }).then((data) => new Catalogue(data)); // prettier-ignore
    loaded.set(address, content);
    content.catch(() => loaded.delete(address)); // the next search tries again
  }
  return loaded.get(address);
}

/** Where <open-data-search source="static"> gets its answers: the files beside it. */
export class StaticSource {
  #base;

  constructor(base) {
    this.#base = base;
    // Whoever asks is told why nothing could be read. The first look-up builds what later ones use.
    load(base).then((catalogue) => catalogue.suggest("statistcs 統計"), () => {});
  }

  async suggest(text, { limit = 8, plan, conditions, lang = "en", signal } = {}) {
    const catalogue = await load(this.#base);
    signal?.throwIfAborted();
    return this.#matches(catalogue.suggest(text, this.#given(catalogue, conditions, plan)).slice(0, limit), lang, ["name"]);
  }

  async search(text, { lang = "en", conditions, plan, signal } = {}) {
    const catalogue = await load(this.#base);
    signal?.throwIfAborted();
    const language = catalogue.languageFor(text, LANGUAGES.includes(lang) ? lang : "en");
    const { answer, found } = catalogue.ask(text, language, this.#given(catalogue, conditions, plan));
    return { ...answer, matches: this.#matches(found, lang, answer.understood) };
  }

  #given(catalogue, conditions, plan) {
    const parameters = new URLSearchParams(conditions);
    if (plan) parameters.set("plan", plan);
    return catalogue.conditions(parameters);
  }

  #matches(found, lang, otherwise) {
    return found.map(([dataset, score, coverage]) => {
      const { id, name, name_en, status, spatial, organisation = null, organisation_en = null, formats, source } = dataset;
      const releases = dataset.releases.map(({ date = null, every = null, frequency }) => ({ date, every, frequency }));
      const why = coverage?.found.map(({ text }) => text) ?? otherwise;
      const brief = { status, spatial, organisation, organisation_en, formats, releases };
      const url = new URL(`index.html?lang=${encodeURIComponent(lang)}#${encodeURIComponent(id)}`, this.#base).href;
      return { id, name, name_en, score: Math.round(score * 1e4) / 1e4, why, source, brief, url };
    });
  }
}
