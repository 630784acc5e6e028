// What every page can do beyond showing itself. Each part finds its own elements and does nothing
// where they are missing; without this file every page still works as a page.
import { announce, setUpModes } from "./panel.js";
import { setUpLeaving } from "./leaving.js";

setUpModes();
setUpLeaving();

// The other script's address of this very page, instead of its home page.
for (const link of document.querySelectorAll("a[data-script]")) {
  const path = location.pathname;
  link.href = link.dataset.script === "hant" ? `/hant${path}` : path.replace(/^\/hant(?=\/)/, "");
}

// A sub-menu that hovering or focus has opened closes on Escape (WCAG 1.4.13).
const channels = document.querySelector(".channels");
channels?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest("li")?.classList.add("nav-closed");
});
for (const kind of ["mouseleave", "focusout"]) {
  for (const item of channels?.children ?? []) {
    item.addEventListener(kind, (event) => {
      if (!item.contains(event.relatedTarget)) item.classList.remove("nav-closed");
    });
  }
}

// The menu of a narrow screen covers the page: whoever leaves it with the Tab key must see where to.
const menu = document.getElementById("site-nav");
if (menu?.hidePopover) {
  document.addEventListener("focusin", (event) => {
    if (menu.matches(":popover-open") && !menu.contains(event.target)) menu.hidePopover();
  });
  // It has to be opened before anyone can be led there.
  document.querySelector('.skip[href="#site-nav"]')?.addEventListener("click", (event) => {
    if (menu.getClientRects().length > 0) return;
    event.preventDefault();
    menu.showPopover();
    menu.querySelector("a").focus();
  });
}

if (document.querySelector("[data-carousel]")) {
  import("./carousel.js").then((part) => part.setUpCarousels());
}
if (document.querySelector("[data-text], [data-print], .prose")) {
  // On a slow line a button may be pressed before its script is there: it works then at once.
  const pressed = [];
  const note = (event) => pressed.push(event.target.closest("[data-read], [data-print]"));
  document.addEventListener("click", note);
  import("./reading.js").then((part) => {
    document.removeEventListener("click", note);
    part.setUpReading(announce);
    pressed.find(Boolean)?.click();
  });
} else {
  for (const button of document.querySelectorAll("[data-read]")) button.hidden = true;
}
if (document.querySelector("[data-library]")) {
  import("./library.js").then((part) => part.setUpLibrary());
}
