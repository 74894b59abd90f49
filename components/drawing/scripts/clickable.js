// What is clicked through: every table and list whose buttons and cells act on the view, and the drawer beside them.
// A button says in data-act what it does; data-cell is short for "open", and what is behind it stands in the drawer.

import { awaitCell, drawDrawer, listenDrawer, mark, openDrawer } from "./drawer.js";
import { cellWords, drawMatrix, element } from "./matrix.js";
import { enter, neighbour, verb } from "./walking.js";

const BUTTONS = "button[data-act], [data-cell]";
const KEPT = 300;
const PAUSE = 180;
const SCROLLERS = ".scroll, .across, .wide, .profiles";
// The width in pixels of what is printed on a sheet of A4.
const SHEET = 700;
const REST = 50;

const drawerOf = () => document.querySelector("aside.drawer");
const cellsIn = (root) => [...root.querySelectorAll("table[role=grid] [data-cell]")];

// What is said of a cell beside it: pairs of (what, words).
const tipOf = (root, cell) => {
  if (root.view) return cellWords(root, cell);
  const value = cell.querySelector(".value");
  if (!cell.dataset.tip || (value && value.scrollHeight <= value.clientHeight + 1)) return [];
  return [["", cell.dataset.tip]];
};

const tell = (root, cell) => {
  const tip = root.querySelector(":scope > .tip");
  const words = cell ? tipOf(root, cell) : [];
  if (!words.length) {
    tip.hidden = true;
    return;
  }
  tip.hidden = false;
  tip.replaceChildren(...words.flatMap(([name, text]) => [element("dt", "", name), element("dd", "", text)]));
  const box = cell.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const left = Math.min(box.right + 10, document.documentElement.clientWidth - size.width - 8);
  const below = box.bottom + 8 + size.height < window.innerHeight;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${below ? box.bottom + 8 : box.top - size.height - 8}px`;
};

// What is behind a cell is asked for while the pointer rests on it, so that a click opens it at once.
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
  const name = cell?.dataset.cell;
  if (name && root.behind) root.resting = setTimeout(() => fetched(root, name).catch(() => {}), REST);
};

const choose = (root, button) => {
  window.pressedButton = verb(button);
  tell(root, null);
  root.moved = performance.now();
  const drawer = drawerOf();
  const name = button.dataset.cell;
  if (name && drawer) {
    enter(root, button);
    awaitCell(drawer, name);
    mark(name);
    const known = root.panels.get(name);
    if (typeof known === "string") {
      openDrawer(drawer, name, known);
    } else {
      fetched(root, name).then((html) => drawer.awaited?.name === name && openDrawer(drawer, name, html), () => {});
    }
  }
  root.act(verb(button));
};

const go = (root, button) => {
  clearTimeout(root.stepping);
  enter(root, button);
  button.focus();
  const drawer = drawerOf();
  // Beside an open drawer the arrows lead from cell to cell: what is behind the last of them is opened.
  if (drawer?.opened && button.dataset.cell) root.stepping = setTimeout(() => choose(root, button), PAUSE);
  rest(root, button);
};

const listen = (root) => {
  const buttonOf = (event) => event.target.closest?.(BUTTONS);
  root.addEventListener("pointerover", (event) => {
    // What a click moved beneath a pointer at rest was not pointed at.
    const moved = root.moved && performance.now() - root.moved < 400;
    const button = event.pointerType === "touch" || moved ? null : buttonOf(event);
    tell(root, event.target.closest?.("[title]") ? null : button);
    rest(root, button);
  });
  root.addEventListener("pointerleave", () => tell(root, null));
  root.addEventListener("focusin", (event) => tell(root, buttonOf(event)?.matches(":focus-visible") ? buttonOf(event) : null));
  root.addEventListener("focusout", () => tell(root, null));
  root.addEventListener("click", (event) => {
    const button = buttonOf(event);
    if (button && !button.disabled) choose(root, button);
  });
  root.addEventListener("step", (event) => {
    const next = neighbour(root, event.target, event.detail);
    if (next) choose(root, next);
  });
  root.addEventListener("keydown", (event) => {
    const button = buttonOf(event);
    if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
    const drawer = drawerOf();
    if (event.key === "Escape") {
      tell(root, null);
      // A page without a drawer has a panel with a button of its own.
      if (!drawer) document.querySelector(".st-key-close_panel button")?.click();
    }
    if (event.key === "Enter" && button.dataset.cell && drawer?.opened === button.dataset.cell) {
      // A second Enter goes into what is open.
      event.preventDefault();
      drawer.querySelector("button").focus();
      return;
    }
    if ((event.key === "Enter" || event.key === " ") && button.tagName !== "BUTTON") {
      event.preventDefault();
      choose(root, button);
      return;
    }
    const next = neighbour(root, button, event.key);
    if (!next) return;
    event.preventDefault();
    go(root, next);
  });
};

// A table that fits scrolls with the page, its head at the page's edge; one that doesn't scrolls in a window of its own.
const fit = (scroller) => {
  const fits = scroller.scrollWidth <= scroller.clientWidth + 1;
  const goesOn = scroller.scrollLeft + scroller.clientWidth < scroller.scrollWidth - 2;
  scroller.classList.toggle("fits", fits);
  scroller.classList.toggle("goes-on", goesOn);
  const cue = scroller.previousElementSibling;
  if (cue?.matches(".cue")) {
    cue.hidden = fits;
    cue.classList.toggle("past", !goesOn);
  }
  // What of its size a table keeps on a sheet of paper.
  const table = scroller.querySelector("table");
  if (table) table.style.setProperty("--sheet", Math.min(1, SHEET / (parseFloat(getComputedStyle(table).minWidth) || table.offsetWidth)).toFixed(3));
};

const watch = (root) => {
  root.sizes?.disconnect();
  root.sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target.closest(SCROLLERS))));
  root.querySelectorAll(SCROLLERS).forEach((scroller) => {
    if (!scroller.previousElementSibling?.matches(".cue") && !scroller.closest("details")) scroller.before(element("p", "cue", "more columns →"));
    fit(scroller);
    scroller.onscroll = () => fit(scroller);
    root.sizes.observe(scroller);
    const table = scroller.querySelector("table");
    if (table) root.sizes.observe(table);
  });
};

// Drawn anew, it stays as the reader left it: scrolled, unfolded, with the focus on the button that had it.
// Only a turned page is shown from its head.
const draw = (root, data) => {
  const content = root.querySelector(":scope > .content");
  const focused = content.contains(document.activeElement) ? document.activeElement.closest(BUTTONS) : null;
  const again = focused ? verb(focused) : document.activeElement === document.body ? window.pressedButton : undefined;
  const [left, top] = [content.querySelector(".scroll")?.scrollLeft ?? 0, content.querySelector(".scroll")?.scrollTop ?? 0];
  const unfolded = new Set([...content.querySelectorAll("details[open][id]")].map((part) => part.id));
  const turned = root.page !== undefined && root.page !== data.page;
  root.page = data.page;
  tell(root, null);
  if (data.view) {
    drawMatrix(root, content, data);
  } else {
    content.innerHTML = data.html;
    content.querySelectorAll("[data-cell][title], [data-act][title]").forEach((button) => {
      button.dataset.tip = button.title;
      if (!button.hasAttribute("aria-label")) button.setAttribute("aria-description", button.title);
      button.removeAttribute("title");
    });
  }
  content.querySelectorAll("details[id]").forEach((part) => { part.open = unfolded.has(part.id); });
  const scroll = content.querySelector(".scroll");
  if (scroll) [scroll.scrollLeft, scroll.scrollTop] = [left, top];
  if (turned) root.scrollIntoView({ block: "start" });
  root.querySelector(":scope > .tip").className = `pc ${data.theme} tip`;
  const cells = cellsIn(content);
  cells.forEach((cell) => { cell.tabIndex = -1; });
  const pressed = again && [...content.querySelectorAll(BUTTONS)].find((button) => verb(button) === again);
  const opened = drawerOf()?.opened;
  const stop = (pressed?.dataset.cell && pressed) || cells.find((cell) => cell.dataset.cell === opened) || cells[0];
  if (stop) stop.tabIndex = 0;
  if (pressed) pressed.focus({ preventScroll: true });
  if (opened) mark(opened);
  watch(root);
};

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(data.kind === "drawer" ? "aside.drawer" : ".clickable");
  if (!root.act) {
    if (data.kind === "drawer") listenDrawer(root);
    else listen(root);
  }
  root.act = (words) => setTriggerValue("act", words);
  if (data.kind === "drawer") {
    drawDrawer(root, data);
    return;
  }
  root.behind = data.behind;
  const shown = `${data.theme} ${data.behind} ${data.view ? data.view.id : data.html}`;
  if (root.shown === shown) return;
  root.shown = shown;
  root.panels = new Map();
  draw(root, data);
}
