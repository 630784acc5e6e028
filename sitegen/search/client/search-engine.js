// Site search in the browser. The whole interface is described in docs/search.md:
//
//   const engine = await createSearch({ base: "/search/" });
//   const results = engine.query("政务公开", { filters: { kind: ["新闻"] }, sort: "relevance" });
//   for await (const view of results) show(view);     // views get fuller until view.done
//   const more = await results.hits(10, 20);           // any other stretch of the list
//
// A view: { hits, total, counts, searched, shards, failed, done, complete, exact, titleOnly }.
// A hit:  { url, title: [part], titleHit, exact, excerpt: [part], kind, siteName, site, column,
//           date }, a part: { text, mark }.

import { excerpt, highlight } from "./excerpt.js";
import { pieces, terms as parse } from "./grams.js";
import { fetchJson, loadPagefind } from "./pagefind-wasm.js";
import { keyTerms } from "./questions.js";
import { Shard } from "./shard.js";

const ABREAST = 6; // shards asked at the same time once something is found
const AT_FIRST = 3; // before, as what is fetched beside the first result delays it
const FACETS = ["kind", "site", "column", "year"];

/**
 * Opens the search of a site. `base` is the URL of its search/ folder, with the slash. Fetches the
 * list of shards and, in the background, the WebAssembly. Rejects when there is no index.
 */
export async function createSearch({ base = "/search/" } = {}) {
  const root = new URL(base, document.baseURI).href;
  const pagefind = once(() => loadPagefind(`${root}pagefind.pf_wasm`));
  pagefind().catch(() => {}); // whoever asks a shard is told
  const manifest = await fetchJson(`${root}index.json`, { cache: "no-cache" });
  const shards = manifest.sites.flatMap((site) =>
    site.shards.map((entry) => new Shard(entry, site, root, pagefind)),
  );
  shards.sort((a, b) => compare(b.entry.newest, a.entry.newest));
  return {
    sites: manifest.sites.map(({ id, name }) => ({ id, name })),
    pages: shards.reduce((sum, shard) => sum + shard.entry.count, 0),
    query: (text, options) => new Results(shards, text, options),
  };
}

/** Gives the promise of `load` to whoever asks; after a failure the next one to ask tries again. */
function once(load) {
  let promise;
  return () => {
    promise ??= load().catch((error) => {
      promise = undefined;
      throw error;
    });
    return promise;
  };
}

/** The growing answer to one query; see the top of this file and docs/search.md. */
class Results {
  #text;
  #terms;
  #filters;
  #sort;
  #size;
  #budget;
  #shards;
  #queue; // shards of which nothing is known
  #likely = []; // those that their sieves let through
  #found = [];
  #shown = [];
  #failed = 0;
  #exact = true;
  #begun = false;

  constructor(shards, text, { filters = {}, sort = "relevance", size = 10, budget = 200 } = {}) {
    this.#text = text;
    this.#terms = parse(text);
    this.#filters = filters;
    this.#sort = sort;
    this.#size = size;
    this.#budget = budget;
    this.#shards = shards.filter((shard) => mayHold(shard, filters));
    this.#queue = this.#terms.length === 0 ? [] : [...this.#shards];
  }

