// What HTML alone cannot do: announce an answer, bring it into view, name the page's language, keep the focus,
// copy a text, and follow a link on this page without loading it anew. Everything works without this script,
// only less smoothly. It holds no words of its own and puts text only where text belongs.
(() => {
  if (window.odplanPage) return;
  window.odplanPage = true;

  const live = document.createElement("div");
  live.className = "od-hidden";
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  document.body.append(live);

  let seen = "";
  let announced = "";
  let focused = "";
  // What a visitor has opened or closed stays so when it is drawn anew.
  const kept = new Map();

  const announce = (key, words) => {
    const text = words?.textContent ?? "";
    if (words && key + text === announced) return;
    announced = words ? key + text : "";
    live.lang = words?.closest("[lang]")?.lang ?? "";
    live.textContent = text;
  };

  // A link that was followed is drawn anew with all that is around it: the focus goes to its successor.
  const refocus = () => {
    if (!focused || (document.activeElement && document.activeElement !== document.body)) return;
    document.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };

  const look = () => {
    const page = document.querySelector("[data-page-lang]");
    if (page) document.documentElement.lang = page.dataset.pageLang;
    for (const folded of document.querySelectorAll("details[data-keep]")) {
      const open = kept.get(folded.dataset.keep);
      if (open !== undefined && folded.open !== open) folded.open = open;
    }
    // Streamlit names its button in English on any page.
    document.querySelector("[data-testid=stChatInputSubmitButton]")?.setAttribute("aria-label", page?.dataset.send ?? "");
    // So does its control for files: what it is to be called stands beside it.
    for (const label of document.querySelectorAll("[data-names]")) {
      for (const named of document.querySelectorAll(label.dataset.names)) named.setAttribute("aria-label", label.dataset.name);
    }
    refocus();
    const turns = [...document.querySelectorAll("[data-turn]")];
    const turn = turns.at(-1);
    if (!turn) {
      seen = "";
      announce(page?.dataset.view ?? "", [...document.querySelectorAll("[data-announce]")].at(-1));
      return;
    }
    const key = turn.dataset.turn + turn.querySelector("h2").textContent;
    if (key !== seen) {
      const first = seen === "";
      seen = key;
      const still = first || matchMedia("(prefers-reduced-motion: reduce)").matches;
      // The first answer stands below the bar; a later one is brought to the top.
      (turns.length > 1 ? turn : page ?? turn).scrollIntoView({ block: "start", behavior: still ? "instant" : "smooth" });
    }
    const words = turn.querySelector("[data-announce]");
    if (words) announce(key, words);
  };

  let planned = false;
  new MutationObserver(() => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      look();
    });
  }).observe(document.body, { childList: true, subtree: true });
  look();

  const viewOf = (address) => new URL(address).searchParams.get("view") ?? "";

  const go = (link) => {
    focused = link.dataset.focus ?? "";
    const elsewhere = viewOf(link.href) !== viewOf(location.href);
    history.pushState({}, "", link.href);
    // Streamlit listens for this: it runs the page again with the new address.
    window.dispatchEvent(new PopStateEvent("popstate"));
    if (elsewhere) document.querySelector("[data-page-lang]")?.scrollIntoView({ behavior: "instant" });
  };

  // The words to show once a text was copied stand beside it, in the page's language.
  const copy = async (button) => {
    // What is copied ends with the link that leads back here.
    const text = [button.dataset.copy, location.href].filter(Boolean).join("\n");
    await navigator.clipboard.writeText(text);
    const before = button.textContent;
    button.textContent = live.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  };

  // A menu closes when the attention goes elsewhere, and by Escape.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) if (menu !== except) menu.open = false;
  };
  // A form leads where its link would, with what was typed added to the address.
  document.addEventListener("submit", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-go]") : null;
    if (!form) return;
    event.preventDefault();
    const to = new URL(form.dataset.go, location.href);
    for (const [name, value] of new FormData(form)) if (value.trim()) to.searchParams.append(name, value.trim());
    go({ href: to.href, dataset: form.querySelector("[data-focus]")?.dataset ?? {} });
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    closeMenus(target?.closest("details[data-menu]"));
    const folded = target?.closest("summary")?.closest("details[data-keep]");
    if (folded) kept.set(folded.dataset.keep, !folded.open);
    const button = target?.closest("[data-copied]");
    if (button) copy(button);
    const link = target?.closest("a[data-go]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link);
  });

  // A bar of a chart leads to its list: the chart's own item holds the address. Without this, and in another tab, the
  // chart follows it by itself, which loads the page anew.
  document.addEventListener("click", (event) => {
    const href = event.target instanceof SVGElement ? event.target.__data__?.href : undefined;
    if (!href || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.stopPropagation();
    go(Object.assign(document.createElement("a"), { href }));
  }, true);
})();
