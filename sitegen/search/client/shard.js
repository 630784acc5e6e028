// One shard: a Pagefind index of some pages, with the table and the texts that belong to it.

import { pieced } from "./grams.js";
import { fetchJson, fetchUnpacked } from "./pagefind-wasm.js";
import { Sieve } from "./sieve.js";

// A title's tokens are its pairs and its single characters, so its own text is about half of them.
const WHOLE = 1 / 3;

export class Shard {
  #url;
  #pagefind;
  #sieve;
  #index;
  #chunks = new Map();
  #cards;
  #texts = new Map();

  /**
   * `entry` is the shard's entry in index.json, `site` that of its site, `base` the search/ URL,
   * `pagefind` gives a promise of the started WebAssembly.
   */
  constructor(entry, site, base, pagefind) {
    this.entry = entry;
    this.site = site;
    this.#url = `${base}${entry.folder}/`;
    this.#pagefind = pagefind;
    this.#sieve = new Sieve(`${this.#url}sieve/`, entry.sieve);
  }

  /** Whether asking is worth its transfer: false only if the shard lacks a part of a term. */
  mayHold(terms, loose) {
    return this.#sieve.mayHold(terms, loose);
  }

  /**
   * The pages that have every term: a list of {row, inTitle, parts, rest, exact}, `row` into the
   * shard's table, `parts` the number of terms, of which `inTitle` stand in the title, `rest` the
   * title's length where it is little more than the query, else Infinity. With `loose`, pieces of a
   * term may stand anywhere in the page, and its tokens are what is counted.
   */
  async find(terms, loose) {
    const index = await this.#open();
    const tokens = terms.flatMap((term) => term.tokens);
    await Promise.all(tokens.map((token) => this.#load(index, token)));
    const found = terms.map((term) => (loose ? spread(index, term) : phrase(index, term)));
    const ids = [...found[0].keys()].filter((id) => found.every((pages) => pages.has(id)));
    if (ids.length === 0) return [];
    const cards = await this.cards();
    return ids.map((id) => {
      const row = cards.rows.get(id);
      const places = found.flatMap((pages) => pages.get(id));
      const inTitle = places.filter((place) => place < cards.head[row]).length;
      // A title that is little more than the query comes before longer ones that contain it.
      const whole = inTitle === places.length && tokens.length >= WHOLE * cards.head[row];
      return {
        shard: this,
        row,
        exact: !loose,
        inTitle,
        parts: places.length,
        rest: whole ? cards.head[row] : Infinity,
      };
    });
  }

  /** The table of the shard's pages, columns of equal length, newest page first. */
  cards() {
    this.#cards ??= fetchJson(`${this.#url}cards`)
      .then((cards) => {
        cards.ids = cards.ids.split(" ");
        cards.rows = new Map(cards.ids.map((id, row) => [id, row]));
        return cards;
      })
      .catch((error) => {
        this.#cards = undefined;
        throw error;
      });
    return this.#cards;
  }

  /** [url, title, text] of the page in `row`. */
  async text(row) {
    const { ids } = await this.cards();
    if (!this.#texts.has(row)) {
      this.#texts.set(row, await fetchJson(`${this.#url}text/${ids[row]}`));
    }
    return this.#texts.get(row);
  }

  #open() {
    this.#index ??= Promise.all([fetchUnpacked(`${this.#url}meta.pf_meta`), this.#pagefind()])
      .then(([meta, pagefind]) => pagefind.open(meta))
      .catch((error) => {
        this.#index = undefined; // the next query tries again
        throw error;
      });
    return this.#index;
  }

  async #load(index, token) {
    await Promise.all(
      index.chunks(token).map((id) => {
        if (!this.#chunks.has(id)) {
          const loaded = fetchUnpacked(`${this.#url}index/${id}.pf_index`)
            .then((data) => index.load(data))
            .catch((error) => {
              this.#chunks.delete(id);
              throw error;
            });
          this.#chunks.set(id, loaded);
        }
        return this.#chunks.get(id);
      }),
    );
  }
}

function phrase(index, term) {
  return index.phrase(term.tokens);
}

/** Where the tokens of a term stand, by page, in those that have pieces which make up the term. */
function spread(index, term) {
  const found = term.tokens.map((token) => index.phrase([token]));
  const places = new Map();
  for (const id of found[0].keys()) {
    const there = found.filter((pages) => pages.has(id)).map((pages) => pages.get(id));
    if (pieced(found.map((pages) => pages.has(id)))) places.set(id, there);
  }
  return places;
}
