// The factor matrix in the browser: a table of cells, redrawn where the view changed, marked where a cell is open.
// Text of the data is placed as text, never as markup; the legend and what is behind a cell come as the app's own HTML.

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

const column = (width, className) => {
  const made = element("col", className);
  if (width) made.style.width = `${width}px`;
  return made;
};

const headCell = (className, text, scope = "col") => {
  const made = element("th", className, text);
  made.scope = scope;
  return made;
};

const heads = (view) => {
  const row = element("tr");
  if (view.bands.length) row.append(element("td", "level"), element("td", "domain"));
  row.append(element("td", "factor"));
  view.columns.forEach(({ label, id }) => {
    const head = headCell(id === view.apart ? "place set-apart" : "place");
    head.append(element("span", "", label));
    row.append(head);
  });
  const hinder = headCell("hindering margin", "▼ hinder");
  hinder.setAttribute("aria-label", "records that hinder");
  const help = headCell("helping margin", "help ▲");
  help.setAttribute("aria-label", "records that help");
  row.append(hinder, help);
  const made = element("thead");
  made.append(row);
  return made;
};

// A row of gaps, to be copied: in most rows most cells stay one.
const gaps = (view) => {
  const row = element("tr");
  view.columns.forEach(({ id }) => {
    const cell = element("td", id === view.apart ? "cell set-apart" : "cell");
    cell.tabIndex = -1;
    cell.setAttribute("aria-label", view.gap.words);
    row.append(cell);
  });
  return row;
};

const bar = (className, count, most, words) => {
  const made = element("td", `${className} margin`, count ? String(count) : "");
  if (!count) return made;
  made.setAttribute("aria-label", `${count} ${words}`);
  const length = element("i");
  length.style.width = `${Math.max(1, (58 * count) / most)}px`;
  if (className === "helping") made.prepend(length);
  else made.append(length);
  return made;
};

const fill = (cell, view, look, number) => {
  const { cells } = view;
  cell.textContent = view.texts[cells.label[number]];
  cell.classList.add("held");
  cell.setAttribute("aria-label", `${view.texts[cells.words[number]]}; ${view.texts[cells.behind[number]]}`);
  cell.held = number;
  if (view.measure === "rating") {
    cell.classList.add(`r${cells.rating[number]}`);
    return;
  }
  const shade = cells.shade[number];
  cell.classList.add("counted");
  cell.style.setProperty("--shade", `color-mix(in srgb, ${look.ramp[1]} ${(100 * shade).toFixed(1)}%, ${look.ramp[0]})`);
  cell.style.color = shade > look.on_ramp[2] ? look.on_ramp[1] : look.on_ramp[0];
};

const body = (view, look) => {
  const made = element("tbody");
  const starts = new Map(view.bands.map((band) => [band.row, band]));
  const empty = gaps(view);
  const across = view.columns.length;
  const most = Math.max(1, ...view.rows.map((row) => Math.max(row.helping, row.hindering)));
  let next = 0;
  let taken = 0;
  view.rows.forEach((factor, at) => {
    const row = empty.cloneNode(true);
    for (let place = 0; place < across; place += 1) {
      row.children[place].dataset.cell = `${factor.id} ${view.columns[place].id}`;
    }
    for (; next < view.cells.at.length && view.cells.at[next] < (at + 1) * across; next += 1) {
      fill(row.children[view.cells.at[next] - at * across], view, look, next);
    }
    for (; taken < view.removed.at.length && view.removed.at[taken] < (at + 1) * across; taken += 1) {
      const cell = row.children[view.removed.at[taken] - at * across];
      cell.textContent = view.removed.sign;
      cell.classList.add("filtered");
      cell.removed = view.removed.behind[taken];
      cell.setAttribute("aria-label", `${view.removed.words}; ${cell.removed}`);
    }
    const name = headCell("factor", undefined, "row");
    name.append(element("span", "", factor.label));
    row.prepend(name);
    const band = starts.get(at);
    if (band) {
      row.className = band.level ? "band first" : "band";
      const domain = headCell("domain", undefined, "rowgroup");
      domain.rowSpan = band.rows;
      const said = element("span", "", band.domain);
      said.style.webkitLineClamp = String(Math.min(2, band.rows));
      domain.append(said);
      row.prepend(domain);
      if (band.level) {
        const level = headCell("level", undefined, "rowgroup");
        level.rowSpan = band.of_level;
        level.append(element("span", "", band.level));
        row.prepend(level);
      }
    }
    row.append(bar("hindering", factor.hindering, most, "records that hinder"));
    row.append(bar("helping", factor.helping, most, "records that help"));
    made.append(row);
  });
  return made;
};

const foot = (view) => {
  const row = element("tr");
  if (view.bands.length) row.append(element("td", "level"), element("td", "domain"));
  row.append(headCell("factor", "records", "row"));
  const most = Math.max(1, ...view.columns.map(({ records }) => records));
  view.columns.forEach(({ id, records }) => {
    const cell = element("td", id === view.apart ? "total set-apart" : "total");
    if (records) {
      const length = element("i");
      length.style.height = `${Math.max(1, (24 * records) / most)}px`;
      cell.append(length, String(records));
    }
    row.append(cell);
  });
  row.append(element("td", "margin"), element("td", "margin"));
  const made = element("tfoot");
  made.append(row);
  return made;
};

