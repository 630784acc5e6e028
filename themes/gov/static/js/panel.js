// The modes for everyone: large print, high contrast, big pointer, reading ruler, size of text.
// The choice stands as data attributes on <html> and in localStorage; modes.js restores it.
import { t } from "./words.js";

const KEY = "gov-modes";
const root = document.documentElement;
const names = ["size", "contrast", "cursor", "ruler", "text"];

/** Says something to screen readers without moving the focus. */
export function announce(text) {
  const status = document.querySelector("[data-tools-status]");
  if (status) status.textContent = text;
}

function save() {
  const modes = Object.fromEntries(names.filter((n) => root.dataset[n]).map((n) => [n, root.dataset[n]]));
  try {
    localStorage.setItem(KEY, JSON.stringify(modes));
  } catch {
    // Storage is closed to us: the choice lasts as long as this page.
  }
}

/** Sets one mode, or clears it with an empty value, and shows the state on every button for it. */
export function setMode(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  save();
  show();
}

function show() {
  for (const button of document.querySelectorAll("button[data-mode]")) {
    const on = root.dataset[button.dataset.mode] === button.dataset.value;
    button.setAttribute("aria-pressed", String(on));
  }
  for (const button of document.querySelectorAll("button[data-text]")) {
    button.setAttribute("aria-pressed", String((root.dataset.text || "m") === button.dataset.text));
  }
  setRuler(root.dataset.ruler === "on");
}

let ruler = null;
function follow(event) {
  const at = event.type === "focusin" ? event.target.getBoundingClientRect().bottom : event.clientY;
  ruler.style.setProperty("transform", `translateY(${Math.round(at) + 4}px)`);
}

function setRuler(on) {
  if (on && !ruler) {
    ruler = document.createElement("div");
    ruler.className = "ruler";
    ruler.setAttribute("aria-hidden", "true");
    document.body.append(ruler);
    for (const kind of ["pointermove", "focusin"]) document.addEventListener(kind, follow);
  } else if (!on && ruler) {
    for (const kind of ["pointermove", "focusin"]) document.removeEventListener(kind, follow);
    ruler.remove();
    ruler = null;
  }
}

function toggleTools(open, opener) {
  const tools = document.getElementById("tools");
  if (!tools) return;
  tools.hidden = !open;
  for (const button of document.querySelectorAll("[data-tools]")) {
    button.setAttribute("aria-expanded", String(open));
  }
  (open ? tools.querySelector("button") : opener)?.focus();
}

/** Gives the buttons of the head and of the tools their work. */
export function setUpModes() {
  const opener = document.querySelector("[data-tools]");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { mode, value, text } = button.dataset;
    if (mode) setMode(mode, root.dataset[mode] === value ? "" : value);
    else if (text) setMode("text", text === "m" ? "" : text);
    else if ("tools" in button.dataset) toggleTools(document.getElementById("tools").hidden, opener);
    else if ("toolsClose" in button.dataset) toggleTools(false, opener);
    else if ("reset" in button.dataset) {
      for (const name of names) delete root.dataset[name];
      save();
      show();
      announce(t("已恢复默认显示方式"));
    }
  });
  document.getElementById("tools")?.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggleTools(false, opener);
  });
  show();
}
