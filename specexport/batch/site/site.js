// The portal of a folder of specifications: navigation, search without a server, and what leads to a page.
// Files of data beside this one call the functions of specexportSite, since pages opened from a disk may fetch nothing.
(() => {
  "use strict";
  const bar = document.querySelector("nav.portal");
  if (!bar) return;
  const { site, home, page: own } = bar.dataset;
  const root = home.slice(0, home.length - "index.html".length);
  const pieces = new Map(), waiting = new Map();
  let say = {}, listed = null;

  const make = (name, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  };
  // A file of data is loaded once; it settles the promise of its name by calling one of the functions below.
  const load = (name) => {
    if (!waiting.has(name)) {
      let settle;
      const promise = new Promise((resolve) => (settle = resolve));
      waiting.set(name, { promise, settle });
      document.head.append(make("script", { src: `${site}/${name}.js`, onerror: () => settle(null) }));
    }
    return waiting.get(name).promise;
  };
  const arrived = (name, value) => { load.settle = waiting.get(name); if (load.settle) load.settle.settle(value); };
  window.specexportSite = {
    pages: (pages, words) => { listed = pages; say = words; arrived("pages", pages); },
    page: (key, data) => { say = data.words; arrived(`page-${key}`, data); },
    words: (number, data) => { pieces.set(number, data); arrived(`words-${number}`, data); },
  };

  // The bar: a field that searches, and a list of all pages that is made when it is opened.
  const field = make("input", { type: "search", id: "portal-search", autocomplete: "off", enterKeyHint: "search" });
  const label = make("label", { htmlFor: "portal-search" });
  const count = make("p", { className: "portal-count" });
  count.setAttribute("role", "status");
  const results = make("ol", { className: "portal-results", hidden: true });
  const form = make("form", { className: "portal-form" }, label, field);
  form.setAttribute("role", "search");
  const summary = make("summary");
  const menu = make("details", { className: "portal-menu" }, summary);
  form.addEventListener("submit", (event) => { event.preventDefault(); results.querySelector("a")?.focus(); });

  const mark = (page) => [
    ...(page.status ? [make("span", { className: "portal-status", textContent: page.status })] : []),
    ...(page.tasks ? [make("small", { textContent: `${say.tasks} ${page.tasks[0]}/${page.tasks[1]}` })] : []),
    ...(page.open ? [make("small", { textContent: `${say.open}: ${page.open}` })] : []),
  ];
  const item = (page) => {
    const link = make("a", { href: root + page.url, textContent: page.title });
    if (page.key === own) link.setAttribute("aria-current", "page");
    return make("li", {}, link, ...mark(page).flatMap((one) => [" ", one]));
  };
  const fill = async () => {
    if (menu.childElementCount > 1) return;
    const pages = (await load("pages")) || [];
    const folders = new Map();
    for (const page of pages) folders.set(page.folder || "", [...(folders.get(page.folder || "") || []), page]);
    const lists = [...folders].map(([folder, inside]) => make("li", {}, make("span", { className: "portal-folder", textContent: folder || "/" }), make("ul", {}, ...inside.map(item))));
    menu.append(make("ul", { className: "portal-pages" }, ...lists));
  };
  menu.addEventListener("toggle", () => { if (menu.open) fill(); });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; summary.focus(); } });

  // Search: the pieces that hold the words, then the pages that have all of them, those first that have them in one section.
  const number = (word) => [...word].slice(0, 2).reduce((sum, sign) => sum + sign.codePointAt(0), 0) % 64;
  const parts = (text) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [])
    .flatMap((word) => word.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+|[^\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+/g))
    .flatMap((word) => /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/.test(word) && word.length > 2 ? [...word].slice(1).map((sign, at) => word[at] + sign) : [word]);
  const having = async (word) => {
    await load(`words-${number(word)}`);
    const found = new Map();
    for (const [known, places] of Object.entries(pieces.get(number(word)) || {})) {
      if (!known.startsWith(word)) continue;
      for (const [page, ...sections] of places) {
        const all = found.get(page) || new Set();
        sections.forEach((one) => all.add(one));
        found.set(page, all);
      }
    }
    return found;
  };
  let asked = 0;
  const look = async () => {
    const turn = ++asked, words = parts(field.value).filter((word) => word.length > 1);
    if (!words.length) { results.hidden = true; results.replaceChildren(); count.textContent = ""; return; }
    const [pages, ...found] = await Promise.all([load("pages"), ...words.map(having)]);
    const hits = [...found[0].keys()].filter((page) => found.every((one) => one.has(page))).map((page) => {
      const first = [...found[0].get(page)];
      const together = first.filter((section) => found.every((one) => one.get(page).has(section)));
      return { page: pages[page], sections: (together.length ? together : first).sort((a, b) => a - b), together: together.length };
    }).sort((a, b) => b.together - a.together);
    const shown = hits.slice(0, 20);
    const details = await Promise.all(shown.map((hit) => load(`page-${hit.page.key}`)));
    if (turn !== asked) return;
    results.replaceChildren(...shown.map((hit, at) => {
      const named = ([, title]) => words.filter((word) => title.toLowerCase().includes(word)).length;
      const sections = hit.sections.map((one) => details[at]?.sections[one]).filter(Boolean).sort((a, b) => named(b) - named(a));
      const inside = sections.slice(0, 3).map(([id, title, text]) =>
        make("li", {}, make("a", { href: `${root}${hit.page.url}#${encodeURIComponent(id)}`, textContent: title || hit.page.title }), " ", make("small", { textContent: text })));
      return make("li", {}, make("a", { href: root + hit.page.url, textContent: hit.page.title }), ...mark(hit.page).flatMap((one) => [" ", one]), make("ul", {}, ...inside));
    }));
    results.hidden = !shown.length;
    count.textContent = hits.length ? `${say.results}: ${hits.length}` : say.nothing_found;
  };
  let typing = 0;
  field.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(look, 150); });
  field.addEventListener("keydown", (event) => { if (event.key === "Escape") { field.value = ""; look(); } });

  // What leads to this page stands below its text.
  load(own ? `page-${own}` : "pages").then((data) => {
    label.textContent = `${say.search} `;
    form.setAttribute("aria-label", say.search);
    summary.textContent = say.all;
    bar.append(menu, form, count, results);
    if (!own || !data?.back.length) return;
    const links = data.back.map(([title, url]) => make("li", {}, make("a", { href: root + url, textContent: title })));
    const section = make("aside", { className: "portal-back" }, make("h2", { id: "portal-back", className: "unnumbered", textContent: say.linked }), make("ul", {}, ...links));
    section.setAttribute("aria-labelledby", "portal-back");
    document.querySelector("main").after(section);
  });
})();
