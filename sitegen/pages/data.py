"""The types of page data: what templates are given.

All are named tuples of strings, numbers, tuples and plain JSON objects, so that the C encoder of
`json` turns a page's data into its canonical form in a few microseconds. A template sees `page`
(a `Page`), `data` (the part that belongs to its kind, `page.data`) and `site` (a `SiteInfo`).
URLs on the page's own site begin with `/`; URLs of other sites are absolute. Times are
`YYYY-MM-DD HH:MM`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sitegen.images import Picture
from sitegen.pages.body import Body, Heading


class Link(NamedTuple):
    """A link to a page."""

    title: str
    url: str
    description: str = ""


class NavItem(NamedTuple):
    """A channel of the main navigation, with its visible sub-columns."""

    title: str
    url: str
    path: str
    children: tuple[Link, ...] = ()


class SiteInfo(NamedTuple):
    """What head, foot and every page need to know about the site."""

    id: str
    kind: str
    name: str
    short_name: str
    url: str
    domain: str
    id_code: str
    icp: str
    police: str
    sponsor: str
    operator: str
    phone: str
    email: str
    address: str
    hours: str
    postcode: str
    lang: str
    description: str
    keywords: str
    slogan: str
    primary: str
    accent: str
    logo: str
    nav: tuple[NavItem, ...]
    parent: Link | None
    group: tuple[Link, ...]
    friends: tuple[Link, ...]
    disclosure: Link | None
    work_report: Link | None
    mailbox: Link | None
    search: bool
    traditional: bool

    @property
    def error_report(self) -> str:
        """The entry 我为政府网站找错 bound to this site's own 标识码."""
        return f"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={self.id_code}"


class ColumnInfo(NamedTuple):
    """The column that a page belongs to."""

    path: str
    title: str
    url: str
    type: str
    tag: str
    description: str
    keywords: str
    siblings: tuple[Link, ...]
    parent: Link | None


class Tag(NamedTuple):
    """One of the official page tags (47号 annex)."""

    name: str
    content: str


class Entry(NamedTuple):
    """An item as lists show it; `card` has the few fields of its record that lists show.

    card keys by kind — policy: number, index_no, issuer, signed, status, topic, genre, expires ·
    interpretation: form · leader: name, post, portfolio, photo, order · organ: name, phone,
    order · service: item, audience, topic, organ, online · letter: category, received, replied,
    replier · survey: form, starts, ends, result (bool), participants · interview: held, guests ·
    dataset: period, frequency, publisher · annual-report: year, organ · work-report: year. An
    article with a document head has `index_no`, `number`, `issuer`, `signed` and `status` too.
    `picture` is the photo of a leader, else `image`, where it is a file that could be measured.
    """

    title: str
    url: str
    date: str
    source: str
    kind: str
    summary: str
    image: str
    image_alt: str
    pin: bool
    origin: str
    card: Mapping[str, Any]
    picture: Picture | None = None


class Download(NamedTuple):
    """A file offered for download; `size` in bytes, `type` the upper-case extension."""

    title: str
    url: str
    type: str
    size: int


class ItemData(NamedTuple):
    """The page of an item, of whatever kind; `record` is its front matter as plain data.

    The keys of `record` are the fields of `sitegen.model.item` (for example
    `record.service.materials[0].name`). `texts` holds those record fields that are Markdown,
    already rendered, under their dotted names (`annual_report.overview`, `letter.reply` …).
    `downloads` are the attachments; `files` maps relative paths that the record names (photo,
    blank forms, video) to their URLs; `pictures` maps `image` and `leader.photo` to what is known
    of these pictures.
    """

    kind: str
    record: Mapping[str, Any]
    body: Body
    texts: Mapping[str, str]
    headings: Sequence[Heading]
    downloads: tuple[Download, ...]
    files: Mapping[str, str]
    previous: Link | None
    next: Link | None
    related: tuple[Entry, ...]
    interprets: tuple[Entry, ...]
    interpreted_by: tuple[Entry, ...]
    replaced_by: Link | None
    origin: Link | None
    compare: tuple[Mapping[str, Any], ...] = ()
    draft: bool = False
    pictures: Mapping[str, Picture] = {}


