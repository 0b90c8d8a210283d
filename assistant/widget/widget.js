/**
 * <open-data-search>: a search box over open data plans, for any page; docs/widget.md tells how to use it.
 *
 * What comes from outside is shown as text.
 */

const HERE = new URL(".", import.meta.url);
const TAG = "open-data-search";
const MOST_CHARACTERS = 500; // what the API takes
const TYPING_PAUSE = 120; // in milliseconds
const ANSWER_WITHIN = 20000;
const RETRIES = 3;
const LONGEST_WAIT = 60; // seconds that a busy server may ask for
const RECENT = "odplan-recent";

// --- words ---

const LANGUAGES = ["en", "zh-Hant", "zh-Hans"];
/** Each word in the order of the languages. */
export const WORDS = {
  placeholder: ["Search datasets or ask a question", "搜尋數據集，或提出問題", "搜索数据集，或提出问题"],
  clear: ["Clear", "清除", "清除"],
  datasets: ["Datasets", "數據集", "数据集"],
  one: ["1 dataset", "1 個數據集", "1 个数据集"],
  many: ["{n} datasets", "{n} 個數據集", "{n} 个数据集"],
  question: ["Ask “{text}”", "提問「{text}」", "提问“{text}”"],
  understood: ["Understood as", "理解為", "理解为"],
  loading: ["Searching…", "正在搜尋……", "正在搜索……"],
  unnamed: ["No dataset goes by that name. Ask it as a question.", "沒有這個名稱的數據集，可以用問題來問。", "没有这个名称的数据集，可以用问题来问。"],
  down: ["The search cannot be reached at the moment.", "暫時未能連接搜尋服務。", "暂时无法连接搜索服务。"],
  offline: ["You are offline. The search goes on once you are connected.", "你現在離線，連線後會繼續搜尋。", "你现在离线，联网后会继续搜索。"],
  busy: ["Many people are searching. Trying again in {n} s.", "現時搜尋的人很多，{n} 秒後再試。", "现在搜索的人很多，{n} 秒后再试。"],
  page: ["See more on the open data page", "到開放數據頁面看更多", "到开放数据页面看更多"],
  recent: ["Recent searches", "最近搜尋", "最近搜索"],
  ask: ["ask", "提問", "提问"],
  choose: ["choose", "選擇", "选择"],
  close: ["close", "關閉", "关闭"],
  released: ["Released", "已發放", "已发放"],
  planned: ["Planned", "計劃發放", "计划发放"],
  spatial: ["Spatial", "空間數據", "空间数据"],
  every: ["every {n}", "每{n}", "每{n}"],
  P1D: ["daily", "每日", "每日"],
  P1W: ["weekly", "每星期", "每周"],
  P1M: ["monthly", "每月", "每月"],
  P3M: ["quarterly", "每季", "每季"],
  P1Y: ["yearly", "每年", "每年"],
  "real-time": ["real-time", "實時", "实时"],
  "as-needed": ["as needed", "有需要時", "有需要时"],
  once: ["once", "一次性", "一次性"],
};

