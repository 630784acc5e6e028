// Which shards of a site hold all of some tokens; see sitegen/search/route.py.

import { fetchUnpacked } from "./pagefind-wasm.js";

export class Route {
  #url;
  #bits;
  #width;
  #files = new Map();

  /** `site` is the site's entry in index.json, with a `route`; `base` the search/ URL. */
  constructor(site, base) {
    this.#url = `${base}${site.route.folder}/`;
    this.#bits = site.route.bits;
    this.#width = Math.ceil(site.shards.length / 8);
  }

  /** A test for the places, in the site's list, of shards that may hold all `tokens`. */
  async holders(tokens) {
    const masks = await Promise.all(tokens.map((token) => this.#mask(token)));
    return (place) => masks.every((mask) => (mask[place >> 3] >> (place & 7)) & 1);
  }

  async #mask(token) {
    const crc = crc32(new TextEncoder().encode(token));
    const file = Math.floor(crc / 2 ** (32 - this.#bits));
    const suffix = (crc >>> (16 - this.#bits)) & 0xffff;
    if (!this.#files.has(file)) {
      const name = file.toString(16).padStart(3, "0");
      this.#files.set(file, fetchUnpacked(this.#url + name));
    }
    return find(await this.#files.get(file), suffix, this.#width);
  }
}

// All suffixes ascending, two bytes each, then the masks in the same order.
function find(data, suffix, width) {
  const rows = data.length / (2 + width);
  let low = 0;
  let high = rows;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((data[2 * middle] | (data[2 * middle + 1] << 8)) < suffix) low = middle + 1;
    else high = middle;
  }
  const found = low < rows && (data[2 * low] | (data[2 * low + 1] << 8)) === suffix;
  const start = 2 * rows + low * width;
  return found ? data.subarray(start, start + width) : new Uint8Array(width);
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