class LetterFigures(NamedTuple):
    """Statistics of a mailbox: letters published, answered, mean days, and each kind's count."""

    received: int
    answered: int
    days: str
    kinds: tuple[tuple[str, int], ...]


class ListData(NamedTuple):
    """One page of a column's list.

    `number` is 0 on `index.html`, which has the newest items, and counts archive pages from the
    oldest. `newer` and `older` lead to the neighbours. On `index.html`, `years` lead to where
    each year begins, and `facets` to the pages of one topic or one year. `letters` stands on the
    first page of a mailbox.
    """

    entries: tuple[Entry, ...]
    number: int
    newer: str
    older: str
    total: int
    facets: tuple["Facet", ...]
    heading: str
    feed: str
    letters: LetterFigures | None = None


class Facet(NamedTuple):
    """One way to narrow a list (按年度、按主题), with a page for each value."""

    title: str
    values: tuple[Link, ...]


class Section(NamedTuple):
    """A column with its newest entries, as landing and home pages show it."""

    title: str
    url: str
    type: str
    entries: tuple[Entry, ...]
    total: int
    children: tuple[Link, ...] = ()


class LandingData(NamedTuple):
    """The landing page of a column that has sub-columns."""

    sections: tuple[Section, ...]


class Slide(NamedTuple):
    """A picture of the carousel; `picture` is None where the file could not be measured."""

    image: str
    title: str
    url: str
    picture: Picture | None = None


class Block(NamedTuple):
    """One block of the home page.

    `block` is `headline`, `carousel`, `columns`, `links`, `disclosure`, `services` or
    `interaction`; only the fields that belong to it are filled.
    """

    block: str
    title: str
    sections: tuple[Section, ...] = ()
    slides: tuple[Slide, ...] = ()
    links: tuple[Link, ...] = ()


class HomeData(NamedTuple):
    """The home page."""

    blocks: tuple[Block, ...]


class DisclosureData(NamedTuple):
    """The 政府信息公开 platform page in its uniform layout (61号).

    `side` is the side navigation (guide, system, directory, annual report, on request); `items`
    the entries of the statutory directory; `sections` the further columns of disclosure.
    """

    side: tuple[NavItem, ...]
    current: str
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]


class TreeNode(NamedTuple):
    """A column in the site map."""

    title: str
    url: str
    total: int
    children: tuple["TreeNode", ...] = ()


class SiteMapData(NamedTuple):
    """The site map page (站点地图)."""

    tree: tuple[TreeNode, ...]


class GroupSite(NamedTuple):
    """A site in the navigation of the group."""

    name: str
    url: str
    kind: str
    current: bool
    lang: str = ""
    """The language of its name where that is not the language of the page."""


class GroupData(NamedTuple):
    """The navigation of the group of sites (网站群导航), by kind of site."""

    portals: tuple[GroupSite, ...]
    counties: tuple[GroupSite, ...]
    departments: tuple[GroupSite, ...]
    townships: tuple[GroupSite, ...]


class SearchData(NamedTuple):
    """The search page; `base` is where the index stands."""

    base: str
    available: bool


class ErrorData(NamedTuple):
    """The page for addresses that do not exist."""

    links: tuple[Link, ...]


class WithdrawnData(NamedTuple):
    """What stands at the address of an item that was taken back (撤稿说明)."""

    title: str
    date: str
    reason: str


class RedirectData(NamedTuple):
    """What stands at an old address on a host that cannot redirect."""

    target: str


PageData = (
    ItemData
    | ListData
    | LandingData
    | HomeData
    | DisclosureData
    | SiteMapData
    | GroupData
    | SearchData
    | ErrorData
    | WithdrawnData
    | RedirectData
)


class Page(NamedTuple):
    """A page: where it stands, which template draws it, and all that it shows.

    `path` is the file below the site's root (`zwgk/zcwj/2026/12.html`). `canonical` is the
    absolute address of the original. `body_digest` stands for `data.body`, which is left out of
    the digest's input because it was hashed when the item was read.
    """

    path: str
    template: str
    url: str
    title: str
    description: str
    tags: tuple[Tag, ...]
    crumbs: tuple[Link, ...]
    column: ColumnInfo | None
    channel: str
    canonical: str
    data: PageData
    body_digest: str = ""
