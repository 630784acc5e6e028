// The policy library: topic, issuer, year and validity combined, without a server. The rows come
// from the pages that exist anyway: the pages of the years, or the chain of older pages. They are
// fetched when a reader first narrows the list, and the choice stands in the address.
import { t } from "./words.js";

const FIELDS = ["topic", "issuer", "year", "status"];

async function rowsOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { rows: rowsIn(page), page };
}

/** All rows of the column whose list is at `start`, those at hand among them, newest first. */
async function allRows(own, start) {
  const page = start === location.pathname ? document : (await rowsOf(start)).page;
  const years = [...page.querySelectorAll('.facet a[href*="/year-"]')];
  const found = new Map(own.map((row) => [addressOf(row), row]));
  const add = (rows) => {
    for (const row of rows) {
      if (!found.has(addressOf(row))) found.set(addressOf(row), document.adoptNode(row));
    }
  };
  add(rowsIn(page));
  if (years.length > 0) {
    const addresses = years.map((link) => link.getAttribute("href"));
    for (const { rows } of await Promise.all(addresses.map(rowsOf))) add(rows);
  } else {
    let next = nextOf(page);
    while (next) {
      const older = await rowsOf(next);
      add(older.rows);
      next = nextOf(older.page);
    }
  }
  return [...found.values()].sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
}

const rowsIn = (page) => [...page.querySelectorAll("[data-library] tbody tr")];
const nextOf = (page) => page.querySelector('.pager [rel="next"]')?.getAttribute("href");
// 〔2026〕, [2026] and （2026） are typed for the same number, by some in full-width characters.
const folded = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[\p{P}\p{S}]/gu, "");
const namesOf = (row) => folded(`${row.cells[0].textContent} ${row.cells[1].textContent}`);
const addressOf = (row) => row.querySelector("a").getAttribute("href");
const dateOf = (row) => row.querySelector("time").dateTime;

function choices(rows, name) {
  const counts = new Map();
  for (const row of rows) {
    const value = row.dataset[name];
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = [...counts].sort(([a], [b]) => (name === "year" ? b.localeCompare(a) : a.localeCompare(b, "zh")));
  return values;
}

class Library {
  constructor(table) {
    this.body = table.tBodies[0];
    this.first = [...this.body.rows];
    this.rows = null;
    this.start = table.dataset.library;
    this.form = document.querySelector("[data-library-form]");
    this.status = document.querySelector(".library-status");
    this.selects = FIELDS.map((name) => this.form.elements[name]);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    // Pinyin that is still to become characters is nothing to look for, nor to tell of.
    this.form.addEventListener("input", (event) => event.isComposing || this.#narrow());
    this.form.addEventListener("compositionend", () => this.#narrow());
    this.form.addEventListener("reset", () => setTimeout(() => this.#narrow()));
    this.#fill(this.first, new URLSearchParams(location.search));
    // On a slow line words may have been typed before this script was there.
    if (location.search || this.form.elements.words.value.trim()) this.#narrow();
    // Whether that worked is told when it matters.
    this.form.addEventListener("focusin", () => this.#load().catch(() => {}), { once: true });
  }

  #fill(rows, chosen) {
    for (const select of this.selects) {
      const now = select.value || chosen.get(select.name) || "";
      const values = choices(rows, select.name);
      if (now && !values.some(([value]) => value === now)) values.push([now, 0]);
      select.replaceChildren(
        new Option(t("全部"), ""),
        ...values.map(([value, count]) => new Option(this.rows ? t("%s（%s）", value, count) : value, value)),
      );
      select.value = now;
    }
    if (chosen.get("words")) this.form.elements.words.value = chosen.get("words");
  }

  async #load() {
    this.loading ??= this.#fetch().catch((error) => {
      this.loading = null; // the next choice tries again
      throw error;
    });
    return this.loading;
  }

  async #fetch() {
    // A page of one year or topic shows all that it has; the choice stays within it.
    this.rows = this.start ? await allRows(this.first, this.start) : this.first;
    this.#fill(this.rows, new URLSearchParams());
  }

  async #narrow() {
    const chosen = FIELDS.map((name, index) => [name, this.selects[index].value]).filter(([, v]) => v);
    const words = this.form.elements.words.value.trim();
    const query = new URLSearchParams([...chosen, ...(words ? [["words", words]] : [])]).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    if (!query) {
      this.#show(this.first, "");
      return;
    }
    let rows = this.first;
    let lost = "";
    try {
      await this.#load();
      rows = this.rows;
    } catch {
      lost = t("部分文件未能载入，结果可能不全。");
    }
    const wanted = folded(words).split(/\s+/u);
    const found = rows.filter(
      (row) =>
        chosen.every(([name, value]) => row.dataset[name] === value) &&
        wanted.every((word) => namesOf(row).includes(word)),
    );
    const count = t("符合条件的文件共 %s 件", found.length);
    const text = found.length ? count : t("没有符合条件的文件，请减少条件后再试");
    this.#show(found, lost ? `${lost}${found.length ? count : ""}` : text);
  }

  #show(rows, text) {
    this.body.replaceChildren(...rows);
    this.status.textContent = text;
    for (const part of document.querySelectorAll(".pager, .total")) part.hidden = text !== "";
  }
}

/** Gives the form above the library's table its work. */
export function setUpLibrary() {
  for (const table of document.querySelectorAll("table[data-library]")) new Library(table);
}