const drawn = (view, look) => {
  const table = element("table");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", view.name);
  table.setAttribute("aria-readonly", "true");
  table.setAttribute("aria-describedby", "factor_finding");
  table.classList.toggle("slanted", view.slanted);
  table.classList.toggle("slanted-beside", view.slanted_beside);
  table.style.setProperty("--step", `${view.step}px`);
  table.style.setProperty("--step-beside", `${view.step_beside}px`);
  const columns = element("colgroup");
  if (view.bands.length) columns.append(column(0, "level"), column(0, "domain"));
  columns.append(column(0, "factor"));
  view.columns.forEach(({ id }) => columns.append(column(0, id === view.apart ? "set-apart" : "place")));
  columns.append(column(0, "margin"), column(0, "margin"));
  table.append(columns, heads(view), body(view, look), foot(view));
  return table;
};

// The same numbers in words, for those who read or copy them: made when asked for.
const inWords = (view) => {
  const table = element("table", "words");
  const head = element("tr");
  head.append(headCell("", view.rows_head), ...view.columns.map(({ said }) => headCell("", said)));
  const made = element("thead");
  made.append(head);
  const rows = element("tbody");
  const across = view.columns.length;
  const { cells } = view;
  const held = new Map(cells.at.map((at, number) => [at, number]));
  view.rows.forEach(({ label }, at) => {
    const row = element("tr");
    row.append(headCell("", label, "row"));
    for (let place = 0; place < across; place += 1) {
      const number = held.get(at * across + place);
      if (number === undefined) {
        row.append(element("td", "quiet", "no record"));
      } else if (view.measure === "rating") {
        const mark = view.marks[cells.rating[number]];
        row.append(element("td", "", `${mark.sign} ${mark.name}; ${view.texts[cells.behind[number]]}`));
      } else {
        row.append(element("td", "", view.texts[cells.label[number]]));
      }
    }
    rows.append(row);
  });
  table.append(made, rows);
  return table;
};

const unfold = (root) => {
  const details = root.querySelector("details");
  const room = details.querySelector(".scroll");
  if (!details.open || room.shown === root.shown) return;
  room.shown = root.shown;
  room.replaceChildren(inWords(root.view));
};

// One cell takes part in the tab order; the arrows move it.
const enter = (root, cell) => {
  const before = root.querySelector('td.cell[tabindex="0"]');
  if (before) before.tabIndex = -1;
  if (cell) cell.tabIndex = 0;
};

const moved = (cell, key) => {
  const cells = [...cell.parentElement.querySelectorAll("td.cell")];
  const at = cells.indexOf(cell);
  const rows = [...cell.closest("tbody").rows];
  const row = rows.indexOf(cell.parentElement);
  const beneath = (step) => rows[row + step]?.querySelectorAll("td.cell")[at];
  switch (key) {
    case "ArrowRight": return cells[at + 1];
    case "ArrowLeft": return cells[at - 1];
    case "ArrowDown": return beneath(1);
    case "ArrowUp": return beneath(-1);
    case "Home": return cells[0];
    case "End": return cells[cells.length - 1];
    default: return undefined;
  }
};

