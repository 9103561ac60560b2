(() => {
  "use strict";
  const root = document.documentElement;
  const say = document.body.dataset;
  const button = (kind, label) => Object.assign(document.createElement("button"), { type: "button", className: kind, textContent: label });

  // Theme: the system's until the reader chooses, then the reader's. A page opened from a file may have no storage.
  const remembered = (value) => {
    try { return value ? localStorage.setItem("theme", value) : localStorage.getItem("theme"); } catch { return null; }
  };
  const wanted = remembered();
  if (wanted === "dark" || wanted === "light") root.dataset.theme = wanted;
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const theme = button("theme", "");
  theme.ariaLabel = theme.title = say.switch;
  theme.addEventListener("click", () => remembered((root.dataset.theme = isDark() ? "light" : "dark")));
  document.querySelector(".actions").append(theme);

  // Search, for a page too long to be taken in at a glance: what is found is marked without touching the text.
  const text = document.querySelector("main");
  if (window.Highlight && text.scrollHeight > 3 * innerHeight) {
    const field = Object.assign(document.createElement("input"), { type: "search", className: "field", ariaLabel: say.search, placeholder: say.search, enterKeyHint: "search" });
    const count = Object.assign(document.createElement("span"), { className: "count" });
    count.setAttribute("role", "status");
    const opener = button("opener", say.search);
    const pane = Object.assign(document.createElement("div"), { className: "search", hidden: true });
    pane.setAttribute("role", "search");
    pane.append(field, count);
    let found = [], at = -1, typing = 0;

    // The text as one string, with a line between blocks, and where each of its nodes begins.
    const read = () => {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement.closest(".copy, .permalink, svg, script") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      const nodes = [], starts = [];
      let all = "", block = null;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const home = node.parentElement.closest("p, li, td, th, pre, h2, h3, h4, h5, h6, dt, dd, figcaption, caption, summary");
        if (home !== block) { all += "\n"; block = home; }
        nodes.push(node); starts.push(all.length);
        all += node.data.replace(/\s/g, " ").toLowerCase();
      }
      return { all, nodes, starts };
    };
    const place = ({ nodes, starts }, offset) => {
      let low = 0, high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= offset) low = middle; else high = middle - 1;
      }
      return [nodes[low], Math.min(offset - starts[low], nodes[low].data.length)];
    };
    const look = () => {
      const wanted = field.value.trim().replace(/\s+/g, " ").toLowerCase();
      found = []; at = -1;
      const page = wanted ? read() : null;
      for (let from = page ? page.all.indexOf(wanted) : -1; from >= 0 && found.length < 2000; from = page.all.indexOf(wanted, from + wanted.length)) {
        const range = new Range();
        range.setStart(...place(page, from));
        const [node, offset] = place(page, from + wanted.length - 1);
        range.setEnd(node, offset + 1);
        found.push(range);
      }
      CSS.highlights.set("found", new Highlight(...found));
      CSS.highlights.delete("here");
      count.textContent = !wanted ? "" : found.length ? `${found.length}` : say.nothing;
    };
    const go = (step) => {
      if (!found.length) return;
      at = (at + step + found.length) % found.length;
      const range = found[at];
      for (let folded = range.startContainer.parentElement.closest("details:not([open])"); folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
      CSS.highlights.set("here", new Highlight(range));
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
      count.textContent = `${at + 1} / ${found.length}`;
    };
    const show = (open) => {
      pane.hidden = !open;
      opener.ariaExpanded = String(open);
      if (open) { field.focus(); field.select(); return; }
      CSS.highlights.clear();
      opener.focus();
    };
    opener.ariaExpanded = "false";
    opener.addEventListener("click", () => show(pane.hidden));
    field.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(look, 120); });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { if (at < 0) look(); go(event.shiftKey ? -1 : 1); }
      if (event.key === "Escape") show(false);
    });
    addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) return;
      event.preventDefault();
      show(true);
    });
    document.querySelector(".actions").prepend(pane, opener);
  }

  // Code: a button that copies it.
  for (const code of navigator.clipboard ? document.querySelectorAll(".code") : []) {
    const copy = button("copy", say.copy);
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.querySelector("code").textContent);
      copy.textContent = say.copied;
      setTimeout(() => (copy.textContent = say.copy), 1600);
    });
    code.append(copy);
  }

  // Contents: open beside the text, closed above it, and marking the section that is being read.
  const contents = document.querySelector(".contents details");
  if (contents) {
    const beside = matchMedia("(min-width: 1100px)");
    const adapt = () => (contents.open = beside.matches);
    beside.addEventListener("change", adapt);
    adapt();
    const links = new Map([...contents.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    const mark = () => {
      const read = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 4).pop();
      for (const [id, link] of links) {
        if (read && id === read.id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      const link = read && links.get(read.id);
      if (link && beside.matches) {
        const pane = contents.parentElement;
        const place = link.offsetTop - pane.offsetTop;
        if (place < pane.scrollTop || place > pane.scrollTop + pane.clientHeight - 60) pane.scrollTop = place - pane.clientHeight / 3;
      }
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }

  // Paper shows what is folded away.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((details) => (details.open = true)));
})();
