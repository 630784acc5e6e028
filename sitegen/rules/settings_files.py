"""The settings of a site as files: texts in them stand on pages like those of items."""

from collections.abc import Iterator

from sitegen.rules.texts import strings
from sitegen.rules.views import SiteView


def settings_files(site: SiteView) -> Iterator[str]:
    """`_site.yaml` and every `_column.yaml` of the site that is there, relative to its folder."""
    names = ["_site.yaml", *(f"{path}/_column.yaml" for path in site.model.columns if path)]
    return (name for name in names if site.exists(name))


UNSEEN = {"people", "entered"}
"""What `sites.yaml` says of a site for reports alone: the census form asks for mobile numbers."""


def shown_settings(site: SiteView) -> Iterator[tuple[str, str]]:
    """Every text that `sites.yaml` gives the site and that may stand on its pages, with its key."""
    return strings(site.model.config.model_dump(mode="json", exclude=UNSEEN))
