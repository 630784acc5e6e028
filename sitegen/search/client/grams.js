// Cuts text into units and tokens, exactly as sitegen/search/grams.py does when the index is made.
// tests/search/test_grams.py runs both over the same strings.

export const GAP = "\u01c1";
export const STOP = "\u01c0";
export const TITLE = "\u01c3";

const CJK =
  "\\u3005-\\u3007\\u3021-\\u3029\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff" +
  "\\u3105-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff" +
  "\\u{20000}-\\u{3ffff}";
const UNIT = new RegExp(
  `([${CJK}])|((?:(?![${CJK}])[\\p{L}\\p{N}])+)|[ \\t\\u3000]+|([^])`,
  "gu",
);

const RESERVED = new RegExp(`[${GAP}${STOP}${TITLE}]`, "gu");
const VANISHING = /[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/gu;

function foldCharacter(character) {
  return character.normalize("NFKD").toLowerCase().replace(VANISHING, "").replace(RESERVED, " ");
}

/** The folded form of `text` and, for every UTF-16 unit of it, the offset in `text` it is from. */
function fold(text) {
  let folded = "";
  const offsets = [];
  let offset = 0;
  for (const character of text) {
    const piece = foldCharacter(character);
    for (let i = 0; i < piece.length; i++) offsets.push(offset);
    folded += piece;
    offset += character.length;
  }
  offsets.push(offset);
  return { folded, offsets };
}

/**
 * The units of `text` in order: {text, latin, gap, start, end}. `gap` says that punctuation or a
 * line break stands before it, `start` and `end` are its offsets in the text as given.
 */
export function units(text) {
  const { folded, offsets } = fold(text);
  const found = [];
  let gap = false;
  for (const match of folded.matchAll(UNIT)) {
    const unit = match[1] ?? match[2];
    if (unit === undefined) {
      gap ||= match[3] !== undefined;
      continue;
    }
    const end = match.index + unit.length;
    found.push({
      text: unit,
      latin: match[2] !== undefined,
      gap,
      start: offsets[match.index],
      end: endOf(offsets, end),
    });
    gap = false;
  }
  return found;
}

// A character that folds to several ends where the next one begins.
function endOf(offsets, end) {
  let next = end;
  while (next < offsets.length - 1 && offsets[next] === offsets[end - 1]) next++;
  return offsets[next];
}

/** The token of two neighbouring units. */
function pair(left, right) {
  if (left.latin) return left.text + STOP + (right.latin || !right.gap ? "" : GAP) + right.text;
  return left.text + (right.gap ? GAP : "") + right.text;
}

/** What the index holds for a run of units: side by side in this order they are the phrase. */
export function tokens(run) {
  if (run.length === 1) return [run[0].latin ? run[0].text + STOP : TITLE + run[0].text];
  return run.slice(1).map((unit, position) => pair(run[position], unit));
}

/**
 * Whether a term can be cut into pieces of two or more units that are all there: `present` says of
 * each of its tokens if it is. What lacks two neighbours lacks the unit between them as well.
 */
export function pieced(present) {
  return (
    present[0] && present.at(-1) && present.every((there, i) => there || present[i - 1] !== false)
  );
}

/** Every such piece of some terms, as terms. */
export function pieces(terms) {
  return terms.flatMap(({ units: run }) =>
    run.length === 1
      ? [{ units: run }]
      : run.flatMap((_, from) =>
          run.slice(from + 1).map((_, more) => ({ units: run.slice(from, from + more + 2) })),
        ),
  );
}

/**
 * The terms of a query: words parted by spaces, all of which a page must have; a quoted phrase is
 * one term. Each is {units, tokens, single}, `single` for a lone Chinese character, which is
 * looked for in titles only.
 */
export function terms(query) {
  const found = [];
  for (const match of query.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|([^\s"“”„«»]+)/gu)) {
    const run = units(match[1] ?? match[2]);
    if (run.length === 0) continue;
    const term = { units: run, tokens: tokens(run), single: run.length === 1 && !run[0].latin };
    const name = term.tokens.join(" ");
    if (!found.some((other) => other.tokens.join(" ") === name)) found.push(term);
  }
  return found;
}