const tell = (root, cell) => {
  const tip = root.querySelector(".tip");
  if (!cell && tip.hidden) return;
  tip.hidden = !cell;
  if (!cell) return;
  const { view } = root;
  const [factor, place] = cell.dataset.cell.split(" ");
  const { cells } = view;
  const held = cell.held;
  const words = [
    ["Factor", view.rows.find(({ id }) => id === factor).label],
    [view.head, view.columns.find(({ id }) => id === place).said],
    ["Rating", held !== undefined ? view.texts[cells.words[held]] : cell.removed ? view.removed.words : view.gap.words],
    ["Behind it", held !== undefined ? view.texts[cells.behind[held]] : cell.removed || view.gap.behind],
  ];
  tip.replaceChildren(...words.flatMap(([name, text]) => [element("dt", "", name), element("dd", "", text)]));
  const box = cell.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const left = Math.min(box.right + 10, document.documentElement.clientWidth - size.width - 8);
  const below = box.bottom + 8 + size.height < window.innerHeight;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${below ? box.bottom + 8 : box.top - size.height - 8}px`;
};

const open = (root, name) => {
  root.querySelectorAll('td.cell[aria-selected="true"]').forEach((cell) => cell.removeAttribute("aria-selected"));
  const cell = name ? root.querySelector(`td.cell[data-cell="${CSS.escape(name)}"]`) : null;
  cell?.setAttribute("aria-selected", "true");
  return cell;
};

// What is behind a cell is asked for while the pointer rests on it, so that a click opens it at once.
const REST = 50;
const KEPT = 300;

const fetched = (root, name) => {
  if (!root.behind) return Promise.reject(new Error("no address"));
  if (!root.panels.has(name)) {
    if (root.panels.size >= KEPT) root.panels.clear();
    const { panels } = root;
    const answer = fetch(`${root.behind}&cell=${encodeURIComponent(name)}`).then((response) => {
      if (!response.ok) throw new Error(response.statusText);
      return response.text();
    });
    panels.set(name, answer);
    answer.then((html) => panels.set(name, html), () => panels.delete(name));
  }
  return Promise.resolve(root.panels.get(name));
};

const rest = (root, cell) => {
  clearTimeout(root.resting);
  if (cell && root.behind) root.resting = setTimeout(() => fetched(root, cell.dataset.cell).catch(() => {}), REST);
};

// Show what is behind a cell, or that nothing is open.
const show = (root, name, html) => {
  const panel = root.querySelector("aside");
  const held = panel.querySelector(".answer");
  // The page's run says again what stands already: nothing is touched.
  if (root.opened === name && held.shown === html && root.marked === root.shown) return;
  root.opened = name;
  root.marked = root.shown;
  panel.hidden = name === "";
  root.classList.toggle("beside", name !== "");
  if (held.shown !== html) {
    held.shown = html;
    held.innerHTML = html;
  }
  const cell = open(root, name);
  if (cell) enter(root, cell);
};

const choose = (root, cell) => {
  const name = cell.dataset.cell;
  tell(root, null);
  root.moved = performance.now();
  root.awaited = { name, until: root.moved + 4000 };
  const known = root.panels.get(name);
  if (typeof known === "string") {
    show(root, name, known);
  } else {
    enter(root, cell);
    open(root, name);
    fetched(root, name).then((html) => root.awaited?.name === name && show(root, name, html), () => {});
  }
  root.tell("open", name);
};

const close = (root) => {
  const cell = root.querySelector('td.cell[aria-selected="true"]');
  root.moved = performance.now();
  root.awaited = { name: "", until: root.moved + 4000 };
  show(root, "", "");
  cell?.focus({ preventScroll: true });
  tell(root, null);
  root.tell("close", true);
};

const listen = (root) => {
  root.querySelector("details").addEventListener("toggle", () => unfold(root));
  const cellOf = (event) => event.target.closest?.("td.cell");
  root.addEventListener("pointerover", (event) => {
    // What a click moved beneath a pointer at rest was not pointed at.
    const moved = root.moved && performance.now() - root.moved < 400;
    const cell = event.pointerType === "touch" || moved ? null : cellOf(event);
    tell(root, cell);
    rest(root, cell);
  });
  root.addEventListener("pointerleave", () => tell(root, null));
  root.addEventListener("focusin", (event) => tell(root, cellOf(event)?.matches(":focus-visible") ? cellOf(event) : null));
  root.addEventListener("focusout", () => tell(root, null));
  root.addEventListener("click", (event) => {
    const cell = cellOf(event);
    if (cell) choose(root, cell);
    if (event.target.closest?.("button.close")) close(root);
  });
  root.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    if (event.key === "Escape") tell(root, null);
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(root, cell);
      return;
    }
    const next = moved(cell, event.key);
    if (!next) return;
    event.preventDefault();
    enter(root, next);
    next.focus();
    rest(root, next);
  });
};

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".factor-grid");
  const { view, look } = data;
  if (!root.tell) listen(root);
  root.tell = setTriggerValue;
  const shown = `${view.id} ${look.theme} ${data.behind}`;
  if (root.shown !== shown) {
    const focused = root.contains(document.activeElement) ? document.activeElement.dataset.cell : undefined;
    root.shown = shown;
    root.view = view;
    root.behind = data.behind;
    root.panels = new Map();
    root.classList.remove("light", "dark");
    root.classList.add(look.theme);
    root.querySelector(".finding").className = `pc finding ${look.theme}`;
    view.marks.forEach((mark, number) => {
      root.style.setProperty(`--fill${number}`, look.fill[number]);
      root.style.setProperty(`--text${number}`, look.text[number]);
    });
    root.style.setProperty("--gap", look.gap);
    root.querySelector(".finding bdi").textContent = view.finding;
    tell(root, null);
    root.marked = undefined;
    const across = root.querySelector(".across");
    across.replaceChildren(...(view.rows.length && view.columns.length ? [drawn(view, look)] : []));
    root.querySelector("details").hidden = !across.firstChild;
    root.querySelector(".legend").innerHTML = data.legend;
    unfold(root);
    enter(root, root.querySelector("td.cell"));
    const again = focused && root.querySelector(`td.cell[data-cell="${CSS.escape(focused)}"]`);
    if (again) {
      enter(root, again);
      again.focus({ preventScroll: true });
    }
  }
  // An answer to an earlier click doesn't undo a later one.
  const { awaited } = root;
  if (awaited && awaited.name !== data.opened && performance.now() < awaited.until) {
    if (root.opened !== undefined) show(root, root.opened, root.querySelector(".answer").shown ?? "");
    return;
  }
  root.awaited = null;
  if (data.opened) root.panels.set(data.opened, data.panel);
  show(root, data.opened, data.panel);
}
