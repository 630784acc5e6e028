// Puts the reader's chosen modes on <html> before the first paint. Loaded in the head, blocking,
// and therefore tiny; everything else about modes is in site.js.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const modes = JSON.parse(localStorage.getItem("gov-modes") || "{}");
    for (const name of ["size", "contrast", "cursor", "ruler", "text"]) {
      if (typeof modes[name] === "string") root.dataset[name] = modes[name];
    }
  } catch {
    // Storage is closed to us, or holds something else: the page stays as it is.
  }
  // On a slow way a page is painted in parts: not before its head is whole, as menus share out
  // their line. Written into the page itself, checkers of HTML would take this for a mistake.
  const whole = document.createElement("link");
  whole.rel = "expect";
  whole.setAttribute("blocking", "render");
  whole.href = "#main";
  document.head.append(whole);
})();
