// What is behind the open cell: at the right of a wide screen, from below on a phone, always over the page.

import { element } from "./matrix.js";
import { FORWARD, neighbour, verb } from "./walking.js";

const STEPS = [["ArrowLeft", "←", "to the left"], ["ArrowRight", "→", "to the right"], ["ArrowUp", "↑", "above"], ["ArrowDown", "↓", "below"]];

const openCell = (name) => {
  const cells = name ? [...document.querySelectorAll(`[data-cell="${CSS.escape(name)}"]`)] : [];
  return cells.find((cell) => !cell.closest("details:not([open])"));
};

// Of all the page's cells the open one is marked, wherever it stands.
export const mark = (name) => {
  document.querySelectorAll("[data-cell].opened").forEach((cell) => {
    cell.classList.remove("opened");
    if (cell.tagName === "BUTTON") cell.setAttribute("aria-pressed", "false");
    else cell.removeAttribute("aria-selected");
  });
  if (!name) return;
  document.querySelectorAll(`[data-cell="${CSS.escape(name)}"]`).forEach((cell) => {
    cell.classList.add("opened");
    cell.setAttribute(cell.tagName === "BUTTON" ? "aria-pressed" : "aria-selected", "true");
  });
};

// The page gives way so that the open cell stands beside the drawer, not beneath it.
const reveal = (drawer, cell) => {
  const main = drawer.closest('[data-testid="stMain"]');
  if (!main || !cell) return;
  const box = cell.getBoundingClientRect();
  const room = drawer.getBoundingClientRect();
  if (room.left > 60) main.scrollLeft += Math.max(0, box.right - room.left + 12);
  else if (drawer.chosen) main.scrollTop += Math.max(0, box.bottom - room.top + 12);
};

const entriesOf = (drawer) => drawer.querySelector("[data-entries]")?.dataset.entries ?? "";

const tools = (drawer) => {
  const cell = openCell(drawer.opened);
  const root = cell?.closest(".clickable");
  drawer.querySelectorAll("[data-step]").forEach((button) => {
    const next = cell && neighbour(root, cell, button.dataset.step);
    button.hidden = !cell || (!cell.closest("table[role=grid]") && !next);
    button.disabled = !next;
  });
  const entries = entriesOf(drawer).split(" ").filter(Boolean);
  const kept = entries.length > 0 && entries.every((name) => drawer.basket.includes(name));
  const basket = drawer.querySelector(".keep");
  basket.hidden = !entries.length;
  basket.textContent = kept ? "✓ In the basket" : "+ Add to basket";
  basket.setAttribute("aria-pressed", String(kept));
  basket.disabled = !kept && new Set([...drawer.basket, ...entries]).size > drawer.most;
  basket.title = basket.disabled ? `The basket holds ${drawer.most} at most` : "";
  drawer.querySelector(".cite").hidden = !entries.length;
  const cited = drawer.querySelector(".cited");
  cited.hidden = !drawer.citation || drawer.citation.of !== drawer.opened;
  if (!cited.hidden) cited.querySelector("textarea").value = drawer.citation.text;
};

export const openDrawer = (drawer, name, html) => {
  const changed = drawer.opened !== name;
  drawer.opened = name;
  drawer.hidden = !name;
  const answer = drawer.querySelector(".answer");
  if (drawer.html !== html) {
    drawer.html = html;
    answer.innerHTML = html;
  }
  mark(name);
  tools(drawer);
  if (!changed || !name) return;
  // Where things stand is asked with the next frame: the browser would else lay the page out twice.
  requestAnimationFrame(() => {
    if (drawer.opened !== name) return;
    drawer.querySelector(".inside").scrollTop = 0;
    reveal(drawer, openCell(name));
  });
};

export const awaitCell = (drawer, name) => {
  drawer.awaited = { name, until: performance.now() + 4000 };
  drawer.chosen = true;
};

const closeDrawer = (drawer) => {
  const cell = openCell(drawer.opened);
  awaitCell(drawer, "");
  openDrawer(drawer, "", "");
  window.pressedButton = cell ? verb(cell) : undefined;
  cell?.focus({ preventScroll: true });
  drawer.act("close");
};

const copied = async (drawer, button) => {
  const field = drawer.querySelector(".cited textarea");
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  } catch {
    field.select();
  }
};

const step = (drawer, key) => {
  openCell(drawer.opened)?.dispatchEvent(new CustomEvent("step", { detail: key, bubbles: true }));
};

export const listenDrawer = (drawer) => {
  drawer.querySelector(".steps").append(...STEPS.map(([key, sign, words]) => {
    const button = element("button", "", sign);
    button.type = "button";
    button.dataset.step = key;
    button.setAttribute("aria-label", `Open the cell ${words}`);
    return button;
  }));
  drawer.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.disabled) return;
    if (button.matches(".close")) closeDrawer(drawer);
    else if (button.dataset.step) step(drawer, button.dataset.step);
    else if (button.matches(".keep")) drawer.act(`basket ${entriesOf(drawer)}`);
    else if (button.matches(".cite")) drawer.act(`cite ${entriesOf(drawer)}`);
    else if (button.matches(".copy")) copied(drawer, button);
    else if (button.dataset.act) drawer.act(button.dataset.act);
  });
  drawer.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-step]") || !(event.key in FORWARD)) return;
    event.preventDefault();
    step(drawer, event.key);
  });
  const escape = (event) => {
    if (!drawer.isConnected) document.removeEventListener("keydown", escape);
    else if (event.key === "Escape" && drawer.opened && !event.defaultPrevented && !elsewhere(event.target)) closeDrawer(drawer);
  };
  document.addEventListener("keydown", escape);
};

// A menu or a field has an Escape of its own.
const elsewhere = (target) => Boolean(target.closest?.("input, textarea:not([readonly]), [data-baseweb], [role=dialog]")
  || document.querySelector('[data-testid="stPopoverBody"]'));

export const drawDrawer = (drawer, data) => {
  drawer.classList.toggle("dark", data.theme === "dark");
  drawer.basket = data.basket;
  drawer.most = data.most;
  drawer.citation = data.citation;
  // An answer to an earlier click doesn't undo a later one.
  const { awaited } = drawer;
  if (awaited && awaited.name !== data.opened && performance.now() < awaited.until) return;
  drawer.awaited = null;
  const given = JSON.stringify([data.opened, data.html, data.basket, data.citation]);
  if (drawer.given === given && drawer.opened === data.opened) return;
  drawer.given = given;
  openDrawer(drawer, data.opened, data.html);
};