  /** Views as shards answer, newest shard first; leaving the loop stops the search. */
  async *[Symbol.asyncIterator]() {
    let left = this.#budget;
    while (this.#likely.length > 0 || (this.#queue.length > 0 && left > 0)) {
      const before = this.#found.length;
      if (this.#likely.length === 0) left -= await this.#sift(left);
      await this.#ask(this.#likely.splice(0, before > 0 ? ABREAST : AT_FIRST));
      if (this.#found.length > before && this.#waiting > 0) yield this.#view(false);
      if (this.#waiting === 0 && this.#found.length === 0) this.#loosen();
    }
    yield this.#view(true);
  }

  /** Hits `from` (counted from 0) up to, not including, `to` in the order of the list. */
  async hits(from, to) {
    const loaded = this.#shown.slice(from, to).map((found) => this.#hit(found));
    return (await Promise.allSettled(loaded)).flatMap((hit) => hit.value ?? []);
  }

  /** Every page of the list, in its order, without its texts: {id, kind, site, column, date}. */
  entries() {
    return this.#shown.map(({ id, kind, site, column, date }) => ({ id, kind, site, column, date }));
  }

  /** Shards that have not been asked. */
  get #waiting() {
    return this.#queue.length + this.#likely.length;
  }

  /** Looks into the sieves of the next shards, at most `most`; how many shards that were. */
  async #sift(most) {
    // Mostly the newest shard has something to say, and sooner without its sieve.
    const wave = this.#queue.splice(0, this.#begun ? Math.min(ABREAST, most) : 1);
    const sifts = this.#begun ? wave.map((s) => s.mayHold(this.#terms, !this.#exact)) : [true];
    this.#begun = true;
    const answers = await Promise.allSettled(sifts);
    this.#failed += answers.filter(({ status }) => status === "rejected").length;
    this.#likely.push(...wave.filter((_, i) => answers[i].value));
    return wave.length;
  }

  async #ask(shards) {
    const answers = await Promise.allSettled(
      shards.map((shard) => shard.find(this.#terms, !this.#exact)),
    );
    for (const answer of answers) {
      if (answer.status === "rejected") this.#failed++;
      else for (const found of answer.value) this.#found.push(await withCard(found));
    }
  }

  /** Nothing has the words as they were typed: look once more for pages with pieces of them. */
  #loosen() {
    if (!this.#exact || !this.#terms.some((term) => term.tokens.length > 1)) return;
    this.#exact = false;
    this.#terms = keyTerms(this.#text);
    this.#queue = [...this.#shards];
  }

  async #view(done) {
    const order = this.#sort === "date" ? byDate : byRelevance;
    this.#shown = this.#found.filter((found) => passes(found, this.#filters)).sort(order);
    return {
      hits: await this.hits(0, this.#size),
      total: this.#shown.length,
      counts: count(this.#found, this.#filters),
      searched: this.#shards.length - this.#waiting,
      shards: this.#shards.length,
      failed: this.#failed,
      done,
      complete: done && this.#waiting === 0,
      exact: this.#exact,
      titleOnly: this.#terms.some((term) => term.single),
    };
  }

  async #hit(found) {
    const [url, title, text] = await found.shard.text(found.row);
    const { site } = found.shard;
    const marked = found.exact ? this.#terms : pieces(this.#terms);
    return {
      url: site.base + url,
      title: highlight(title, marked),
      titleHit: found.inTitle > 0,
      exact: found.exact,
      excerpt: excerpt(text, marked),
      kind: found.kind,
      site: site.id,
      siteName: site.name,
      column: found.column,
      date: found.date,
    };
  }
}

async function withCard(found) {
  const cards = await found.shard.cards();
  const date = cards.dates[found.row];
  return {
    ...found,
    id: `${found.shard.entry.folder}/${cards.ids[found.row]}`,
    date,
    year: date.slice(0, 4),
    kind: cards.kinds[cards.kind[found.row]],
    column: cards.columns[cards.column[found.row]],
    site: found.shard.site.id,
  };
}

function mayHold(shard, filters) {
  const { newest, oldest } = shard.entry;
  const years = chosen(filters, "year");
  const sites = chosen(filters, "site");
  const inTime = years.some((year) => oldest.slice(0, 4) <= year && year <= newest.slice(0, 4));
  const kinds = chosen(filters, "kind");
  return (
    (years.length === 0 || inTime) &&
    (sites.length === 0 || sites.includes(shard.site.id)) &&
    (kinds.length === 0 || kinds.some((kind) => kind in shard.entry.kinds))
  );
}

function chosen(filters, facet) {
  return (filters[facet] ?? []).map(String);
}

function passes(found, filters, except) {
  return FACETS.every((facet) => {
    const values = chosen(filters, facet);
    return facet === except || values.length === 0 || values.includes(found[facet]);
  });
}

/** How many pages each value of a facet would leave, the other facets being as they are. */
function count(all, filters) {
  const counts = {};
  for (const facet of FACETS) {
    counts[facet] = {};
    for (const found of all) {
      if (!passes(found, filters, facet)) continue;
      const value = found[facet];
      counts[facet][value] = (counts[facet][value] ?? 0) + 1;
    }
  }
  return counts;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byDate(a, b) {
  return compare(b.date, a.date);
}

function byRelevance(a, b) {
  if (a.inTitle !== b.inTitle) return b.inTitle - a.inTitle;
  return compare(a.rest, b.rest) || b.parts - a.parts || byDate(a, b);
}
