// Reading aloud with the browser's own voice, and printing.
import { t } from "./words.js";

const READABLE = "h1, h2, h3, h4, p, li, dt, dd, caption, th, td, figcaption";

let queue = [];
let marked = null;

function buttons() {
  return document.querySelectorAll("[data-read]");
}

function mark(element) {
  marked?.classList.remove("reading-now");
  marked = element;
  if (!element) return;
  element.classList.add("reading-now");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
}

/** What is read, in order: the innermost readable elements of the main part that are shown. */
function texts() {
  const main = document.getElementById("main");
  return [...main.querySelectorAll(READABLE)].filter(
    (one) =>
      one.textContent.trim() &&
      !one.querySelector(READABLE) &&
      !one.closest(".duties, .visually-hidden, .neighbours, .linked, nav, [hidden]") &&
      one.getClientRects().length > 0,
  );
}

function speak() {
  const next = queue.shift();
  if (!next) {
    stop();
    return;
  }
  const speech = new SpeechSynthesisUtterance(next.textContent.trim());
  speech.lang = next.closest("[lang]")?.lang || document.documentElement.lang;
  speech.onstart = () => mark(next);
  speech.onend = () => queue !== null && speaking() && speak();
  speech.onerror = () => stop();
  speechSynthesis.speak(speech);
}

function speaking() {
  return [...buttons()].some((button) => button.getAttribute("aria-pressed") === "true");
}

function show(on) {
  for (const button of buttons()) {
    button.setAttribute("aria-pressed", String(on));
    button.dataset.label ??= button.textContent;
    const label = button.querySelector("span") ?? button;
    label.textContent = on ? t("停止朗读") : button.dataset.label;
  }
}

function stop() {
  queue = [];
  show(false);
  speechSynthesis.cancel();
  mark(null);
}

/** Gives the buttons for reading aloud and printing their work; `announce` speaks to assistants. */
export function setUpReading(announce) {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
  if (!("speechSynthesis" in window)) {
    for (const button of buttons()) button.hidden = true;
    return;
  }
  for (const button of buttons()) {
    button.addEventListener("click", () => {
      if (speaking()) {
        stop();
        announce(t("已停止朗读"));
        return;
      }
      speechSynthesis.cancel();
      queue = texts();
      show(true);
      speak();
    });
  }
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
