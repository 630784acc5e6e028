"""What every page knows about its site: head, foot and navigation."""

from sitegen.model.entry import Column, SiteModel
from sitegen.model.platform import SiteConfig
from sitegen.pages.data import Link, SiteInfo
from sitegen.pages.parts import links_to, nav_item

MOST_CHANNELS = 8


def site_info(model: SiteModel, *, search: bool) -> SiteInfo:
    """Gather a site's particulars; a pure function of the model."""
    site, file = model.config, model.file
    nav = tuple(nav_item(model, column) for column in channels(model))
    return SiteInfo(
        id=site.id,
        kind=site.kind,
        name=site.name,
        short_name=site.label,
        url=site.url,
        domain=site.domain,
        id_code=site.id_code,
        icp=site.icp,
        police=site.police,
        sponsor=site.sponsor,
        operator=site.operator,
        phone=site.contact.phone,
        email=site.contact.email,
        address=site.contact.address,
        hours=site.contact.hours,
        postcode=site.contact.postcode,
        lang=site.lang,
        description=file.description or f"{site.name}门户网站",
        keywords="，".join(file.keywords) or site.name,
        slogan=file.slogan,
        primary=site.theme.primary,
        accent=site.theme.accent,
        logo=f"/{site.theme.logo}" if site.theme.logo else "",
        nav=nav,
        parent=_parent(model),
        group=tuple(_home(other) for other in model.sites if other.parent == site.id),
        friends=tuple(Link(link.title, link.link, link.description) for link in file.friends),
        disclosure=_link(_disclosure_root(model)),
        work_report=_link(_first(model, "work-report")),
        mailbox=_mailbox(model),
        search=search,
        traditional=site.traditional,
    )


def channels(model: SiteModel) -> list[Column]:
    """The columns of the main menu: those that `_site.yaml` names, else the first-level ones."""
    if model.file.channels:
        named = (model.columns.get(path.strip("/")) for path in model.file.channels)
        return [column for column in named if column and not column.hidden]
    visible = [column for column in model.top() if column.config.nav and not column.hidden]
    return visible[:MOST_CHANNELS]


def _parent(model: SiteModel) -> Link | None:
    for site in model.sites:
        if site.id == model.config.parent:
            return _home(site)
    return None


def _home(site: SiteConfig) -> Link:
    return Link(site.label, f"{site.url}/", site.name)


def _first(model: SiteModel, kind: str) -> Column | None:
    return next((column for column in model.of_type(kind) if not column.hidden), None)


def _disclosure_root(model: SiteModel) -> Column | None:
    """The 政府信息公开 platform: the column above the statutory directory."""
    directory = _first(model, "disclosure-directory")
    if directory is None:
        return None
    return model.columns[directory.parent] if directory.parent else directory


def _link(column: Column | None) -> Link | None:
    return links_to([column])[0] if column else None


def _mailbox(model: SiteModel) -> Link | None:
    column = _first(model, "mailbox")
    if column is None and model.config.profile.mailbox_link:
        return Link("咨询投诉", model.config.profile.mailbox_link)
    return _link(column)
