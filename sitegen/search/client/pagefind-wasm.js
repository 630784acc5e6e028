// Talks to Pagefind's WebAssembly. The index and this module come from the same release of
// Pagefind; tests/search/test_client.py notices when an upgrade changes what is called here.
//
// Pagefind's own pagefind.js is not used: it cuts Chinese queries by the browser's dictionary,
// fetches a copy of the WebAssembly for every index, and answers only when all indexes have.

const MAGIC = 12; // bytes of "pagefind_dcd" before everything that Pagefind writes

export async function fetchBytes(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Fetches `url` and unpacks it; a server that unpacks by itself is no harm. */
export async function fetchUnpacked(url, options) {
  const data = await fetchBytes(url, options);
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function fetchJson(url, options) {
  return JSON.parse(new TextDecoder().decode(await fetchUnpacked(url, options)));
}

/** Fetches and starts the WebAssembly; the result opens any number of indexes. */
export async function loadPagefind(url) {
  const code = (await fetchUnpacked(url)).subarray(MAGIC);
  let wasm;
  const imports = {
    "./pagefind_web_bg.js": {
      __wbindgen_init_externref_table() {
        const table = wasm.__wbindgen_externrefs;
        const offset = table.grow(4);
        table.set(0, undefined);
        [undefined, null, true, false].forEach((value, i) => table.set(offset + i, value));
      },
    },
  };
  wasm = (await WebAssembly.instantiate(code, imports)).instance.exports;
  wasm.__wbindgen_start();
  return { open: (meta) => new Index(wasm, meta.subarray(MAGIC)) };
}

/** One Pagefind index inside the WebAssembly. */
class Index {
  #wasm;
  #pointer;

  constructor(wasm, meta) {
    this.#wasm = wasm;
    this.#pointer = wasm.init_pagefind(...this.#bytes(meta));
    if (!this.#pointer) throw new Error("Pagefind cannot read the metadata of a shard");
  }

  /** The ids of the index files that may hold `token`. */
  chunks(token) {
    return JSON.parse(this.#take(this.#wasm.request_indexes(this.#pointer, ...this.#text(token))));
  }

  load(chunk) {
    const pointer = this.#wasm.load_index_chunk(
      this.#pointer,
      ...this.#bytes(chunk.subarray(MAGIC)),
    );
    if (!pointer) throw new Error("Pagefind cannot read an index file");
    this.#pointer = pointer;
  }

  /** The pages where `tokens` stand side by side: a map from id to the place of the first. */
  phrase(tokens) {
    const words = tokens.join(" ");
    const answer = this.#wasm.search(
      this.#pointer,
      ...this.#text(words),
      ...this.#text(words),
      ...this.#text("{}"),
      ...this.#text(""),
      true,
      false,
    );
    const { results } = JSON.parse(this.#take(answer));
    return new Map(
      results.map((result) => [result.p.slice(result.p.indexOf("_") + 1), result.l[0]?.l ?? 0]),
    );
  }

  #bytes(data) {
    const pointer = this.#wasm.__wbindgen_malloc(data.length, 1) >>> 0;
    new Uint8Array(this.#wasm.memory.buffer).set(data, pointer);
    return [pointer, data.length];
  }

  #text(text) {
    return this.#bytes(new TextEncoder().encode(text));
  }

  #take([pointer, length]) {
    const start = pointer >>> 0;
    const bytes = new Uint8Array(this.#wasm.memory.buffer, start, length);
    const text = new TextDecoder().decode(bytes);
    this.#wasm.__wbindgen_free(start, length, 1);
    return text;
  }
}
