/** Types of <open-data-search>, the search box of odplan. docs/widget.md explains each of them. */

export type Language = "en" | "zh-Hant" | "zh-Hans";

/** A dataset found. Results of a server carry `brief`; `url` overrides where the result leads (http(s) only). */
export interface Match {
  id: string;
  name: string;
  name_en: string;
  score?: number;
  why?: string[];
  source?: { document: string; line?: number; page?: number };
  brief?: Brief;
  url?: string;
}

export interface Brief {
  status: "planned" | "released";
  spatial: boolean;
  organisation: string | null;
  organisation_en: string | null;
  formats: string[];
  releases: { date: string | null; every: string; frequency: string }[];
}

/** An answer, as `odplan ask --json` prints it; `narrowed` where a part of it lies outside the box's conditions. */
export interface Answer {
  question: string;
  language: Language;
  kind: "list" | "count" | "value" | "search" | "help" | "none";
  answer: string;
  value: unknown;
  conditions: Record<string, unknown>;
  understood: string[];
  dataset_ids: string[];
  matches: Match[];
  narrowed?: boolean;
}

/** What a search is asked with besides its text. `conditions` holds the plan, too. */
export interface SearchOptions {
  limit: number;
  lang: Language;
  plan: string | null;
  conditions: URLSearchParams;
  signal: AbortSignal;
}

/** Where answers come from: the API, or an object of the page's own. */
export interface Source {
  suggest(text: string, options: SearchOptions): Promise<Match[]>;
  search(text: string, options: SearchOptions): Promise<Answer>;
}

export interface SelectDetail {
  id: string;
  name: string;
  name_en: string;
  /** Where the result leads; undefined where its address may not be followed. */
  url: string | undefined;
  /** What was in the box. */
  text: string;
}

export interface SearchDetail {
  kind: "suggest" | "ask";
  text: string;
  /** How many datasets the answer is about, or how many were suggested. */
  count: number;
  /** null while typing. */
  answer: Answer | null;
}

/** The attributes, for frameworks that are typed. Those of any element, and of a form's fields, are left out. */
export interface OpenDataSearchAttributes {
  endpoint?: string;
  placeholder?: string;
  label?: string;
  plan?: string;
  conditions?: string;
  max?: number | string;
  mode?: "box" | "dialog";
  shortcut?: "none";
  theme?: "auto" | "light" | "dark";
  page?: string;
  recent?: boolean;
  source?: "static" | Source;
  value?: string;
  name?: string;
  disabled?: boolean;
}

export class OpenDataSearch extends HTMLElement {
  /** The text in the box. Setting it searches for nothing. */
  value: string;
  /** Where answers come from instead of the API; null for the API. A string sets the attribute of that name. */
  get source(): Source | null;
  set source(source: Source | string | null);
  /** Asks a question, as by Enter; gives its answer, or null where there is none. */
  search(text: string): Promise<Answer | null>;
  /** Shows the dialog, or what has been found, and puts the cursor into the box. */
  open(): void;
  /** Hides the dialog, or what has been found. The text stays. */
  close(): void;
  /** Empties the box and forgets what was found. */
  clear(): void;
}

/** The box's words by language. */
export const WORDS: Record<Language, Record<string, string>>;
/** The box's language for a BCP 47 tag; null for an empty one. */
export function languageOf(tag: string | null | undefined): Language | null;
/** An address made whole, or null where it is not http(s). */
export function safeLink(address: string | URL): URL | null;
/** A name in pieces: [text, whether the query says it]. */
export function highlighted(name: string, query: string): [string, boolean][];

declare global {
  interface HTMLElementTagNameMap {
    "open-data-search": OpenDataSearch;
  }
  interface HTMLElementEventMap {
    /** A result was chosen; preventDefault() keeps the browser from following its link. */
    "odplan-select": CustomEvent<SelectDetail>;
    /** A search is over. */
    "odplan-search": CustomEvent<SearchDetail>;
  }
}
