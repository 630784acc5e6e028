// One shard: a Pagefind index of some pages, with the table and the texts that belong to it.

import { fetchJson, fetchUnpacked } from "./pagefind-wasm.js";

export class Shard {
  #url;
  #pagefind;
  #index;
  #chunks = new Map();
  #cards;
  #texts = new Map();

  /**
   * `entry` is the shard's entry in index.json, `site` that of its site, `route` the site's Route or
   * null, `base` the search/ URL, `pagefind` a promise of the started WebAssembly.
   */
  constructor(entry, site, route, base, pagefind) {
    this.entry = entry;
    this.site = site;
    this.route = route;
    this.#url = `${base}${entry.folder}/`;
    this.#pagefind = pagefind;
  }

  /**
   * The pages that have every term: a list of {row, inTitle, exact}, `row` into the shard's table,
   * `inTitle` the number of terms that stand in the title. With `scattered`, the tokens of a term
   * may stand anywhere in the page. `rarity` maps tokens to how often they were seen and is added
   * to: the rarest token is asked first, so that a shard without it costs one small file.
   */
  async find(terms, { scattered = false, rarity, eager = false }) {
    const index = await this.#open();
    const all = [...new Set(terms.flatMap((term) => term.tokens))];
    all.sort((a, b) => (rarity.get(a) ?? 0) - (rarity.get(b) ?? 0));
    if (eager) await Promise.all(all.map((token) => this.#load(index, token)));
    else if (!(await this.#seen(index, all[0], rarity))) return [];
    await Promise.all(all.map((token) => this.#load(index, token)));
    const found = terms.map((term) => (scattered ? spread(index, term) : phrase(index, term)));
    if (eager) for (const token of all) note(rarity, token, index.phrase([token]).size);
    const ids = [...found[0].keys()].filter((id) => found.every((pages) => pages.has(id)));
    if (ids.length === 0) return [];
    const cards = await this.cards();
    return ids.map((id) => {
      const row = cards.rows.get(id);
      const places = found.map((pages) => pages.get(id));
      return {
        shard: this,
        row,
        exact: !scattered,
        inTitle: places.filter((place) => place < cards.head[row]).length,
      };
    });
  }

  /** The table of the shard's pages, columns of equal length, newest page first. */
  cards() {
    this.#cards ??= fetchJson(`${this.#url}cards`).then((cards) => {
      cards.ids = cards.ids.split(" ");
      cards.rows = new Map(cards.ids.map((id, row) => [id, row]));
      return cards;
    });
    return this.#cards;
  }

  /** [url, title, text] of the page in `row`. */
  async text(row) {
    const { ids } = await this.cards();
    if (!this.#texts.has(row)) this.#texts.set(row, fetchJson(`${this.#url}text/${ids[row]}`));
    return this.#texts.get(row);
  }

  #open() {
    this.#index ??= Promise.all([fetchUnpacked(`${this.#url}meta.pf_meta`), this.#pagefind]).then(
      ([meta, pagefind]) => pagefind.open(meta),
    );
    return this.#index;
  }

  async #seen(index, token, rarity) {
    await this.#load(index, token);
    const count = index.phrase([token]).size;
    note(rarity, token, count);
    return count > 0;
  }

  async #load(index, token) {
    await Promise.all(
      index.chunks(token).map((id) => {
        if (!this.#chunks.has(id)) {
          const file = fetchUnpacked(`${this.#url}index/${id}.pf_index`);
          this.#chunks.set(id, file.then((data) => index.load(data)));
        }
        return this.#chunks.get(id);
      }),
    );
  }
}

function note(rarity, token, count) {
  rarity.set(token, (rarity.get(token) ?? 0) + count);
}

function phrase(index, term) {
  return index.phrase(term.tokens);
}

function spread(index, term) {
  const found = term.tokens.map((token) => index.phrase([token]));
  const shared = new Map();
  for (const [id, place] of found[0]) {
    if (found.every((pages) => pages.has(id))) {
      shared.set(id, Math.max(place, ...found.map((pages) => pages.get(id))));
    }
  }
  return shared;
}
