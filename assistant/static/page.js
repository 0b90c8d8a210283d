/** The page of an export without a server: the box, what it can and cannot do, and every dataset with its place. */

import { load } from "./static.js";
import { languageOf } from "./widget.js";

const LANGUAGES = { en: "English", "zh-Hant": "繁體", "zh-Hans": "简体" };
const address = new URL(location.href);
const language = languageOf(address.searchParams.get("lang")) || languageOf(navigator.language) || "en";
document.documentElement.lang = language;

/** An element with its text or children; nothing becomes markup. */
function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children.filter(Boolean));
  return made;
}

function webAddress(text) {
  try {
    return /^https?:$/.test(new URL(text).protocol) ? text : null;
  } catch {
    return null;
  }
}

function monthOf(date) {
  if (!/^\d{4}-\d{2}$/.test(date ?? "")) return "";
  return new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(date));
}

function entry(dataset, words) {
  const { id, name, name_en, name_zh, official, releases, formats, organisation, organisation_en, place, url, status, spatial } = dataset;
  const chinese = name_zh || name;
  const unofficial = make("small", {}, ` (${words.say("page.unofficial")})`);
  const names = [make("span", { lang: "zh-Hant", dir: "auto" }, chinese, name_zh && unofficial)];
  if (name_en) names.push(make("span", { lang: "en", dir: "auto" }, name_en, !official && !name_zh && unofficial));
  if (language === "en") names.reverse();
  const owner = (language === "en" && organisation_en) || words.written(organisation ?? "");
  const facts = [spatial && words.say("spatial.true"), formats.join(", "), owner].filter(Boolean).map((text) => make("li", { dir: "auto" }, text));
  const badge = make("li", { class: status }, words.say(`status.${status}`));
  const dates = releases.map((release) => {
    const said = [monthOf(release.date), words.frequency(release)].filter(Boolean).join(" · ");
    const description = (language === "en" && release.description_en) || words.written(release.description ?? "");
    return make("p", {}, make("b", {}, said), " ", make("span", { dir: "auto" }, description));
  });
  const portal = webAddress(url) && make("p", {}, make("a", { href: url }, words.say("page.portal")));
  const [head, other] = names.map((shown, at) => make(at ? "p" : "h3", { class: at && "other" }, shown));
  const stands = make("p", { class: "place" }, `${words.say("page.place")}: ${place[language]}`);
  return make("article", { id, tabindex: "-1" }, head, other, make("ul", { class: "facts" }, badge, ...facts), ...dates, portal, stands);
}

function switches() {
  return Object.entries(LANGUAGES).map(([code, name]) => {
    const to = new URL(address);
    to.searchParams.set("lang", code);
    return make("a", { href: to.href, lang: code, hreflang: code, "aria-current": code === language && "true" }, name);
  });
}

/** Shows the dataset that the address names behind #, as results of the box do. */
function reveal() {
  const named = new URLSearchParams(`id=${location.hash.slice(1).replaceAll("+", "%2B")}`).get("id");
  const found = document.getElementById(named || (address.searchParams.get("id") ?? ""));
  for (const shown of document.querySelectorAll("article.chosen")) shown.classList.remove("chosen");
  if (!found) return;
  found.classList.add("chosen");
  found.scrollIntoView({ block: "center" });
  found.focus({ preventScroll: true });
}

const catalogue = await load(new URL("./", address));
const words = catalogue.words(language);
for (const element of document.querySelectorAll("[data-words]")) element.textContent = words.say(element.dataset.words);
for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", words.say(element.dataset.label));
document.title = words.say("page.title");
document.querySelector("nav").append(...switches());
const standing = catalogue.plans.filter(({ stands }) => stands).map(({ label }) => label[language]);
document.getElementById("lead").textContent = words.say("page.lead", {
  datasets: catalogue.datasets.length,
  plans: standing.join(words.say("join")),
});
document.getElementById("datasets").append(...catalogue.datasets.map((dataset) => entry(dataset, words)));
addEventListener("hashchange", reveal);
reveal();
const asked = address.searchParams.get("q") ?? address.searchParams.get("text");
if (asked) document.querySelector("open-data-search").search(asked);
