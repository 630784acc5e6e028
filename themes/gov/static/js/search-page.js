// The search page: the form, the filters, the list, and the address that holds all of them. Finding
// is the engine's work (docs/search.md); this file shows what it says and never uses innerHTML.
import { t } from "./words.js";

const SIZE = 10;
const FILTERS = ["kind", "site", "column", "year"];
const page = document.getElementById("search-page");
const form = page.querySelector("form");
const part = (name) => page.querySelector(`[data-part="${name}"]`);

let engine = null;
let stuck = false; // a module was not to be had, which a browser does not try again on the same page
let turn = 0;
let state = read();
const known = new Map();

function read() {
  const query = new URLSearchParams(location.search);
  return {
    q: (query.get("q") || "").trim(),
    sort: query.get("sort") === "date" ? "date" : "relevance",
    page: Math.max(1, Number.parseInt(query.get("page") || "1", 10) || 1),
    ...Object.fromEntries(FILTERS.map((name) => [name, query.get(name) || ""])),
  };
}

function address(next) {
  const query = new URLSearchParams();
  if (next.q) query.set("q", next.q);
  for (const name of FILTERS) if (next[name]) query.set(name, next[name]);
  if (next.sort === "date") query.set("sort", "date");
  if (next.page > 1) query.set("page", String(next.page));
  const text = query.toString();
  return text ? `?${text}` : location.pathname;
}

function go(change) {
  state = { ...state, page: 1, ...change };
  // Asked for once more, as by an impatient reader, a query is one step back all the same.
  const again = address(state) === address(read());
  history[again ? "replaceState" : "pushState"](null, "", address(state));
  if (stuck && navigator.onLine) location.reload();
  else search();
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "className") made.className = value;
    else if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== ""));
  return made;
}

/**
 * Fills a part anew. Results come in several goes: whoever stands on a button or a link with the
 * keyboard goes on from there, or from the count if that one is gone, not from the top of the page.
 */
function fill(box, children) {
  const name = (one) => one.dataset.kind ?? one.getAttribute("href");
  const held = box.contains(document.activeElement) ? name(document.activeElement) : null;
  box.replaceChildren(...children);
  if (held === null) return;
  const same = [...box.querySelectorAll("a, button")].find((one) => name(one) === held);
  (same ?? part("status")).focus({ preventScroll: true });
}

const marked = (parts) =>
  parts.map(({ text, mark }) => (mark ? element("mark", {}, text) : document.createTextNode(text)));

function say(text) {
  part("status").textContent = text;
}

const traditional = document.documentElement.lang === "zh-Hant";

/** What is asked for in the characters of the index; a site with a traditional view is asked in both. */
async function asked(text) {
  if (!("traditional" in page.dataset) || !/\p{Script=Han}/u.test(text)) return text;
  return (await module("./hans.js")).simplified(text);
}

function hit(found) {
  const url = traditional && found.url.startsWith("/") ? `/hant${found.url}` : found.url;
  const meta = [t(found.kind), found.siteName, found.column, found.date.slice(0, 10)];
  return element(
    "li",
    { className: "hit" },
    element("h3", {}, element("a", { href: url }, ...marked(found.title))),
    element("p", { className: "hit-text" }, ...marked(found.excerpt)),
    element("p", { className: "meta" }, ...meta.filter(Boolean).map((text) => element("span", {}, text))),
  );
}

function kinds(counts) {
  const all = Object.entries(counts).sort(([a, m], [b, n]) => n - m || a.localeCompare(b, "zh"));
  const total = all.reduce((sum, [, count]) => sum + count, 0);
  const list = total > 0 ? [["", total], ...all] : [];
  fill(
    part("kinds"),
    list.map(([kind, count]) => {
      const label = t(kind || "全部");
      const button = element(
        "button",
        { type: "button", "aria-pressed": String(state.kind === kind), "data-kind": kind },
        `${label} `,
        element("span", { className: "count" }, String(count)),
      );
      return element("li", {}, button);
    }),
  );
}

function choices(name, counts, label) {
  const select = form.elements[name];
  const values = Object.entries(counts);
  if (name === "year") values.sort(([a], [b]) => b.localeCompare(a));
  else values.sort(([, m], [, n]) => n - m);
  if (state[name] && !values.some(([value]) => value === state[name])) values.push([state[name], 0]);
  select.replaceChildren(
    new Option(t("不限"), ""),
    ...values.map(([value, count]) => new Option(t("%s（%s）", label(value), count), value)),
  );
  select.value = state[name];
}

/**
 * What choosing each value of a filter would leave. Shards without the value that is chosen are not
 * asked, so what others would leave is known only from when none was.
 */
function counted(view, name) {
  const key = `${name} ${address({ ...state, [name]: "", sort: "relevance", page: 1 })}`;
  if (!state[name]) known.set(key, view.counts[name]);
  return known.get(key) ?? view.counts[name];
}

const filtered = () => FILTERS.some((name) => state[name]);

