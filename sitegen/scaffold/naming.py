"""Names of sites, folders and files: which ones can be used, and which one was meant."""

import difflib
import re
from collections.abc import Iterable, Mapping

from sitegen.errors import UsageError

_SITE = re.compile(r"[a-z][a-z0-9-]*")
_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def check_site_id(site_id: str) -> None:
    """Raise UsageError unless the text can be a site's id."""
    if not _SITE.fullmatch(site_id):
        raise UsageError(
            f"站点 id“{site_id}”不能用：请以小写字母开头，只用小写字母、数字和 -，如 dept-fgw。"
        )


def split_place(place: str) -> tuple[str, str]:
    """Split `SITE/COLUMN` into its two parts; raises UsageError where one is missing."""
    site, _, column = place.strip().removeprefix("content/").strip("/").partition("/")
    if not site or not column:
        raise UsageError(f"“{place}”应写成 站点/栏目，如 city/zwgk/zcwj。")
    return site, column


def check_folders(path: str) -> None:
    """Raise UsageError unless every folder of a new column's path can be part of an address."""
    for part in path.split("/"):
        if not _FOLDER.fullmatch(part):
            raise UsageError(
                f"目录名“{part}”不能用：它会成为网址的一部分，请只用字母、数字、- 和 _，"
                "并以字母或数字开头，如 zcwj。"
            )


def unknown(what: str, name: str, known: Mapping[str, str]) -> UsageError:
    """Return the error for a name that is not there, with the likely one or all of them.

    `known` maps names to titles; a title given instead of a name is recognised.
    """
    titles = {title: key for key, title in known.items()}
    likely = _near(name, known) or titles.get(_near(name, titles), "")
    if likely:
        hint = f"是不是“{likely}”（{known[likely]}）？"
    elif known:
        hint = "现有：" + "、".join(f"{key}（{title}）" for key, title in known.items())
    else:
        hint = f"还没有任何{what}。"
    return UsageError(f"没有{what}“{name}”。{hint}")


def _near(name: str, known: Iterable[str]) -> str:
    """Return the known name that was most likely meant, "" where none is like it."""
    names = list(known)
    same_end = [key for key in names if key.rpartition("/")[2] == name.rpartition("/")[2]]
    return next(iter([*same_end, *difflib.get_close_matches(name, names, 1, 0.5)]), "")
