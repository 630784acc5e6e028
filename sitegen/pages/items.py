"""The pages of items: what each depends on, and its data once it must be drawn.

Planning looks only at stubs and facts; the record and the body are fetched when a page is really
rendered. Everything that the page shows is covered by `ItemInputs`, the stub's digest standing
for the item's own file.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from sitegen.images import Picture, with_pictures
from sitegen.markdown.links import normalise
from sitegen.model.entry import Column, Fact, Shown, SiteModel
from sitegen.model.kinds import Kind
from sitegen.pages.addresses import Addresses, resolve_links
from sitegen.pages.data import (
    ColumnInfo,
    Download,
    Entry,
    ItemData,
    Link,
    Page,
    Tag,
    WithdrawnData,
)
from sitegen.pages.datasets import FORMATS, dataset_file, with_rows
from sitegen.pages.item_links import LinkedFacts, linked_entries
from sitegen.pages.library import Library
from sitegen.pages.parts import channel_of, column_info, column_tags, crumbs, entry, site_tags
from sitegen.pages.plan import Planned, digest_of, page_path, planned_page
from sitegen.sources.facts import file_fields

TEMPLATES = {
    "article": "article.html",
    "policy": "policy.html",
    "interpretation": "interpretation.html",
    "leader": "leader.html",
    "organ": "organ.html",
    "service": "service.html",
    "letter": "letter.html",
    "survey": "survey.html",
    "interview": "interview.html",
    "dataset": "dataset.html",
    "office": "office.html",
    "annual-report": "annual-report.html",
    "work-report": "work-report.html",
}
_RELATED = 2
_TOPICS = 64
"""So many topics are expected to take turns in a column."""
_LINKING = ("link", "file")
"""Facts without which a text has neither stored links nor pictures."""
_COMPARED = ("annual-report",)


class ItemInputs(NamedTuple):
    """All that an item's page is made from, besides the site's head and foot."""

    digest: str
    url: str
    canonical: str
    source: str
    related: tuple[Entry, ...]
    interprets: tuple[Entry, ...]
    interpreted_by: tuple[Entry, ...]
    replaced_by: Link | None
    origin: Link | None
    targets: tuple[tuple[str, str], ...]
    sizes: tuple[tuple[str, int], ...]
    pictures: tuple[Picture, ...]
    tables: tuple[str, ...]
    previous: Link | None
    next: Link | None
    compared: tuple[str, ...]
    column: ColumnInfo
    crumbs: tuple[Link, ...]


class _Place(NamedTuple):
    """An item's place in its column: what stands around it there."""

    column: ColumnInfo
    crumbs: tuple[Link, ...]
    newer: Shown | None
    older: Shown | None
    related: tuple[Entry, ...]
    compared: tuple[str, ...]