function summary(view, lost) {
  if (view.total === 0) {
    if (!view.done) return t("正在查找“%s”…", state.q);
    // What was not searched is not known to be without the words.
    if (view.failed > 0) return t("网络不畅，没有查完与“%s”相关的内容，请稍后再试。", state.q);
    if (filtered()) return t("所选条件下没有与“%s”相关的内容，请减少条件后再试。", state.q);
    return t("没有找到与“%s”相关的内容", state.q);
  }
  const more = view.complete ? "" : view.done ? t("以上") : t("，仍在查找");
  const loose = view.exact ? "" : t("没有与所输文字完全相同的内容，以下结果包含其中的各部分。");
  const single = view.titleOnly ? t("单个汉字只在标题中查找。") : "";
  const failed = view.failed > 0 ? t("部分索引未能载入，结果可能不全。") : "";
  const gaps = lost ? t("部分结果未能载入，请稍后再试。") : "";
  return t("找到 %s 条%s。", view.total, more) + loose + single + failed + gaps;
}

async function show(view, results, mine) {
  const from = (state.page - 1) * SIZE;
  const hits = state.page === 1 ? view.hits : await results.hits(from, from + SIZE);
  if (mine !== turn) return;
  // An old link may ask for a page that the list no longer has: the last one is shown.
  const last = Math.ceil(view.total / SIZE);
  if (view.done && view.total > 0 && state.page > last) {
    state.page = last;
    history.replaceState(null, "", address(state));
    search();
    return;
  }
  say(summary(view, hits.length < Math.min(SIZE, view.total - from)));
  kinds(counted(view, "kind"));
  const names = Object.fromEntries(engine.sites.map(({ id, name }) => [id, name]));
  choices("site", counted(view, "site"), (id) => names[id] || id);
  choices("column", counted(view, "column"), (name) => name);
  choices("year", counted(view, "year"), (year) => t("%s年", year));
  form.elements.site.closest("label").hidden = engine.sites.length < 2;
  fill(part("hits"), hits.map(hit));
  part("hits").start = from + 1;
  pager(view);
  part("help").hidden = !(view.done && view.total === 0 && view.failed === 0) || filtered();
}

function pager(view) {
  const last = Math.ceil(view.total / SIZE);
  const nav = part("pager");
  nav.hidden = last < 2;
  const link = (to, text, rel) =>
    element("a", { className: "button", href: address({ ...state, page: to }), "data-page": to, rel }, text);
  fill(nav, [
    state.page > 1 ? link(state.page - 1, t("上一页"), "prev") : "",
    element("span", { className: "pager-now" }, t("第 %s 页，共 %s 页", state.page, last)),
    state.page < last ? link(state.page + 1, t("下一页"), "next") : "",
  ]);
}

async function search() {
  const mine = ++turn;
  form.elements.q.value = state.q;
  form.elements.sort.value = state.sort;
  document.title = state.q ? `${state.q} - ${page.dataset.title}` : page.dataset.title;
  const start = part("start");
  if (start) start.hidden = state.q !== "";
  if (!state.q) {
    for (const name of ["pager", "help"]) part(name).hidden = true;
    for (const name of ["kinds", "hits"]) part(name).replaceChildren();
    say("");
    return;
  }
  try {
    say(t("正在查找“%s”…", state.q));
    engine ??= await open();
    const filters = Object.fromEntries(
      FILTERS.filter((name) => state[name]).map((name) => [name, [state[name]]]),
    );
    const results = engine.query(await asked(state.q), { filters, sort: state.sort, size: SIZE });
    for await (const view of results) {
      if (mine !== turn) return;
      await show(view, results, mine);
    }
  } catch (error) {
    if (mine !== turn) return;
    say(t("搜索暂时不能使用，请稍后再试，或通过站点地图查找信息。"));
    console.warn(error);
  }
}

async function open() {
  const engineAt = new URL(`${page.dataset.base}search-engine.js`, document.baseURI).href;
  const { createSearch } = await module(engineAt);
  return createSearch({ base: page.dataset.base });
}

async function module(address) {
  try {
    return await import(address);
  } catch (error) {
    stuck = true;
    throw error;
  }
}

/** What the box asks for: a new query starts without the filters of the last one. */
function typed() {
  const q = form.elements.q.value.trim();
  if (!q || q === state.q) return {};
  return { q, ...Object.fromEntries(FILTERS.map((name) => [name, ""])) };
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(typed());
});
form.addEventListener("change", (event) => {
  const { name, value } = event.target;
  // Words that are typed and not yet sent are asked for as well, instead of being wiped away.
  if (name === "sort" || FILTERS.includes(name)) go({ ...typed(), [name]: value });
});
part("kinds").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  go({ kind: button.dataset.kind });
});
part("pager").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-page]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ page: Number(link.dataset.page) });
  part("status").focus();
});
// Arrow keys walk from title to title; a slash leads back to the box.
page.addEventListener("keydown", (event) => {
  const titles = [...part("hits").querySelectorAll("h3 a")];
  const at = titles.indexOf(document.activeElement);
  const inBox = event.target === form.elements.q;
  if (event.key === "ArrowDown" && (inBox || at >= 0) && titles[at + 1]) titles[at + 1].focus();
  else if (event.key === "ArrowUp" && at === 0) form.elements.q.focus();
  else if (event.key === "ArrowUp" && at > 0) titles[at - 1].focus();
  else if (event.key === "/" && !inBox && !event.target.closest("select")) form.elements.q.focus();
  else return;
  event.preventDefault();
});
addEventListener("popstate", () => {
  state = read();
  search();
});

search();
