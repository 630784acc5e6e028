// Whether a shard can hold all of some terms; see sitegen/search/sieve.py.

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

  /** False only if the shard lacks a part of a term; with `scattered`, any token is a part. */
  async mayHold(terms, scattered) {
    const runs = terms.flatMap((term) => (scattered ? term.tokens.map((t) => [t]) : cut(term)));
    for (const run of runs) {
      if (!(await this.#has(crc32(run)))) return false;
    }
    return true;
  }

  async #has(crc) {
    const number = crc % this.#count;
    if (!this.#blocks.has(number)) {
      this.#blocks.set(number, await fetchBytes(this.#url + number));
    }
    const block = this.#blocks.get(number);
    const mixed = Math.imul(crc, 0x9e3779b1) >>> 0;
    const bits = [mixed & 0x3fff, mixed >>> 18, Math.imul(crc, 0x85ebca6b) >>> 18];
    return bits.every((bit) => (block[bit >> 3] >> (bit & 7)) & 1);
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
