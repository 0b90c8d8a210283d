// What HTML alone cannot do: announce an answer, bring it into view, name the page's language,
// and follow a link on this page without loading it anew. Everything works without this script,
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

  const look = () => {
    const page = document.querySelector("[data-page-lang]");
    if (page) document.documentElement.lang = page.dataset.pageLang;
    const turns = [...document.querySelectorAll("[data-turn]")];
    const turn = turns.at(-1);
    if (!turn) {
      seen = announced = live.textContent = "";
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
    if (words && key !== announced) {
      announced = key;
      live.lang = words.closest("[lang]")?.lang ?? "";
      live.textContent = words.textContent;
    }
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

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-go]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    // Streamlit listens for this: it runs the page again with the new address.
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
})();