class ItemPlanner:
    """Plans the item pages of one site, column by column."""

    def __init__(self, model: SiteModel, addresses: Addresses, library: Library) -> None:
        self.model = model
        self.addresses = addresses
        self.library = library
        self.tags = site_tags(model)
        self._column_tags: dict[str, tuple[Tag, ...]] = {}

    def column(self, column: Column, start: int, end: int) -> Iterator[Planned]:
        """Yield the pages of a column's items from `start` to before `end`."""
        info = column_info(self.model, column)
        way = crumbs(self.model, column.path)
        items = column.items
        related = self._related(column, start, end)
        compared = self._compared(column)
        # Column facts and crumbs are alike for all items of a column: hashed once, not each time.
        constant = digest_of((info, way, self.tags, self.model.config.url))
        for index in range(start, end):
            shown = items[index]
            newer = items[index - 1] if index else None
            older = items[index + 1] if index + 1 < len(items) else None
            place = _Place(info, way, newer, older, related.get(index, ()), compared)
            facts = self.library.facts(shown)
            interpreters = self.library.interpreters(f"{shown.stub.site}/{shown.stub.path}")
            dataset = shown.stub.kind == Kind.DATASET
            if not (facts or interpreters or compared or shown.how or dataset):
                yield self._lone(shown, column, place, constant)
                continue
            inputs = self._inputs(shown, column, place, facts, interpreters)
            yield self._planned(shown, column, inputs, constant)
            if dataset:
                yield from self._dataset_files(shown, inputs)

    def withdrawn(self, column: Column) -> Iterator[Planned]:
        """Yield the pages that say of a column's items that they were taken back."""
        info = column_info(self.model, column)
        way = crumbs(self.model, column.path)
        for shown in column.withdrawn:
            stub = shown.stub
            data = WithdrawnData(stub.title, stub.withdrawn, stub.reason)
            yield planned_page(self._withdrawn(column, info, way, shown.url, data))

    def _lone(self, shown: Shown, column: Column, place: "_Place", constant: str) -> Planned:
        """Plan the page of an item that leads nowhere: what it is made from is told quickly."""
        stub, newer, older = shown.stub, place.newer, place.older
        key = digest_of(
            (
                constant, stub.digest, shown.url, stub.source,
                newer.stub.title if newer else None, newer.url if newer else "",
                older.stub.title if older else None, older.url if older else "",
                place.related,
            )
        )  # fmt: skip
        return Planned(
            page_path(shown.url),
            TEMPLATES[stub.kind],
            channel_of(column.path),
            key,
            lambda: self.page(shown, column, self._inputs(shown, column, place, (), ())),
        )

    def _planned(self, shown: Shown, column: Column, inputs: ItemInputs, constant: str) -> Planned:
        varying = (constant, *inputs[:-2])
        return Planned(
            page_path(inputs.url),
            TEMPLATES[shown.stub.kind],
            channel_of(column.path),
            digest_of(varying),
            lambda: self.page(shown, column, inputs),
        )

    def _inputs(
        self,
        shown: Shown,
        column: Column,
        place: "_Place",
        facts: Sequence[Fact],
        interpreters: Sequence[str],
    ) -> ItemInputs:
        """What the item itself says, with its place in the column."""
        model = self.model
        origin = self.addresses.around.config.site(shown.origin) if shown.origin else None
        links = LinkedFacts(self.addresses, self.library, (shown, column), facts) if facts else None
        newer, older = place.newer, place.older
        return ItemInputs(
            digest=shown.stub.digest,
            url=shown.url,
            canonical=shown.canonical or model.config.url + shown.url,
            source=origin.name if origin else shown.stub.source,
            related=(links.entries("related") if links else ()) + place.related,
            interprets=links.entries("interprets") if links else (),
            interpreted_by=linked_entries(interpreters, self.addresses) if interpreters else (),
            replaced_by=links.first("replaced_by") if links else None,
            origin=Link(origin.name, shown.canonical) if origin else None,
            targets=links.targets() if links else (),
            sizes=links.sizes() if links else (),
            pictures=links.pictures() if links else (),
            tables=links.tables() if links and shown.stub.kind == Kind.DATASET else (),
            previous=Link(newer.stub.title, newer.url) if newer else None,
            next=Link(older.stub.title, older.url) if older else None,
            compared=place.compared,
            column=place.column,
            crumbs=place.crumbs,
        )

    def _dataset_files(self, shown: Shown, inputs: ItemInputs) -> Iterator[Planned]:
        """Yield the files that a dataset is offered as, beside its page."""
        key = digest_of((inputs.digest, inputs.tables, FORMATS))
        for form in FORMATS:
            path = f"{shown.url.lstrip('/').rpartition('.')[0]}.{form}"
            yield Planned(path, "", "", key, partial(self._dataset_file, shown, form))

    def _dataset_file(self, shown: Shown, form: str) -> bytes:
        record = self._record(shown, self.library.parts(shown).record)
        return dataset_file(shown.stub.title, record["dataset"], form)

    def _record(self, shown: Shown, record: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an item's record, a dataset's with the rows of its file."""
        if shown.stub.kind != Kind.DATASET:
            return record
        base = f"{shown.stub.site}/{shown.stub.path}".rpartition("/")[0]

        def read(path: str) -> bytes:
            return self.library.read(normalise(path, base) or "")

        return {**record, "dataset": with_rows(record["dataset"], read)}

    def _related(self, column: Column, start: int, end: int) -> dict[int, tuple[Entry, ...]]:
        """Up to two older items of the same topic: a new item never changes an older page."""
        found: dict[int, tuple[Entry, ...]] = {}
        recent: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_RELATED))
        made = lru_cache(maxsize=_TOPICS * _RELATED)(
            lambda index: entry(column.items[index], column.path, self.addresses)
        )
        for index in range(len(column.items) - 1, start - 1, -1):
            shown = column.items[index]
            if not shown.stub.topic:
                continue
            same = recent[shown.stub.topic]
            if same and index < end:
                found[index] = tuple(made(one) for one in reversed(same))
            same.append(index)
        return found

    def _compared(self, column: Column) -> tuple[str, ...]:
        if not any(shown.stub.kind in _COMPARED for shown in column.items):
            return ()
        return tuple(shown.stub.digest for shown in column.items)

    def page(self, shown: Shown, column: Column, inputs: ItemInputs) -> Page:
        """Make the data of an item's page."""
        stub = shown.stub
        parts = self.library.parts(shown)
        linked = any(fact.name in _LINKING for fact in self.library.facts(shown))
        targets = dict(inputs.targets)
        pictures = {picture.url: picture for picture in inputs.pictures}
        # A copy names the site that it comes from as its source.
        record = {**self._record(shown, parts.record), "source": inputs.source}
        files = {
            name: self.addresses.relative(shown, column.path, path)
            for name, path, _ in file_fields(record)
        }
        data = ItemData(
            kind=stub.kind,
            record=record,
            body=parts.body.complete(targets, pictures) if linked else parts.body,
            texts={
                name: with_pictures(resolve_links(text, targets), pictures, lazy_first=True)
                for name, text in parts.texts.items()
            },
            headings=parts.headings,
            downloads=self._downloads(shown, column, record, dict(inputs.sizes)),
            files=files,
            previous=inputs.previous,
            next=inputs.next,
            related=inputs.related,
            interprets=inputs.interprets,
            interpreted_by=inputs.interpreted_by,
            replaced_by=inputs.replaced_by,
            origin=inputs.origin,
            compare=self._comparison(column) if inputs.compared else (),
            draft=not stub.published(self.model.as_of),
            pictures={name: pictures[url] for name, url in files.items() if url in pictures},
        )
        return Page(
            path=page_path(shown.url),
            template=TEMPLATES[stub.kind],
            url=shown.url,
            title=stub.title,
            description=stub.summary or stub.title,
            tags=self._tags_of(inputs.column) + self._article_tags(inputs, record, data),
            crumbs=inputs.crumbs,
            column=inputs.column,
            channel=channel_of(column.path),
            canonical=inputs.canonical,
            data=data,
            body_digest=stub.digest,
        )

    def _tags_of(self, column: ColumnInfo) -> tuple[Tag, ...]:
        """The tags that all pages of a column share; made once for each column."""
        if column.path not in self._column_tags:
            self._column_tags[column.path] = self.tags + column_tags(column)
        return self._column_tags[column.path]

    def _comparison(self, column: Column) -> tuple[Mapping[str, Any], ...]:
        """The records of all years, oldest first."""
        records = [
            self.library.parts(shown).record
            for shown in column.items
            if shown.stub.kind in _COMPARED
        ]
        return tuple(sorted(records, key=lambda record: int(record["annual_report"]["year"])))

    def _article_tags(
        self, inputs: ItemInputs, record: Mapping[str, Any], data: ItemData
    ) -> tuple[Tag, ...]:
        image = data.files.get("image", "")
        optional = (
            ("Keywords", "，".join(record["keywords"])),
            ("Author", record["author"]),
            ("Description", record["description"]),
            ("Image", self.model.config.url + image if image.startswith("/") else image),
            ("Url", inputs.canonical),
        )
        return (
            Tag("ArticleTitle", record["title"]),
            Tag("PubDate", record["date"]),
            Tag("ContentSource", inputs.source),
            *[Tag(name, content) for name, content in optional if content],
        )

    def _downloads(
        self, shown: Shown, column: Column, record: Mapping[str, Any], sizes: Mapping[str, int]
    ) -> tuple[Download, ...]:
        found: list[Download] = []
        for attachment in record["attachments"]:
            url = self.addresses.relative(shown, column.path, attachment["path"])
            name = attachment["path"].rpartition("/")[2]
            kind = name.rpartition(".")[2].upper()
            title = attachment["title"] or name.rpartition(".")[0]
            found.append(Download(title, url, kind, sizes.get(url, 0)))
        if shown.stub.kind == Kind.DATASET:
            for form in FORMATS:
                size = len(dataset_file(shown.stub.title, record["dataset"], form))
                url = f"{shown.url.rpartition('.')[0]}.{form}"
                found.append(Download(shown.stub.title, url, form.upper(), size))
        return tuple(found)

    def _withdrawn(
        self,
        column: Column,
        info: ColumnInfo,
        way: tuple[Link, ...],
        url: str,
        data: WithdrawnData,
    ) -> Page:
        return Page(
            path=page_path(url),
            template="withdrawn.html",
            url=url,
            title="该稿件已撤回",
            description="该稿件已撤回",
            tags=self._tags_of(info),
            crumbs=way,
            column=info,
            channel=channel_of(column.path),
            canonical=self.model.config.url + url,
            data=data,
        )
