"""Files that look like items or settings to people, and are neither because of their names.

Windows hides endings and adds `.txt`, phones capitalise, and other programs say `.markdown`: such
an item would never be published, and nobody would be told.
"""

import re

from sitegen.sources.faults import Fault

_SETTINGS = ("_column.yaml", "_site.yaml")
_ENDING = r"\.(?:MD|Md|mD|YAML|Yaml|YML|Yml|(?i:markdown|(?:md|ya?ml)(?:\.txt|[ \u3000]+)))"
SUSPECT = re.compile(rf"{_ENDING}(?=/|$)|/_(?!(?:column|site)\.yaml(?:/|$))")
"""Finds in the joined names of a folder (each after a slash) whether one has to be looked at."""

_MISNAMED = re.compile(rf"{_ENDING}$")
_ITEM = re.compile(r"\.(?:md|ya?ml)$")


def misnamed(path: str) -> Fault | None:
    """Return what is wrong with the name of a file, None if nothing is."""
    name = path.rpartition("/")[2]
    found = _MISNAMED.search(name)
    if found:
        stem = name[: found.start()]
        ending = ".yaml" if found[0][1:2] in "yY" else ".md"
        message = f"文件“{name}”的扩展名不是小写的 {ending}，不会当作稿件发布"
        hidden = "；Windows 的资源管理器要先勾选“文件扩展名”" if ".txt" in found[0].lower() else ""
        return Fault("source-misnamed", message, f"请改名为 {stem}{ending}{hidden}", 0, path)
    if name.startswith("_") and name not in _SETTINGS and _ITEM.search(name):
        message = f"文件“{name}”以 _ 开头，既不是稿件，也不是设置"
        fix = "稿件请去掉开头的 _；栏目设置的文件名是 _column.yaml"
        return Fault("source-misnamed", message, fix, 0, path)
    return None
