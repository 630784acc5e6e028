"""The style guide: a page that shows every component of the theme, drawn by the theme itself."""

from sitegen.pages.data import Link, Page, SearchData, SiteInfo, Tag

PATH = "_styleguide/index.html"


def styleguide_page(site: SiteInfo) -> Page:
    """Return the style guide of a site; the preview shows it, no release contains it."""
    title = "样式说明"
    return Page(
        path=PATH,
        template="styleguide.html",
        url="/_styleguide/",
        title=title,
        description=f"{site.name}{title}",
        tags=(Tag("SiteName", site.name), Tag("SiteDomain", site.domain)),
        crumbs=(Link("首页", "/"), Link(title, "/_styleguide/")),
        column=None,
        channel="",
        canonical="",
        data=SearchData("", False),
    )