/** The words of a language: words("busy", { n: 5 }). */
function wordsOf(language) {
  const column = LANGUAGES.indexOf(language);
  return (key, values) => WORDS[key][column].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Our language for a BCP 47 tag: the script decides, then the place; null for a tag that says nothing. */
export function languageOf(tag) {
  const subtags = (tag || "").trim().toLowerCase().split(/[-_]/);
  const named = (...some) => subtags.some((subtag) => some.includes(subtag));
  if (!subtags[0]) return null;
  if (!["zh", "yue", "cmn"].includes(subtags[0])) return "en";
  if (named("hans")) return "zh-Hans";
  return named("hant", "hk", "tw", "mo", "yue") ? "zh-Hant" : "zh-Hans";
}

/** An update frequency: a word of the table, a length of time, else as the plan writes it. */
function frequencyOf({ every, frequency }, language) {
  const words = wordsOf(language);
  if (Object.hasOwn(WORDS, every)) return words(every);
  const [, time, count, letter] = /^P(T?)(\d+)([MHDWY])$/.exec(every) || [];
  const unit = (time ? { M: "minute", H: "hour" } : { D: "day", W: "week", M: "month", Y: "year" })[letter];
  if (!unit) return asText(frequency);
  const length = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
  return words("every", { n: length.format(count) });
}

function monthOf(date, language) {
  if (!/^\d{4}-\d{2}$/.test(date)) return "";
  const format = new Intl.DateTimeFormat(language, { year: "numeric", month: "short", timeZone: "UTC" });
  return format.format(new Date(date));
}

// --- what is shown of an answer ---

const asText = (value) => (typeof value === "string" ? value : "");
const asList = (value) => (Array.isArray(value) ? value : []);
const hasHan = (text) => /\p{Script=Han}/u.test(text);
const tidy = (text) => asText(text).replace(/\s+/g, " ").trim().slice(0, MOST_CHARACTERS);

/** An address that may be followed, made whole; null for any that is not http(s). */
export function safeLink(address) {
  try {
    const url = new URL(address, document.baseURI);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

const WORD = /[\p{Script=Latin}\p{N}]+/gu;
const SMALL_WORDS = /^(an?|and|are|by|for|how|in|is|of|on|the|to|wh\w+)$/;
const BRIDGE = 2; // characters in a row in which two spellings of one word may differ: 等候时间, 等候時間

/**
 * A name in pieces: [text, whether the query says it].
 *
 * English words match by their beginning. Chinese is laid over the name: what differs between characters that are the
 * same is taken for the other script's form of them.
 */
export function highlighted(name, query) {
  const letters = [...name];
  const marks = new Set();
  const mark = (from, to) => {
    for (let at = from; at < to; at += 1) marks.add(at);
  };
  const typed = (query.toLowerCase().match(WORD) || []).filter((word, _, all) => !all[1] || !SMALL_WORDS.test(word));
  for (const { 0: word, index } of name.matchAll(WORD)) {
    const start = [...name.slice(0, index)].length;
    for (const each of typed) mark(start, start + beginning(word.toLowerCase(), each));
  }
  for (const run of query.match(/\p{Script=Han}+/gu) || []) markHan(letters, [...run], mark);
  return letters.reduce((pieces, letter, at) => {
    const last = pieces[pieces.length - 1];
    if (last?.[1] === marks.has(at)) last[0] += letter;
    else pieces.push([letter, marks.has(at)]);
    return pieces;
  }, []);
}

/** How many letters of a word what was typed shares with it; 0 where they are two words. */
function beginning(word, typed) {
  let shared = 0;
  while (shared < word.length && word[shared] === typed[shared]) shared += 1;
  const enough = shared > 2 && (shared === word.length || shared >= typed.length * 0.7);
  return shared === typed.length || enough ? shared : 0;
}

function markHan(letters, typed, mark) {
  const { length } = typed;
  for (let shift = 1 - length; shift < letters.length; shift += 1) {
    const same = (at) => letters[at + shift] === typed[at];
    const bridged = (from, to) => to - from <= BRIDGE && hasHan(letters[from + shift] || "");
    for (let start = 0; start < length; start += 1) {
      if (!same(start)) continue;
      let [end, alike] = [start + 1, 1];
      for (let at = end; at < length && bridged(end, at); at += 1) {
        if (same(at)) [end, alike] = [at + 1, alike + 1];
      }
      if (alike > 1 && length - end <= BRIDGE && length + shift <= letters.length) end = length;
      if (alike > 1 || length === 1) mark(start + shift, end + shift);
      start = end;
    }
  }
}

// --- where answers come from ---

/** Why there is no answer: "offline", "busy" (for so many seconds) or "down". */
class NoAnswer extends Error {
  constructor(kind, detail = "", wait = 0) {
    super(kind);
    Object.assign(this, { kind, detail, wait });
  }
}

/** The API of a server. Where there are conditions, only what they select is shown, whatever is asked. */
class RemoteSource {
  #api;
  #selections = new Map();

  constructor(endpoint) {
    this.#api = new URL("api/v1/", endpoint);
  }

  async suggest(text, { limit, plan, conditions, signal }) {
    const ids = await this.#selected(conditions, signal);
    const { matches } = await this.#get("suggest", { q: text, limit: ids ? 100 : limit, ...(plan && { plan }) }, signal);
    return asList(matches).filter(({ id }) => !ids || ids.has(id));
  }

  async search(text, { lang, conditions, signal }) {
    const ids = await this.#selected(conditions, signal);
    // A question in the page's language gets the page's script; any other is answered in its own language.
    const spoken = hasHan(text) === lang.startsWith("zh") && { lang };
    const answer = await this.#get("ask", { q: text, ...spoken }, signal);
    if (!ids || !asList(answer.dataset_ids).length) return answer;
    const dataset_ids = answer.dataset_ids.filter((id) => ids.has(id));
    if (!dataset_ids.length) return this.#get("search", [["text", text], ["lang", lang], ...conditions], signal);
    const narrowed = dataset_ids.length < answer.dataset_ids.length;
    return { ...answer, narrowed, dataset_ids, matches: asList(answer.matches).filter(({ id }) => ids.has(id)) };
  }

  /** The ids that the conditions select, asked for once; null where there are no conditions. */
  async #selected(conditions, signal) {
    const key = String(conditions);
    if (key && !this.#selections.has(key)) {
      const { dataset_ids } = await this.#get("search", [["size", 1], ...conditions], signal);
      this.#selections.set(key, new Set(asList(dataset_ids)));
    }
    return key ? this.#selections.get(key) : null;
  }

  async #get(path, parameters, signal) {
    let response;
    try {
      const url = new URL(`${path}?${new URLSearchParams(parameters)}`, this.#api);
      response = await fetch(url, { signal, credentials: "omit", headers: { Accept: "application/json" } });
    } catch {
      throw new NoAnswer(navigator.onLine ? "down" : "offline");
    }
    const { ok, status } = response;
    if (status === 429 || status === 503) throw new NoAnswer("busy", "", waitOf(response));
    const content = await response.json();
    if (!ok) throw new NoAnswer("down", asText(content.detail));
    return content;
  }
}

/** How many seconds a response asks to wait. */
function waitOf(response) {
  const given = response.headers.get("Retry-After") || "5";
  const seconds = Math.ceil(/\D/.test(given) ? (Date.parse(given) - Date.now()) / 1000 : given);
  return Math.min(LONGEST_WAIT, Math.max(1, seconds || 1));
}

/** Files beside this script instead of a server. */
function staticSource() {
  const source = import("./static.js").then(({ StaticSource }) => new StaticSource(HERE));
  source.catch(() => {}); // told when asked
  return source;
}

// --- the state of a search, without DOM ---

const NOTHING = { phase: "idle", kind: "suggest", text: "", matches: [], answer: null, problem: null };

/**
 * What is searched for and what came of it; `changed` is called with each new state.
 *
 * phase: idle, loading, done, failed; kind: suggest (names, while typing) or ask.
 * Only the latest run may change the state: an answer that comes late is dropped, even where it could not be aborted.
 */
class Search {
  state = NOTHING;
  #options;
  #changed;
  #latest = new AbortController();
  #notBefore = 0;

  constructor(options, changed) {
    this.#options = options;
    this.#changed = changed;
  }

  /** Look for names like the text, once typing pauses. */
  type(text) {
    const typed = tidy(text);
    if (typed === this.state.text && this.state.phase !== "failed") return;
    // One Latin letter says nothing; one Chinese character does.
    if (/^[\0-\x7f]?$/.test(typed)) this.clear(typed);
    else this.#run("suggest", typed, this.#options().pause);
  }

  /** Ask the whole question; gives its answer, or null where it failed or something else was asked meanwhile. */
  async ask(text) {
    const { kind, phase, answer, text: asked } = this.state;
    const question = tidy(text);
    if (kind === "ask" && phase === "done" && asked === question) return answer;
    return question ? this.#run("ask", question, 0) : null;
  }

  again() {
    this.#run(this.state.kind, this.state.text, 0);
  }

  clear(text = "") {
    this.#latest.abort();
    this.#set({ ...NOTHING, text });
  }

  #set(change) {
    this.state = { ...this.state, ...change };
    this.#changed(this.state);
  }

  async #run(kind, text, pause) {
    this.#latest.abort();
    const mine = (this.#latest = new AbortController());
    const set = (change) => mine === this.#latest && !mine.signal.aborted && this.#set(change);
    set({ phase: "loading", kind, text });
    for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
      await later(Math.max(attempt ? 0 : pause, this.#notBefore - Date.now()));
      if (mine.signal.aborted) return null;
      try {
        const found = await this.#fetch(kind, text, mine.signal);
        set({ phase: "done", problem: null, ...found });
        return mine.signal.aborted ? null : found.answer;
      } catch (error) {
        const problem = error instanceof NoAnswer ? error : new NoAnswer("down");
        this.#notBefore = Date.now() + problem.wait * 1000;
        set({ phase: "failed", problem, matches: [], answer: null });
        if (!problem.wait) return null;
      }
    }
    return null;
  }

  async #fetch(kind, text, signal) {
    const { source, ...options } = this.#options();
    const ask = kind === "ask";
    const request = (await source)[ask ? "search" : "suggest"](text, { ...options, signal });
    const late = later(ANSWER_WITHIN).then(() => Promise.reject(new NoAnswer("down")));
    const found = await Promise.race([request, late]);
    return { answer: ask ? found : null, matches: asList(ask ? found.matches : found).slice(0, options.limit) };
  }
}

const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// --- input methods ---

const PLAIN_LETTERS = /^[\p{Script=Latin}\p{N}&.-]+$/u;

/**
 * Whose a key is, and whether a text that is still being composed may be searched for.
 *
 * On a computer, input methods compose phonetics (aizheng) or radicals (水口一): nobody means these, so nothing is
 * searched until they commit. Android's keyboards compose English too: there the letters are meant, and waiting would
 * leave the box dead. A physical key has a code; those send "Unidentified" without one, or nothing. What they compose
 * is searched if it is plain letters; once letters have turned into Chinese, the keyboard is a phonetic one.
 */
class InputMethod {
  static #phonetic = false; // of the person at this page, not of one box
  active = false;
  #onScreen = /android/i.test(navigator.userAgent);
  #composed = "";
  #lettered = false;

  owns({ keyCode, isComposing, key, code }) {
    if (keyCode === 229) this.#onScreen = !code && (!key || key === "Unidentified");
    // A screen keyboard's Enter is itself, though it still composes the last word.
    return keyCode === 229 || (isComposing && !(this.#onScreen && keyCode === 13));
  }

  update(text) {
    this.active = true;
    this.#composed = text;
    this.#lettered ||= PLAIN_LETTERS.test(text);
  }

  end(text) {
    this.active = false;
    if (PLAIN_LETTERS.test(text)) InputMethod.#phonetic = false;
    else if (hasHan(text) && this.#lettered) InputMethod.#phonetic = true;
    this.#lettered = false;
  }

  /** Whether the text in the box is what the person means by now. */
  get settled() {
    return !this.active || (this.#onScreen && !InputMethod.#phonetic && PLAIN_LETTERS.test(this.#composed));
  }
}

// --- looks ---

// A constructed sheet needs no leave from a Content-Security-Policy. Of the page's looks only its font and color-scheme
// come in: pages restyle everything, and mean their own elements.
const LOOKS = `
:host { display: block }
:host([hidden]), [hidden] { display: none !important }
* { box-sizing: border-box }
.root {
  all: initial; display: block; position: relative; color-scheme: inherit; overflow-wrap: anywhere; color: var(--text);
  font: var(--odplan-font-size, max(1rem, 16px))/1.5 sans-serif; font-family: var(--odplan-font, inherit);
  --accent: var(--odplan-accent, light-dark(#0b6b50, #5ecfa6)); --wash: var(--odplan-wash, light-dark(#e6f3ee, #17332a));
  --paper: var(--odplan-background, light-dark(#fff, #16201d)); --text: var(--odplan-text, light-dark(#14211d, #e8efec));
  --soft: var(--odplan-muted, light-dark(#50615a, #a6b6b0)); --line: var(--odplan-border, light-dark(#d3ded9, #2c3b36));
  --edge: var(--odplan-edge, light-dark(#788a83, #6b7d76)); --radius: var(--odplan-radius, .75em);
}
.light { color-scheme: light }
.dark { color-scheme: dark }
button, input { font: inherit; color: inherit; background: none; border: 0; padding: 0 }
button, .option { cursor: pointer }
p, ul { margin: 0; padding: 0; list-style: none }
svg { width: 1.25em; height: 1.25em; flex: none; color: var(--soft); fill: none; stroke: currentColor; stroke-width: 1.75;
  stroke-linecap: round; stroke-linejoin: round }
kbd { font: 600 .75em/1.5 system-ui, sans-serif; padding: 0 .4em; color: var(--soft); border: 1px solid var(--line);
  border-bottom-width: 2px; border-radius: .4em; white-space: nowrap }
a { color: var(--accent); font-weight: 600; text-underline-offset: .2em }
:is(a, button, .scroll):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.scroll:focus-visible { outline-offset: -3px }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }

.box, .button { display: flex; align-items: center; gap: .625em; width: 100%; height: 3em; padding: 0 .875em;
  border: 1.5px solid var(--edge); border-radius: var(--radius); background: var(--paper) }
.box:focus-within { border-color: var(--accent); outline: 3px solid color-mix(in srgb, var(--accent) 35%, transparent) }
.button span { flex: 1; text-align: start; color: var(--soft) }
.button span, .other { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
input { flex: 1; min-width: 0; height: 100%; outline: 0; text-overflow: ellipsis }
input::placeholder { color: var(--soft); opacity: 1 }
.box button { display: grid; place-items: center; min-width: 2em; height: 2em; border-radius: .5em }
.box button:hover { background: var(--wash) }
.busy .glass { border: 2px solid var(--line); border-top-color: var(--accent); border-radius: 50% }
.busy .glass path { display: none }

.panel { background: var(--paper); border-radius: var(--radius); overflow: hidden }
.root > .panel { position: absolute; top: calc(100% + .375em); left: 0; z-index: var(--odplan-layer, 1000);
  width: max(100%, min(20em, 100vw - 3em)); border: 1px solid var(--line) }
.root > .end { left: auto; right: 0 }
.root > .panel, dialog { box-shadow: 0 .75em 2.25em #0003, 0 .125em .375em #0002 }
.scroll { overflow-y: auto; overscroll-behavior: contain; padding: .375em;
  max-height: var(--odplan-panel-height, max(15em, min(34em, var(--room)))) }
.scroll:not(:has(:not([hidden], :empty))) { display: none }
.answer { margin: .125em .125em .5em; padding: .75em .875em; border-radius: .5em; background: var(--wash) }
.sentence { white-space: pre-line }
.sentence, .asking .name { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden }
.chips { display: flex; flex-wrap: wrap; gap: .375em; margin-top: .5em; font-size: .8125em }
.chips li { padding: 0 .75em; border-radius: 1em; border: 1px solid var(--accent); color: var(--accent); font-weight: 600 }
.message { padding: .875em; color: var(--soft) }
.problem { color: light-dark(#a3262a, #ff9d9a) }
.message > * { display: block; margin-top: .25em }
.heading, .foot { display: flex; justify-content: space-between; flex-wrap: wrap; gap: .25em 1em; font-size: .8125em; color: var(--soft) }
.heading { padding: .375em .75em }
.heading button { text-decoration: underline }

.option { display: flex; gap: .75em; padding: .5625em .75em; border-radius: .5em; color: inherit; font-weight: 400; text-decoration: none }
.option svg { margin-top: .125em }
.option:hover { outline: 1px solid var(--line) }
.option[aria-selected=true] { background: var(--wash); box-shadow: inset .1875em 0 var(--accent) }
.body { flex: 1; min-width: 0 }
.name { display: block; font-weight: 500; line-height: 1.4 }
.other { display: block; font-size: .875em; color: var(--soft) }
.facts { display: flex; flex-wrap: wrap; gap: .125em .625em; margin-top: .25em; font-size: .8125em; color: var(--soft) }
.badge { padding: 0 .5em; border-radius: .375em; font-weight: 600; color: light-dark(#1b5583, #93c7f0); background: light-dark(#e3eff8, #14304a) }
.planned { color: light-dark(#7d4b00, #f2bd63); background: light-dark(#fcefd5, #392b11) }
mark { background: none; color: var(--accent); font-weight: 700 }
.asking { align-items: center; color: var(--accent) }
.asking svg { color: inherit; margin: 0 }
.also { position: sticky; bottom: -.375em; background: var(--paper); border-top: 1px solid var(--line); border-radius: 0 }
.foot { padding: .5em .875em; border-top: 1px solid var(--line) }
.keys span { margin-inline-end: 1em }
.keys kbd { margin-inline-end: .25em }

dialog { width: min(42em, 100vw - 1.5em); max-width: none; margin: min(10vh, 5em) auto auto; padding: 0; overflow: hidden;
  border: 1px solid var(--line); border-radius: var(--radius); background: var(--paper); color: inherit }
dialog::backdrop { background: #08141080 }
dialog .box { border-width: 0 0 1px; border-color: var(--line); border-radius: 0; height: 3.5em }
dialog .box:focus-within { outline-offset: -3px }
@media (hover: none), (max-width: 30em) { .keys, .button kbd, .foot:not(:has(a)) { display: none } }
@media (prefers-reduced-motion: no-preference) { .busy .glass { animation: turn .8s linear infinite } }
@keyframes turn { to { rotate: 1turn } }
@media (forced-colors: active) {
  .option[aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px }
  .box:focus-within { outline-color: Highlight }
  mark { text-decoration: underline }
}`;

const ICONS = {
  glass: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5 20 20",
  cross: "M7 7l10 10M17 7 7 17",
  table: "M4.5 5.5h15v13h-15zM4.5 10h15M10 10v8.5",
  place: "M12 20s6-5 6-10a6 6 0 0 0-12 0c0 5 6 10 6 10M12 9v2",
  question: "M4.5 5.5h15v10h-8l-4 4v-4h-3z",
};

function icon(name) {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  path.setAttribute("d", ICONS[name]);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", name);
  svg.append(path);
  return svg;
}

/** An element with its class and part, attributes and children; strings become text, never markup. */
function make(tag, name, attributes, ...children) {
  const made = document.createElement(tag);
  if (name) {
    made.className = name;
    made.setAttribute("part", name);
  }
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children.filter(Boolean));
  return made;
}

// --- the element ---

const APPLE = /mac|iphone|ipad/i.test(navigator.platform);
const boxes = []; // those on the page: the first one in dialog mode answers to Ctrl-K
let number = 0;

export class OpenDataSearch extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = (
    "endpoint lang placeholder label plan conditions max mode theme page recent source shortcut value"
  ).split(" ");

  #root = this.attachShadow({ mode: "open" });
  #internals = this.attachInternals();
  #search = new Search(() => this.#options(), (state) => this.#changed(state));
  #method = new InputMethod();
  #number = (number += 1);
  #parts = null;
  #items = []; // the options on show
  #active = -1;
  #open = false;
  #value = "";
  #given = null;
  #source = null;
  #gone = null;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOKS);
    this.#root.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    // What was set before this script was there hides the accessors.
    for (const name of ["value", "source"]) {
      if (!Object.hasOwn(this, name)) continue;
      const given = this[name];
      delete this[name];
      this[name] = given;
    }
    this.#gone = new AbortController();
    // On the window, where no element has stopped them yet.
    const listen = (type, listener) => window.addEventListener(type, listener, { capture: true, signal: this.#gone.signal });
    listen("keydown", (event) => this.#shortcut(event));
    listen("pointerdown", (event) => event.composedPath().includes(this) || this.#hide());
    listen("online", () => this.#search.state.problem?.kind === "offline" && this.#search.again());
    this.#follow();
    boxes.push(this);
    this.#build();
  }

  disconnectedCallback() {
    this.#gone.abort();
    boxes.splice(boxes.indexOf(this), 1);
    this.#search.clear();
    this.#parts = null;
  }

  attributeChangedCallback(name, _, text) {
    if (name === "source" || name === "endpoint") this.#source = null;
    if (name === "value") this.value = text;
    else if (this.#parts) this.#build();
  }

  formResetCallback() {
    this.clear();
    this.value = this.getAttribute("value");
  }

  formDisabledCallback(disabled) {
    for (const part of [this.#parts?.input, this.#parts?.button]) if (part) part.disabled = disabled;
  }

  // --- for scripts of the page (widget.d.ts) ---

  get value() {
    return this.#value;
  }

  set value(text) {
    this.#value = String(text ?? "").slice(0, MOST_CHARACTERS);
    this.#internals.setFormValue(this.#value);
    if (!this.#parts) return;
    const { input, clear } = this.#parts;
    if (input.value !== this.#value) input.value = this.#value;
    clear.hidden = !this.#value;
  }

  get source() {
    return this.#given;
  }

  set source(source) {
    // React sets a property where there is one of an attribute's name.
    const named = typeof source === "string";
    if (named) this.setAttribute("source", source);
    this.#given = named ? null : source;
  }

  async search(text) {
    this.value = text;
    this.open();
    return this.#search.ask(this.#value);
  }

  open() {
    const { dialog, input } = this.#parts;
    if (dialog && !dialog.open) dialog.showModal();
    input.focus();
    this.#reveal();
  }

  close() {
    this.#parts.dialog?.close();
    this.#hide();
  }

  clear() {
    this.value = "";
    this.#search.clear();
  }

  focus(options) {
    (this.#parts.button || this.#parts.input).focus(options);
  }

  // --- what is configured ---

  get #language() {
    for (let element = this; element; element = element.parentElement || element.getRootNode().host) {
      const language = languageOf(element.getAttribute("lang"));
      if (language) return language;
    }
    return languageOf(navigator.language) || "en";
  }

  get #words() {
    return wordsOf(this.#language);
  }

  get #endpoint() {
    return safeLink((this.getAttribute("endpoint") || HERE.href).replace(/\/?$/, "/")) || HERE;
  }

  get #conditions() {
    const conditions = new URLSearchParams(this.getAttribute("conditions") || "");
    if (this.getAttribute("plan")) conditions.set("plan", this.getAttribute("plan"));
    return conditions;
  }

  #options() {
    const local = this.getAttribute("source") === "static";
    this.#source ??= local ? staticSource() : new RemoteSource(this.#endpoint);
    const conditions = this.#conditions;
    const limit = Math.min(50, Math.max(1, parseInt(this.getAttribute("max"), 10) || 8));
    const [source, pause] = [this.#given || this.#source, local ? 0 : TYPING_PAUSE];
    return { source, pause, limit, lang: this.#language, plan: conditions.get("plan"), conditions };
  }

  #pageAt(parameters) {
    const url = new URL(safeLink(this.getAttribute("page") || this.#endpoint) || this.#endpoint);
    for (const [name, value] of [...parameters, ["lang", this.#language]]) url.searchParams.append(name, value);
    return url.href;
  }

  /** The page's own search for a text. */
  #link(text) {
    const conditions = [...this.#conditions];
    const asked = conditions.length ? [["view", "browse"], ["text", text], ...conditions] : [["q", text]];
    return make("a", "link", { href: this.#pageAt(asked) }, this.#words("page"));
  }

  // --- the frame ---

  #build() {
    const words = this.#words;
    const placeholder = this.getAttribute("placeholder") || words("placeholder");
    const label = this.getAttribute("label") || placeholder;
    const list = `list-${this.#number}`;
    const input = make("input", "input", {
      role: "combobox", "aria-label": label, "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list,
      placeholder, autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", dir: "auto",
      maxlength: MOST_CHARACTERS,
    });
    const clear = make("button", "clear", { type: "button", "aria-label": words("clear") }, icon("cross"));
    const box = make("div", "box", {}, icon("glass"), input, clear);
    const above = make("div");
    const listbox = make("div", "results", { role: "listbox", id: list, "aria-label": words("datasets") });
    const scroll = make("div", "scroll", { tabindex: "0" }, above, listbox);
    const foot = make("div", "foot");
    const panel = make("div", "panel", {}, scroll, foot);
    const status = make("p", "unseen", { role: "status" });
    const root = make("div", "root", { lang: this.#language });
    const wasOpen = this.#parts?.dialog?.open;
    this.#parts = { root, box, input, clear, above, listbox, scroll, foot, panel, status };
    if (this.getAttribute("mode") === "dialog") this.#buildDialog({ box, label, placeholder });
    else root.append(box, panel, status);
    this.#root.replaceChildren(root);
    this.value = this.#value;
    this.#listen();
    this.#light();
    this.formDisabledCallback(this.matches(":disabled"));
    this.#draw(this.#search.state);
    this.#sync();
    if (wasOpen) this.open();
  }

  #buildDialog({ box, label, placeholder }) {
    const { root, panel, status } = this.#parts;
    const close = make("button", "close", { type: "button", "aria-label": this.#words("close") }, make("kbd", "", {}, "Esc"));
    const dialog = make("dialog", "dialog", { "aria-label": label }, box, panel, status);
    const button = make("button", "button", { type: "button", "aria-haspopup": "dialog" }, icon("glass"));
    button.append(make("span", "", {}, placeholder));
    if (this.getAttribute("shortcut") !== "none") {
      button.append(make("kbd", "", { "aria-hidden": "true" }, APPLE ? "⌘ K" : "Ctrl K"));
      button.setAttribute("aria-keyshortcuts", APPLE ? "Meta+K" : "Control+K");
    }
    box.append(close);
    root.append(button, dialog);
    Object.assign(this.#parts, { dialog, button });
    button.addEventListener("click", () => this.open());
    close.addEventListener("click", () => this.close());
    dialog.addEventListener("cancel", (event) => this.#method.active && event.preventDefault());
    dialog.addEventListener("close", () => this.#hide());
    dialog.addEventListener("click", (event) => event.target === dialog && this.close());
  }

  #listen() {
    const { root, input, clear, listbox } = this.#parts;
    const listen = (types, listener, target = input) => {
      for (const type of types.split(" ")) target.addEventListener(type, listener);
    };
    listen("input", () => this.#typed());
    listen("compositionstart compositionupdate", (event) => this.#method.update(event.data));
    listen("compositionend", (event) => {
      this.#method.end(event.data);
      this.#typed();
    });
    listen("keydown", (event) => this.#key(event));
    listen("focus click", () => this.#reveal());
    listen("focusout", ({ relatedTarget: to }) => to && !this.#root.contains(to) && this.#hide(), root);
    listen("click", () => (this.clear(), input.focus()), clear);
    // The mouse must not take the cursor out of the box.
    listen("mousedown", (event) => event.preventDefault(), listbox);
    // Neither the page's single-key shortcuts nor a form that submits on Enter are meant.
    const swallow = (event) => {
      const { key, type, target, ctrlKey, metaKey, altKey } = event;
      if (key === "Enter" || !(ctrlKey || metaKey || altKey || key === "Tab")) event.stopPropagation();
      if (key === "Escape" && type === "keydown" && target !== input) (input.focus(), this.close());
    };
    listen("keydown keypress keyup", swallow, root);
  }

  #follow() {
    const observer = new MutationObserver(() => {
      if (this.#parts.root.lang !== this.#language) this.#build();
      this.#light();
    });
    for (const element of [document.documentElement, document.body]) observer.observe(element, { attributes: true });
    this.#gone.signal.addEventListener("abort", () => observer.disconnect());
  }

  /** A page that is dark without saying so by color-scheme is known by its light text. */
  #light() {
    const { colorScheme, color } = getComputedStyle(this);
    const dark = colorScheme === "normal" && /^rgba?\(((1[5-9]|2\d)\d,? ?){3}/.test(color) && "dark";
    this.#parts.root.className = `root ${/^(light|dark)$/.exec(this.getAttribute("theme"))?.[0] || dark}`;
  }

  // --- what a person does ---

  #typed() {
    this.value = this.#parts.input.value;
    if (!this.#method.settled) return;
    this.#open = true;
    this.#activate(-1); // Enter means what is typed now
    this.#search.type(this.#value);
  }

  #shortcut(event) {
    const asked = /^k$/i.test(event.key) && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!asked || boxes.find((box) => box.#answersKeys) !== this) return;
    event.preventDefault();
    if (this.#parts.dialog.open) this.close();
    else this.open();
  }

  get #answersKeys() {
    return this.#parts.dialog && !this.#parts.button.disabled && this.getAttribute("shortcut") !== "none";
  }

  #key(event) {
    if (this.#method.owns(event)) return;
    const { key, altKey } = event;
    const { panel, dialog } = this.#parts;
    if (key === "ArrowDown") this.#step(1);
    else if (key === "ArrowUp") altKey ? this.#hide() : this.#step(-1);
    else if (key === "Enter") this.#enter(event);
    else if (key !== "Escape") return;
    else if (dialog || !panel.hidden) this.close();
    else this.clear();
    event.preventDefault();
  }

  #step(by) {
    if (this.#parts.panel.hidden) return this.#reveal();
    const places = this.#items.length + 1; // the box itself is one of them
    this.#activate(((this.#active + 1 + by + places) % places) - 1);
  }

  #enter({ ctrlKey, metaKey, shiftKey }) {
    const how = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey };
    if (this.#items[this.#active]) this.#items[this.#active].dispatchEvent(new MouseEvent("click", how));
    else this.#ask(this.#value);
  }

  #ask(text) {
    if (!tidy(text)) return;
    this.value = text;
    this.#remember();
    this.#reveal();
    this.#search.ask(text);
  }

  #choose(event, { id, name, name_en }, url) {
    const detail = { id, name, name_en, url, text: this.#value };
    if (!this.#tell("odplan-select", detail)) event.preventDefault();
    this.#remember();
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.close();
  }

  #tell(type, detail) {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  #remember() {
    const text = tidy(this.#value);
    if (text && this.hasAttribute("recent")) keep([text, ...kept().filter((other) => other !== text)].slice(0, 5));
  }

  // --- what is shown ---

  #changed(state) {
    if (!this.#parts) return;
    this.#draw(state);
    this.#sync();
    if (state.phase === "loading") return;
    const { kind, text, matches, answer } = state;
    this.#parts.status.textContent = spoken(state, this.#words);
    if (state.phase === "done") this.#tell("odplan-search", { kind, text, answer, count: countOf(answer) ?? matches.length });
  }

  #reveal() {
    this.#open = true;
    this.#options(); // reads
    this.#light();
    if (this.#search.state.phase === "idle") this.#draw(this.#search.state);
    this.#sync();
  }

  #hide() {
    this.#open = false;
    this.#sync();
  }

  /** Shows or hides the panel, within the window. */
  #sync() {
    const { input, panel, listbox, above, dialog } = this.#parts;
    const shown = Boolean(dialog || (this.#open && (this.#items.length || above.firstChild)));
    if (!shown) this.#activate(-1);
    panel.hidden = !shown;
    listbox.hidden = !this.#items.length;
    input.setAttribute("aria-expanded", String(shown && !listbox.hidden));
    panel.classList.remove("end");
    const { top, right } = panel.getBoundingClientRect();
    panel.classList.toggle("end", right > document.documentElement.clientWidth);
    panel.style.setProperty("--room", `${innerHeight - top - 64}px`);
  }

  #activate(index) {
    const { input } = this.#parts;
    this.#active = index;
    this.#items.forEach((node, at) => node.setAttribute("aria-selected", String(at === index)));
    input.removeAttribute("aria-activedescendant");
    if (index < 0) return;
    input.setAttribute("aria-activedescendant", this.#items[index].id);
    this.#items[index].scrollIntoView({ block: "nearest" });
  }

  #draw(state) {
    const { box, above, listbox, scroll, foot } = this.#parts;
    const { phase, kind, text, matches, answer } = state;
    const loading = phase === "loading";
    box.classList.toggle("busy", loading);
    if (loading && this.#items.length) return; // what was found before stays until there is more
    const words = this.#words;
    this.#items = [];
    above.replaceChildren(...this.#above(state));
    if (phase === "idle" && !text && this.hasAttribute("recent")) this.#offer(kept());
    if (phase === "done") for (const match of matches) this.#addMatch(match, text);
    if (phase === "done" && kind === "suggest") this.#addQuestion(words("question", { text }), text, matches.length && "also");
    listbox.replaceChildren(...this.#items);
    const keys = [["↵", words("ask")], ["↑↓", words("choose")], ["Esc", words("close")]];
    const hints = keys.map(([key, says]) => make("span", "", {}, make("kbd", "", {}, key), says));
    foot.replaceChildren(make("div", "keys", { "aria-hidden": "true" }, ...hints));
    if (answer) foot.append(this.#link(text));
    scroll.scrollTop = 0;
    this.#activate(-1);
  }

  #above({ phase, problem, text, answer, matches }) {
    const words = this.#words;
    if (problem) {
      const detail = problem.detail && make("small", "", { dir: "auto" }, problem.detail);
      return [make("div", "message problem", {}, words(problem.kind, { n: problem.wait }), detail, this.#link(text))];
    }
    if (phase === "loading") return [make("p", "message", {}, words("loading"))];
    if (phase === "idle") return this.querySelector("[slot=start]") ? [make("slot", "", { name: "start" })] : [];
    const above = answer ? [this.#answer(answer)] : [];
    if (matches.length) return above;
    const empty = make("slot", "", { name: "empty" }, !answer && words("unnamed"));
    return [...above, make("div", "message empty", {}, empty)];
  }

  #answer(answer) {
    const lang = asText(answer.language);
    const sentence = make("p", "sentence", { dir: "auto", lang }, said(answer, this.#words));
    const chips = asList(answer.understood).map((chip) => make("li", "chip", { lang }, asText(chip)));
    const understood = chips.length && make("ul", "chips", { "aria-label": this.#words("understood") }, ...chips);
    return make("div", "answer", {}, sentence, understood);
  }

  #offer(texts) {
    if (!texts.length) return;
    const forget = make("button", "forget", { type: "button" }, this.#words("clear"));
    forget.addEventListener("click", () => {
      keep([]);
      this.open();
    });
    this.#parts.above.append(make("div", "heading", {}, this.#words("recent"), forget));
    for (const text of texts) this.#addQuestion(text, text);
  }

  #addQuestion(label, text, also) {
    const name = make("span", "body", {}, make("span", "name", { dir: "auto" }, label));
    this.#add("div", `option asking ${also || ""}`, {}, icon("question"), name).addEventListener("click", () => this.#ask(text));
  }

  #addMatch(match, text) {
    const url = match.url ? safeLink(match.url)?.href : this.#pageAt([["view", "dataset"], ["id", match.id]]);
    const names = [["zh-Hant", asText(match.name)], ["en", asText(match.name_en)]];
    if (this.#language === "en" && match.name_en) names.reverse();
    const [name, other] = names.map(([lang, words], at) => {
      const shown = highlighted(words, text).map(([piece, marked]) => (marked ? make("mark", "mark", {}, piece) : piece));
      return shown.length && make("span", at ? "other" : "name", { lang, dir: "auto" }, ...shown);
    });
    const facts = factsOf(match.brief || {}, this.#language);
    const body = make("span", "body", {}, name, other, facts.length && make("span", "facts", {}, ...facts));
    const node = this.#add(url ? "a" : "div", "option", url && { href: url }, icon(match.brief?.spatial ? "place" : "table"), body);
    node.addEventListener("click", (event) => this.#choose(event, match, url));
  }

  #add(tag, name, attributes, ...children) {
    const id = `option-${this.#number}-${this.#items.length}`;
    const node = make(tag, name, { role: "option", id, tabindex: "-1", "aria-selected": "false", ...attributes }, ...children);
    this.#items.push(node);
    return node;
  }
}

function factsOf({ status, spatial, releases, formats, organisation, organisation_en }, language) {
  const words = wordsOf(language);
  const [release = {}] = asList(releases);
  const planned = status === "planned";
  const facts = [
    planned && monthOf(release.date, language),
    spatial && words("spatial"),
    frequencyOf(release, language),
    asList(formats).join(", "),
    asText((language === "en" && organisation_en) || organisation),
  ].map((text) => text && make("span", "", { dir: "auto" }, text));
  const badge = status && make("span", planned ? "badge planned" : "badge", {}, planned ? words("planned") : words("released"));
  return [badge, ...facts].filter(Boolean);
}

const countOf = (answer) => answer?.dataset_ids?.length;
const counted = (n, words) => (n === 1 ? words("one") : words("many", { n }));
/** An answer's own sentence; of one that conditions have narrowed, the count. */
const said = (answer, words) => (answer.narrowed ? counted(countOf(answer), words) : asText(answer.answer));

function spoken({ phase, problem, answer, matches }, words) {
  if (phase === "idle") return "";
  if (problem) return words(problem.kind, { n: problem.wait });
  if (!answer) return matches.length ? counted(matches.length, words) : words("unnamed");
  return countOf(answer) ? `${counted(countOf(answer), words)}. ${said(answer, words)}` : said(answer, words);
}

function kept() {
  try {
    return (localStorage.getItem(RECENT) || "").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}

function keep(texts) {
  try {
    localStorage.setItem(RECENT, texts.join("\n"));
  } catch {
    // This browser keeps nothing.
  }
}

if (!customElements.get(TAG)) customElements.define(TAG, OpenDataSearch);
