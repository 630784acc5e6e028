// Finds the terms of a query in a page's own text and cuts an excerpt around them. Everything is
// returned as plain text in parts {text, mark}; nothing here or in a caller needs innerHTML.

import { units } from "./grams.js";

const BEFORE = 24; // characters of the page shown before the first hit
const LENGTH = 110; // characters of an excerpt

/** `text` as parts, every occurrence of a term marked. */
export function highlight(text, terms) {
  return parts(text, 0, text.length, occurrences(text, terms));
}

/** About 110 characters of `text` around the place with most terms, as parts. */
export function excerpt(text, terms) {
  const found = occurrences(text, terms);
  const start = found.length === 0 ? 0 : windowStart(text, found);
  const end = Math.min(text.length, start + LENGTH);
  const shown = parts(text, start, end, found);
  if (start > 0) shown.unshift({ text: "…", mark: false });
  if (end < text.length) shown.push({ text: "…", mark: false });
  return shown.map((part) => ({ text: part.text.replace(/\s+/gu, " "), mark: part.mark }));
}

/** Where terms stand in `text`: {start, end, term}, in order, none overlapping the one before. */
function occurrences(text, terms) {
  const page = units(text);
  const found = [];
  for (const [term, { units: wanted }] of terms.entries()) {
    for (let at = 0; at + wanted.length <= page.length; at++) {
      if (!matches(page, at, wanted)) continue;
      found.push({ start: page[at].start, end: page[at + wanted.length - 1].end, term });
      at += wanted.length - 1;
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found.filter((hit) => {
    const free = hit.start >= end;
    if (free) end = hit.end;
    return free;
  });
}

function matches(page, at, wanted) {
  return wanted.every((unit, i) => {
    const here = page[at + i];
    if (here.text !== unit.text || here.latin !== unit.latin) return false;
    const bothLatin = unit.latin && i > 0 && wanted[i - 1].latin;
    return i === 0 || bothLatin || here.gap === unit.gap;
  });
}

function windowStart(text, found) {
  let best = found[0];
  let most = 0;
  for (const [first, hit] of found.entries()) {
    const inside = new Set();
    for (let i = first; i < found.length && found[i].end <= hit.start + LENGTH - BEFORE; i++) {
      inside.add(found[i].term);
    }
    if (inside.size > most) [best, most] = [hit, inside.size];
  }
  const paragraph = text.lastIndexOf("\n", best.start - 1) + 1;
  let start = Math.max(paragraph, best.start - BEFORE, 0);
  // Never cut a character of two UTF-16 units in half.
  if (start > 0 && /[\udc00-\udfff]/u.test(text[start])) start++;
  return start;
}

function parts(text, from, to, found) {
  const shown = [];
  let at = from;
  const push = (end, mark) => {
    if (end > at) shown.push({ text: text.slice(at, end), mark });
    at = Math.max(at, end);
  };
  for (const hit of found) {
    if (hit.end <= from || hit.start >= to) continue;
    push(Math.min(hit.start, to), false);
    push(Math.min(hit.end, to), true);
  }
  push(to, false);
  return shown;
}
