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
