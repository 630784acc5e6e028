"""One page of every kind, named by where the demo city keeps it."""

from pathlib import Path

KINDS = {
    "home": "index.html",
    "landing": "zwgk/index.html",
    "list": "zwdt/yw/index.html",
    "library": "zwgk/zcwj/index.html",
    "library-topic": "zwgk/zcwj/topic-*.html",
    "article": "zwdt/yw/*/*.html",
    "policy": "zwgk/zcwj/*/*.html",
    "interpretation": "zwgk/zcjd/*/*.html",
    "leaders": "zwgk/ldxx/index.html",
    "leader": "zwgk/ldxx/*/*.html",
    "organs": "zwgk/jgzn/index.html",
    "organ": "zwgk/jgzn/*/*.html",
    "services": "bsfw/index.html",
    "service": "bsfw/*/juzhuzheng.html",
    "letters": "hdjl/zxts/index.html",
    "letter": "hdjl/zxts/*/*.html",
    "survey": "hdjl/zjdc/*/*.html",
    "interview": "hdjl/zxft/*/*.html",
    "dataset": "sj/sjkf/*/*.html",
    "statistics": "sj/sjfb/*/*.html",
    "disclosure": "zfxxgk/index.html",
    "guide": "zfxxgk/zn/*/*.html",
    "annual-report": "zfxxgk/nb/*/*.html",
    "work-report": "zwgk/gzbb/*/*.html",
    "special": "ztzl/index.html",
    "group": "sites.html",
    "sitemap": "sitemap.html",
    "search": "search/index.html",
    "withdrawn": "zwdt/tzgg/*/1027-jingbao.html",
    "not-found": "404.html",
}


# Entries are kept by the browser from the start of the page, so asking late misses nothing. A busy
# browser may have loaded a page and not painted it yet: then it is waited for.
PAINT = """async () => {
  const found = { shift: 0, moved: [], frame: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      found.shift += entry.value;
      const nodes = entry.sources.map((one) => one.node).filter((one) => one?.outerHTML);
      const told = (list) => list.map((one) => one.outerHTML.slice(0, 80));
      found.moved.push(...told(nodes));
      found.frame.push(...told(nodes.filter((one) => one.closest('.masthead, .foot'))));
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const painted = () => performance.getEntriesByName('first-contentful-paint')[0];
  for (let i = 0; i < 100 && !painted(); i++) await pause(100);
  await pause(300);
  const loaded = performance.getEntriesByType('resource');
  const page = performance.getEntriesByType('navigation')[0];
  const bytes = (list) => list.reduce((sum, one) => sum + one.encodedBodySize, 0);
  return {
    ...found, paint: painted().startTime,
    bytes: bytes([page, ...loaded.filter((one) => one.initiatorType !== 'img')]),
  };
}"""


def find_page(site: Path, pattern: str) -> str:
    """The address of the last page that a pattern finds, in the order of names."""
    found = sorted(path for path in site.glob(pattern) if path.is_file())
    if not found:
        raise LookupError(f"the demo city has no page {pattern}")
    return "/" + found[-1].relative_to(site).as_posix().removesuffix("index.html")
