"""Links that lead nowhere: to items, files, columns and addresses that are not there."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from sitegen.model.entry import Fact, SiteModel, Stub
from sitegen.sources.facts import ITEM_SUFFIXES
from sitegen.sources.faults import Fault
from sitegen.sources.sharing import SHARED, Neighbours

_REFERENCES = {
    "interprets": "所解读的文件",
    "interpretation": "解读稿件",
    "related": "相关稿件",
    "replaced_by": "替代文件",
    "link": "链接",
    "file": "文件",
}
_OUTWARD = ("http", "mailto:", "tel:", "#")
_FIXED = frozenset(
    {"/", "/sitemap.html", "/sites.html", "/search/", "/feed.xml", "/sitemap.xml", "/404.html"}
)


@dataclass(frozen=True)
class _Known:
    """Everything on one site that a link may lead to; `published` are its own items."""

    model: SiteModel
    around: Neighbours
    published: Container[str]

    @cached_property
    def urls(self) -> frozenset[str]:
        """The addresses of the site's pages and files; most sites have no link that asks."""
        urls = set(_FIXED)
        for column in self.model.columns.values():
            urls |= {column.url, f"{column.url}index.html", f"{column.url}feed.xml"}
            urls |= {shown.url for shown in column.items}
        state = self.around.states[self.model.config.id]
        urls |= {fact.value for fact in state.facts("alias")}
        urls |= {f"/{fact.value.partition('/')[2]}" for fact in state.facts("file")}
        return frozenset(urls)

    @cached_property
    def coming_urls(self) -> frozenset[str]:
        """The addresses of items that are not published yet."""
        columns = self.model.columns.values()
        return frozenset(stub.url for column in columns for stub in column.pending)

    def problem(self, fact: Fact, waiting: Stub | None = None) -> tuple[str, str, str] | None:
        """Return rule, message and mend for a link that leads nowhere.

        `waiting` is the item it stands in, if that is a draft or due later.
        """
        if fact.value.startswith(_OUTWARD):
            return None
        target = fact.value.partition("#")[0]
        what = _REFERENCES[fact.name]
        if target.startswith("/"):
            url = unquote(target.partition("?")[0])
            if url in self.urls or (waiting and url in self.coming_urls):
                return None
            fix = "请改成正确的网址；站内稿件建议写相对路径，如 ../tzgg/2026/1.md"
            return "link-broken", f"{what}“{target}”在本站不存在", fix
        if target.endswith(ITEM_SUFFIXES):
            return self._item(target, what, waiting)
        if target.endswith("/") or "." not in target.rpartition("/")[2]:
            return self._column(target.rstrip("/"), what)
        return self._file(target, what)

    def _item(self, target: str, what: str, waiting: Stub | None) -> tuple[str, str, str] | None:
        site, _, path = target.partition("/")
        if site == self.model.config.id and path in self.published:
            return None
        state = self.around.states.get(site)
        stub = state.stub(path) if state else None
        if stub is None:
            return "link-broken", f"{what}“{target}”不存在", "请检查路径；稿件移动后链接要一并修改"
        if waiting and _may_come(stub, waiting, self.model.as_of):
            return None
        if site == self.model.config.id or not stub.published(self.model.as_of):
            fix = "请先发布该稿件，或删去链接"
            return "link-broken", f"{what}“{target}”{_why(stub, self.model.as_of)}", fix
        return None

    def _column(self, target: str, what: str) -> tuple[str, str, str] | None:
        site, _, path = target.partition("/")
        settings = self.around.settings.get(site)
        if settings and (not path or path in settings.columns) and site != SHARED:
            return None
        return "link-broken", f"{what}“{target}/”不是栏目", "请检查路径，或改为链接具体稿件"

    def _file(self, target: str, what: str) -> tuple[str, str, str] | None:
        site, _, path = target.partition("/")
        state = self.around.states.get(site)
        if state and state.file(path):
            return None
        name = path.rpartition("/")[2]
        fix = "请把文件放到该位置并一并提交；注意文件名的大小写"
        return "attachment-missing", f"{what}“{name}”不存在（应在 content/{target}）", fix


def link_faults(model: SiteModel, around: Neighbours) -> Iterator[Fault]:
    """Yield a fault for every link of a published item of the site that leads nowhere."""
    columns = {
        shown.stub.path: column.path
        for column in model.columns.values()
        for shown in column.items
        if not shown.how
    }
    known = _Known(model, around, columns.keys())
    state = around.states[model.config.id]
    for fact in (fact for name in _REFERENCES for fact in state.facts(name)):
        if fact.path in columns and (problem := known.problem(fact)):
            yield _fault(problem, fact, columns[fact.path])


def coming_link_faults(model: SiteModel, around: Neighbours) -> Iterator[tuple[Fault, Stub]]:
    """Yield the links of drafts and of items due later that will lead nowhere, with the item.

    Nothing is wrong yet, but at the hour of the item they would keep the site from being built.
    """
    known = _Known(model, around, ())
    state = around.states[model.config.id]
    for stub in (stub for column in model.columns.values() for stub in column.pending):
        if not stub.draft and stub.date <= model.as_of:
            continue
        for fact in state.facts_of(stub.path):
            if fact.name in _REFERENCES and (problem := known.problem(fact, stub)):
                yield _fault(problem, fact, stub.column), stub


def _fault(problem: tuple[str, str, str], fact: Fact, column: str) -> Fault:
    rule, message, fix = problem
    return Fault(rule, message, fix, fact.line, f"content/{fact.site}/{fact.path}", column)


def _may_come(stub: Stub, waiting: Stub, as_of: str) -> bool:
    """Whether an item can be there by the time that one which waits is published.

    Nobody knows when that is for a draft; two of them may well be published together.
    """
    if waiting.draft:
        return not stub.withdrawn_at(as_of)
    return stub.published(max(as_of, waiting.date))


def _why(stub: Stub, as_of: str) -> str:
    if stub.draft:
        return "还是草稿"
    if stub.withdrawn_at(as_of):
        return "已经撤回"
    if stub.date > as_of:
        return f"要到 {stub.date} 才发布"
    return "没有发布（无内容或已下线）"
