(() => {
  "use strict";
  const table = document.getElementById("list");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const field = (name) => document.getElementById(name);
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  let column = 0;
  let direction = 1;

  // A select offers what the rows have.
  for (const name of ["status", "kind"]) {
    const values = [...new Set(rows.map((row) => row.dataset[name]).filter(Boolean))].sort(collator.compare);
    field(name).append(...values.map((value) => new Option(value, value)));
  }

  const value = (row) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  };
  // What is empty comes last, whatever the direction.
  const compare = (one, other) => {
    const [first, second] = [value(one), value(other)];
    if (typeof first === "number" && typeof second === "number") return direction * (first - second);
    if (typeof first !== typeof second) return typeof first === "number" ? -1 : 1;
    if (!first || !second) return (first ? 0 : 1) - (second ? 0 : 1);
    return direction * collator.compare(first, second);
  };
  const sought = (text) => field("search").value.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  const matches = (row) =>
    sought(words.get(row)) &&
    ["status", "kind"].every((name) => !field(name).value || row.dataset[name] === field(name).value);

  const heading = (text, count) => {
    const row = document.createElement("tr");
    const cell = document.createElement("th");
    row.className = "group";
    cell.colSpan = heads.length;
    cell.scope = "rowgroup";
    cell.textContent = `${text || field("group").dataset.none} (${count})`;
    row.append(cell);
    return row;
  };
  const show = () => {
    const found = rows.filter(matches).sort(compare);
    const group = field("group").value;
    if (group) {
      const groups = new Map();
      for (const row of found) groups.set(row.dataset[group], [...(groups.get(row.dataset[group]) || []), row]);
      const names = [...groups.keys()].sort(collator.compare);
      body.replaceChildren(...names.flatMap((name) => [heading(name, groups.get(name).length), ...groups.get(name)]));
    } else {
      body.replaceChildren(...found);
    }
    for (const row of document.querySelectorAll(".list:not(#list) tbody tr")) row.hidden = !sought(row.textContent.toLowerCase());
    const shown = document.querySelector(".shown");
    shown.textContent = shown.dataset.text.replace("{found}", found.length).replace("{all}", rows.length);
  };

  heads.forEach((head, number) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      direction = column === number && head.ariaSort === "ascending" ? -1 : 1;
      column = number;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
      show();
    });
  });
  for (const name of ["search", "status", "kind", "group"]) field(name).addEventListener("input", show);
  for (const hidden of document.querySelectorAll(".controls, .shown")) hidden.hidden = false;
  show();
})();
