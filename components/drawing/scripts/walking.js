// The way of the arrow keys through tables and lists, and what a button asks for.

export const verb = (button) => button.dataset.act ?? `open ${button.dataset.cell}`;

// One cell of a grid takes part in the tab order; the arrows move it.
export const enter = (root, cell) => {
  if (!cell.closest("table[role=grid]")) return;
  root.querySelectorAll('table[role=grid] [data-cell][tabindex="0"]').forEach((before) => { before.tabIndex = -1; });
  cell.tabIndex = 0;
};

const dataCells = (row) => [...row.cells].filter((cell) => cell.tagName === "TD");
const within = (place) => (place?.matches("[data-cell]") ? place : place?.querySelector("[data-cell]"));
export const FORWARD = { ArrowRight: true, ArrowDown: true, ArrowLeft: false, ArrowUp: false };

// The cell that an arrow leads to; places without a cell are passed over.
const inGrid = (cell, key) => {
  const place = cell.closest("td");
  const row = place.parentElement;
  const across = dataCells(row);
  if (key === "Home") return across.map(within).find(Boolean);
  if (key === "End") return across.map(within).findLast(Boolean);
  const forward = FORWARD[key];
  const level = key === "ArrowLeft" || key === "ArrowRight";
  const near = forward ? cell.nextElementSibling : cell.previousElementSibling;
  if (!level && cell !== place && near?.matches("[data-cell]")) return near;
  const rows = level ? [] : [...row.closest("table").tBodies].flatMap((part) => [...part.rows]);
  const line = level ? across : rows.map((each) => dataCells(each)[across.indexOf(place)]);
  const here = line.indexOf(place);
  return (forward ? line.slice(here + 1) : line.slice(0, here).reverse()).map(within).find(Boolean);
};

const inList = (root, button, key) => {
  const kind = button.matches("[data-cell]") ? "[data-cell]" : ".open";
  const buttons = [...root.querySelectorAll(kind)].filter((each) => each.offsetParent);
  const here = buttons.indexOf(button);
  switch (here < 0 ? "" : key) {
    case "ArrowDown": return buttons[here + 1];
    case "ArrowUp": return buttons[here - 1];
    case "Home": return buttons[0];
    case "End": return buttons.at(-1);
    default: return undefined;
  }
};

export const neighbour = (root, button, key) => {
  if (!(key in FORWARD) && key !== "Home" && key !== "End") return undefined;
  return button.matches("table[role=grid] [data-cell]") ? inGrid(button, key) : inList(root, button, key);
};
