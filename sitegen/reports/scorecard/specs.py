"""The scorecard as data: indicators, points, caps, from `book/scorecard.yaml`.

A platform may change numbers, texts and word patterns in a `scorecard.yaml` of its own, written in
the same shape; parts of a list are named by their `id`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sitegen.errors import ConfigError
from sitegen.rules.rulebook import Source

BOOK = Path(__file__).parent.parent / "book" / "scorecard.yaml"
OVERRIDES = "scorecard.yaml"


@dataclass(frozen=True, slots=True)
class Spec:
    """One veto item or indicator.

    `findings` maps rules to the points that each finding costs; `check` names a function of
    `checks`; `options` holds what that function needs.
    """

    id: str
    title: str
    text: str
    max: float
    check: str
    entered: bool
    findings: Mapping[str, float]
    options: Mapping[str, Any]

    @property
    def keys(self) -> tuple[str, ...]:
        """Under which names `sites.yaml` may state it by hand."""
        return (self.title, *self.options.get("entered", ()))


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """A first-level indicator: its points are those of its parts."""

    id: str
    title: str
    max: float
    parts: tuple[Spec, ...]


@dataclass(frozen=True, slots=True)
class ScoreBook:
    """Both tables; `full` and `none` are the patterns of words that state an indicator by hand."""

    source: Source
    scored_kinds: tuple[str, ...]
    passing: float
    bonus_above: float
    full: str
    none: str
    vetoes: tuple[Spec, ...]
    groups: tuple[GroupSpec, ...]
    bonus: tuple[GroupSpec, ...]
    census_source: Source
    census_vetoes: tuple[Spec, ...]
    census: tuple[Spec, ...]


def load_scorebook(root: Path | None = None) -> ScoreBook:
    """Load the built-in tables and what `scorecard.yaml` in `root` changes.

    Raises ConfigError where that file cannot be used.
    """
    data = _builtin()
    path = root / OVERRIDES if root else None
    if path is not None and path.is_file():
        data = _merged(data, _read(path), path.name)
    try:
        return _book(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"{OVERRIDES} 的写法有误（{error}），请对照内置评分表的结构。") from None


@cache
def _builtin() -> dict[str, Any]:
    return _read(BOOK)


def _read(path: Path) -> dict[str, Any]:
    import yaml

    try:
        data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ConfigError(f"{path.name} 不是合法的 YAML（UTF-8），请检查缩进和冒号。") from None
    if not isinstance(data, dict):
        raise ConfigError(f"{path.name} 应写成“键: 值”的形式。")
    return data


def _merged(old: Any, new: Any, where: str) -> Any:
    """The old data with the values of the new; unknown names raise ConfigError."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in new:
            if key not in old:
                raise ConfigError(f"{where} 中没有“{key}”这一项。")
        return {
            key: _merged(value, new[key], f"{where} 的 {key}") if key in new else value
            for key, value in old.items()
        }
    if isinstance(old, list) and isinstance(new, list) and old and _named(old) and _named(new):
        changes = {part["id"]: part for part in new}
        unknown = changes.keys() - {part["id"] for part in old}
        if unknown:
            raise ConfigError(f"{where} 中没有 id 为“{min(unknown)}”的项目。")
        return [_merged(part, changes.get(part["id"], {}), where) for part in old]
    if isinstance(old, (dict, list)) != isinstance(new, (dict, list)) or (
        isinstance(old, (int, float)) and not isinstance(new, (int, float))
    ):
        raise ConfigError(f"{where} 的值类型不对，应与内置评分表相同。")
    return new


def _named(parts: list[Any]) -> bool:
    return all(isinstance(part, dict) and "id" in part for part in parts)


def _book(data: Mapping[str, Any]) -> ScoreBook:
    words, census = data["entered_words"], data["census"]
    return ScoreBook(
        source=_source(data["source"]),
        scored_kinds=tuple(data["scored_kinds"]),
        passing=float(data["pass"]),
        bonus_above=float(data["bonus_above"]),
        full=words["full"],
        none=words["none"],
        vetoes=tuple(map(_spec, data["vetoes"])),
        groups=tuple(map(_group, data["groups"])),
        bonus=tuple(map(_group, data["bonus"])),
        census_source=_source(census["source"]),
        census_vetoes=tuple(map(_spec, census["vetoes"])),
        census=tuple(map(_spec, census["indicators"])),
    )


def _source(data: Mapping[str, str]) -> Source:
    confidence = data["confidence"]
    assert confidence in ("A", "B", "C")
    return Source(data["title"], data["number"], data.get("place", ""), confidence)  # type: ignore[arg-type]


def _group(data: Mapping[str, Any]) -> GroupSpec:
    parts = tuple(map(_spec, data["indicators"]))
    return GroupSpec(data["id"], data["title"], float(data["max"]), parts)


def _spec(data: Mapping[str, Any]) -> Spec:
    known = ("id", "title", "text", "max", "check", "how", "findings")
    found = data.get("findings") or {}
    findings = found if isinstance(found, dict) else dict.fromkeys(found, 0.0)
    return Spec(
        id=data["id"],
        title=data["title"],
        text=data["text"],
        max=float(data.get("max") or 0),
        check=data.get("check", ""),
        entered=data.get("how") == "entered",
        findings={rule: float(points) for rule, points in findings.items()},
        options={key: value for key, value in data.items() if key not in known},
    )
