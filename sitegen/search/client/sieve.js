// Whether a shard can hold all of some terms; see sitegen/search/sieve.py.

import { pieced } from "./grams.js";
import { fetchBytes } from "./pagefind-wasm.js";

const LONGEST = 3; // tokens in a run

export class Sieve {
  #url;
  #count;
  #blocks = new Map();

  /** `url` is the folder of the sieve, `count` the number of its blocks. */
  constructor(url, count) {
    this.#url = url;
    this.#count = count;
  }

  /** False only if the shard lacks a part of a term; with `loose`, see `pieced`. */
  async mayHold(terms, loose) {
    for (const term of terms) {
      if (!(await (loose ? this.#pieces(term) : this.#whole(term)))) return false;
    }
    return true;
  }

  async #whole(term) {
    for (const run of cut(term)) {
      if (!(await this.#has(crc32(run)))) return false;
    }
    return true;
  }

  async #pieces({ tokens }) {
    return pieced(await Promise.all(tokens.map((token) => this.#has(crc32([token])))));
  }

  async #has(crc) {
    const number = crc % this.#count;
    const block = await this.#block(number);
    const mixed = Math.imul(crc, 0x9e3779b1) >>> 0;
    const bits = [mixed & 0x3fff, mixed >>> 18, Math.imul(crc, 0x85ebca6b) >>> 18];
    return bits.every((bit) => (block[bit >> 3] >> (bit & 7)) & 1);
  }

  #block(number) {
    if (!this.#blocks.has(number)) {
      const fetched = fetchBytes(this.#url + number).catch((error) => {
        this.#blocks.delete(number); // the next query tries again
        throw error;
      });
      this.#blocks.set(number, fetched);
    }
    return this.#blocks.get(number);
  }
}

function cut({ tokens }) {
  const last = Math.max(0, tokens.length - LONGEST);
  return Array.from({ length: last + 1 }, (_, i) => tokens.slice(last - i, last - i + LONGEST));
}

function crc32(tokens) {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(tokens.join(""))) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
