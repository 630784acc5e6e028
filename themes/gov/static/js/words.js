// The scripts speak Chinese; on a page in English they ask the table for what they say.
const table = document.documentElement.lang === "en" ? (await import("./words-en.js")).default : {};

/** A text in the page's language, each `%s` in it replaced by the next value. */
export function t(text, ...values) {
  const rest = [...values];
  return (table[text] ?? text).replaceAll("%s", () => String(rest.shift()));
}
