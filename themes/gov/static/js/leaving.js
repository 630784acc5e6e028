// A link that leads to a site which is not the government's asks first (47号).
import { t } from "./words.js";

/** Whether an address leaves the government's sites. */
export function leaves(url, here = location) {
  if (!/^https?:$/.test(url.protocol)) return false;
  return url.host !== here.host && !/(^|\.)gov\.cn$/i.test(url.hostname);
}

function build(name) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "leaving-title");
  const title = document.createElement("h2");
  title.id = "leaving-title";
  title.textContent = t("您访问的链接即将离开“%s”网站，是否继续？", name);
  const address = document.createElement("p");
  address.className = "address";
  const actions = document.createElement("p");
  actions.className = "actions";
  const stay = document.createElement("button");
  stay.type = "button";
  stay.className = "button";
  stay.textContent = t("留在本站");
  stay.addEventListener("click", () => dialog.close());
  const go = document.createElement("a");
  go.className = "button button-primary no-mark";
  go.textContent = t("继续访问");
  go.rel = "noopener external";
  go.dataset.leave = "yes";
  go.addEventListener("click", () => dialog.close());
  actions.append(stay, go);
  dialog.append(title, address, actions);
  document.body.append(dialog);
  return { dialog, address, go };
}

/** Asks before a link leaves; the link itself works as ever when the reader agrees. */
export function setUpLeaving() {
  if (typeof HTMLDialogElement === "undefined") return;
  const name = document.querySelector(".brand-name")?.textContent || document.title;
  let parts = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.dataset.leave || event.defaultPrevented) return;
    const url = new URL(link.href, document.baseURI);
    if (!leaves(url)) return;
    event.preventDefault();
    parts ??= build(name);
    parts.address.textContent = url.href;
    parts.go.href = url.href;
    parts.go.target = link.target;
    parts.dialog.showModal();
  });
}
