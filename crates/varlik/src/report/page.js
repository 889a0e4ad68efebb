"use strict";
(() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const one = (id) => document.getElementById(id);
  // Case, accents and the dots of I do not matter: "isik" finds "IŞIK", "Işık" and "isik".
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ı/g, "i").toLowerCase();

  const list = one("entities");
  const entities = all("#entities > li").map((item, order) => {
    const details = item.firstElementChild;
    const name = details.querySelector(".name").textContent;
    return { item, order, name, hash: `#${details.id}`, aside: details.classList.contains("aside"), type: details.dataset.type, mentions: +details.dataset.mentions, articles: +details.dataset.articles, key: null };
  });
  const articles = all(".article").map((item) => ({ item, key: null, links: null }));
  const listed = new Map(all(".list > li").map((item) => [item.dataset.d, item]));
  const stories = all(".story");
  const hiddenTypes = new Set();

  const entityKey = (entity) => (entity.key ??= fold([entity.name, ...Array.from(entity.item.querySelectorAll(".spellings bdi"), (spelling) => spelling.textContent)].join("\n")));
  const articleKey = (article) => (article.key ??= fold(article.item.textContent));

  const articleLinks = (article) => (article.links ??= new Set(Array.from(article.item.querySelectorAll("a.m"), (link) => link.hash)));

  // An article fits when it holds the words, or names a fitting entity in whatever spelling.
  function filter() {
    const query = fold(one("find").value.trim());
    let names = 0;
    const fitting = [];
    for (const entity of entities) {
      const fits = !query || entityKey(entity).includes(query);
      if (query && fits) fitting.push(entity.hash);
      const shown = fits && !hiddenTypes.has(entity.type);
      entity.item.hidden = !shown;
      names += shown;
    }
    let texts = 0;
    for (const article of articles) {
      const shown = !query || articleKey(article).includes(query) || fitting.some((hash) => articleLinks(article).has(hash));
      article.item.hidden = !shown;
      const row = listed.get(article.item.id);
      if (row) row.hidden = !shown;
      texts += shown;
    }
    for (const story of stories) story.hidden = !story.querySelector(".article:not([hidden])");
    const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
    one("found").textContent = query ? `${count(names, "name")}, ${count(texts, "article")}` : "";
    one("no-entity").hidden = names > 0 || entities.length === 0;
    one("no-article").hidden = texts > 0 || articles.length === 0;
  }

  const collator = new Intl.Collator(["tr", "en"], { numeric: true });
  const orders = {
    mentions: (a, b) => b.mentions - a.mentions,
    articles: (a, b) => b.articles - a.articles,
    name: (a, b) => collator.compare(a.name, b.name),
    type: (a, b) => collator.compare(a.type, b.type),
  };
  function sort() {
    const order = orders[one("sort").value];
    list.append(...entities.slice().sort((a, b) => a.aside - b.aside || order(a, b) || a.order - b.order).map((entity) => entity.item));
  }

  // Every mention of the entity under the pointer, or of the one last followed, lights up wherever it stands.
  const light = document.head.appendChild(document.createElement("style"));
  let held = "";
  let lit = "";
  function show(hash) {
    if (hash === lit) return;
    lit = hash;
    light.textContent = hash ? `a.m[href="${hash}"] { background: color-mix(in srgb, var(--c) var(--strong), transparent) }` : "";
  }
  function entityHash(target) {
    const element = target instanceof Element ? target : null;
    const link = element?.closest("a.m");
    if (link) return link.hash;
    const entity = element?.closest(".entity");
    return entity ? `#${entity.id}` : held;
  }
  function follow() {
    const target = /^#[dems]\d+$/.test(location.hash) ? one(location.hash.slice(1)) : null;
    held = target?.matches(".entity") ? location.hash : target?.matches("a.m") ? target.hash : "";
    if (!target) return;
    if (target.closest("[hidden]")) {
      one("find").value = "";
      hiddenTypes.clear();
      for (const chip of all(".chip")) chip.setAttribute("aria-pressed", "true");
      filter();
    }
    if (target.closest(".story-only section:not(.title, .body)")) {
      one("story-only").checked = false;
      document.body.classList.remove("story-only");
    }
    for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
    // Stories out of sight have an estimated height until they come near, so the first jump may land beside its target.
    const jump = () => target.scrollIntoView({ block: target.matches("a.m, .entity") ? "center" : "start" });
    jump();
    requestAnimationFrame(() => requestAnimationFrame(jump));
    show(held);
  }

  document.addEventListener("pointerover", (event) => show(entityHash(event.target)));
  document.addEventListener("focusin", (event) => show(entityHash(event.target)));
  addEventListener("hashchange", follow);
  let waiting = 0;
  one("find").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 90);
  });
  one("sort").addEventListener("change", sort);
  one("story-only").addEventListener("change", (event) => document.body.classList.toggle("story-only", event.target.checked));
  for (const chip of all(".chip")) {
    chip.disabled = false;
    chip.addEventListener("click", () => {
      const type = chip.dataset.type;
      if (!hiddenTypes.delete(type)) hiddenTypes.add(type);
      chip.setAttribute("aria-pressed", String(!hiddenTypes.has(type)));
      filter();
    });
  }
  document.addEventListener("keydown", (event) => {
    const find = one("find");
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      find.focus();
    } else if (event.key === "Escape" && document.activeElement === find && find.value) {
      find.value = "";
      filter();
    }
  });
  for (const tool of all(".find, .tool")) tool.hidden = false;
  follow();
})();
