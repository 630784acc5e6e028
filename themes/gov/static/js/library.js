// The policy library: topic, issuer, year and validity combined, without a server. The rows come
// from the pages that exist anyway: the pages of the years, or the chain of older pages. They are
// fetched when a reader first narrows the list, and the choice stands in the address.
const FIELDS = [
  ["topic", "主题分类"],
  ["issuer", "发文机关"],
  ["year", "年度"],
  ["status", "有效性"],
];

async function rowsOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { rows: [...page.querySelectorAll("[data-library] tbody tr")], page };
}

async function allRows(own) {
  const years = [...document.querySelectorAll('.facet a[href*="/year-"]')].map((link) => link.href);
  const found = new Map(own.map((row) => [row.querySelector("a").getAttribute("href"), row]));
  const add = (rows) => {
    for (const row of rows) {
      const key = row.querySelector("a").getAttribute("href");
      if (!found.has(key)) found.set(key, document.adoptNode(row));
    }
  };
  if (years.length > 0) {
    for (const { rows } of await Promise.all(years.map(rowsOf))) add(rows);
  } else {
    let next = document.querySelector('.pager [rel="next"]')?.href;
    while (next) {
      const { rows, page } = await rowsOf(next);
      add(rows);
      const link = page.querySelector('.pager [rel="next"]');
      next = link ? new URL(link.getAttribute("href"), next).href : "";
    }
  }
  return [...found.values()].sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
}

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
    this.form = document.createElement("form");
    this.form.className = "library-form";
    this.form.setAttribute("aria-label", "筛选政策文件");
    this.status = document.createElement("p");
    this.status.className = "library-status";
    this.status.setAttribute("role", "status");
    const words = this.#field("words", "标题或文号");
    words.append(Object.assign(document.createElement("input"), { type: "search", name: "words" }));
    this.selects = FIELDS.map(([name, title]) => {
      const select = Object.assign(document.createElement("select"), { name });
      this.#field(name, title).append(select);
      return select;
    });
    const reset = Object.assign(document.createElement("button"), {
      type: "reset", className: "button", textContent: "清除条件",
    });
    this.form.append(reset);
    table.closest(".table-scroll").before(this.form, this.status);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.#narrow());
    this.form.addEventListener("reset", () => setTimeout(() => this.#narrow()));
    this.#fill(this.first, new URLSearchParams(location.search));
    if (location.search) this.#narrow();
    this.form.addEventListener("focusin", () => this.#load(), { once: true });
  }

  #field(name, title) {
    const label = document.createElement("label");
    const span = document.createElement("span");
    span.textContent = title;
    label.append(span);
    this.form.append(label);
    return label;
  }

  #fill(rows, chosen) {
    for (const select of this.selects) {
      const now = select.value || chosen.get(select.name) || "";
      const values = choices(rows, select.name);
      if (now && !values.some(([value]) => value === now)) values.push([now, 0]);
      select.replaceChildren(
        new Option("全部", ""),
        ...values.map(([value, count]) => new Option(this.rows ? `${value}（${count}）` : value, value)),
      );
      select.value = now;
    }
    if (chosen.get("words")) this.form.elements.words.value = chosen.get("words");
  }

  async #load() {
    this.loading ??= allRows(this.first).then((rows) => {
      this.rows = rows;
      this.#fill(rows, new URLSearchParams());
    });
    return this.loading;
  }

  async #narrow() {
    const chosen = FIELDS.map(([name], index) => [name, this.selects[index].value]).filter(([, v]) => v);
    const words = this.form.elements.words.value.trim();
    const query = new URLSearchParams([...chosen, ...(words ? [["words", words]] : [])]).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    if (!query) {
      this.#show(this.first, "");
      return;
    }
    try {
      await this.#load();
    } catch {
      this.rows = this.first;
    }
    const found = this.rows.filter(
      (row) =>
        chosen.every(([name, value]) => row.dataset[name] === value) &&
        (!words || row.textContent.includes(words)),
    );
    this.#show(found, found.length ? `符合条件的文件共 ${found.length} 件` : "没有符合条件的文件，请减少条件后再试");
  }

  #show(rows, text) {
    this.body.replaceChildren(...rows);
    this.status.textContent = text;
    for (const part of document.querySelectorAll(".pager, .total")) part.hidden = text !== "";
  }
}

/** Puts the form above the library's table. */
export function setUpLibrary() {
  for (const table of document.querySelectorAll("table[data-library]")) new Library(table);
}
