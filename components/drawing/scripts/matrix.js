// The factor matrix in the browser: a table of cells, drawn from the cells alone.
// Text of the data is placed as text, never as markup; the legend comes as the app's own HTML.

export const element = (name, className, text) => {
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
  table.style.setProperty("--step", `${view.step}px`);
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
        const taken = view.removed.at.indexOf(at * across + place);
        row.append(element("td", "quiet", taken < 0 ? "no record" : view.removed.behind[taken]));
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

const unfold = (details, view) => {
  const room = details.querySelector(".scroll");
  if (!details.open || room.view === view) return;
  room.view = view;
  room.replaceChildren(inWords(view));
};

// What is said of a cell beside it: pairs of (what, words).
export const cellWords = (root, cell) => {
  const { view } = root;
  const [factor, place] = cell.dataset.cell.split(" ");
  const { cells } = view;
  const held = cell.held;
  return [
    ["Factor", view.rows.find(({ id }) => id === factor).label],
    [view.head, view.columns.find(({ id }) => id === place).said],
    ["Rating", held !== undefined ? view.texts[cells.words[held]] : cell.removed ? view.removed.words : view.gap.words],
    ["Behind it", held !== undefined ? view.texts[cells.behind[held]] : cell.removed || view.gap.behind],
  ];
};

const MATRIX = `<div class="pc factor-grid"><div class="matrix">
  <p class="pc finding" id="factor_finding"><bdi></bdi></p><div class="across"></div><p class="legend" aria-label="Legend"></p>
  <details><summary>The same numbers as a table</summary><div class="scroll"></div></details></div></div>`;

export const drawMatrix = (root, content, { view, look, legend }) => {
  root.view = view;
  if (!content.firstChild) {
    content.innerHTML = MATRIX;
    content.querySelector("details").addEventListener("toggle", ({ target }) => unfold(target, root.view));
  }
  const grid = content.firstChild;
  grid.className = `pc factor-grid ${look.theme}`;
  grid.querySelector(".finding").className = `pc finding ${look.theme}`;
  view.marks.forEach((mark, number) => {
    grid.style.setProperty(`--fill${number}`, look.fill[number]);
    grid.style.setProperty(`--text${number}`, look.text[number]);
  });
  grid.style.setProperty("--gap", look.gap);
  grid.querySelector(".finding bdi").textContent = view.finding;
  const across = grid.querySelector(".across");
  across.replaceChildren(...(view.rows.length && view.columns.length ? [drawn(view, look)] : []));
  const details = grid.querySelector("details");
  details.hidden = !across.firstChild;
  grid.querySelector(".legend").innerHTML = legend;
  unfold(details, view);
};
