"""The rulebook (规则库): every rule's title, level, thresholds and sources, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sitegen.model.finding import Level
from sitegen.model.kinds import COLUMN_TYPES, UNCONDITIONAL_TYPES
from sitegen.model.platform import SiteConfig

Confidence = Literal["A", "B", "C"]

CONFIDENCE_NOTES: Mapping[str, str] = {
    "A": "已核对条文",
    "B": "据部分文本和样本整理",
    "C": "通行做法，未核对原文",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Which place of which document asks for a rule, and how well that was read.

    `document` is its title, `number` its 发文字号, `place` the article or indicator.
    """

    document: str
    number: str
    place: str
    confidence: Confidence

    def text(self) -> str:
        """Return the source as a finding shows it; C is never shown as a quoted document."""
        if self.confidence == "C":
            return f"通行做法（未核对原文）：{self.place or self.document}"
        name = f"{self.document}（{self.number}）" if self.number else self.document
        note = "（据部分文本和样本整理）" if self.confidence == "B" else ""
        return f"{name}{self.place}{note}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it asks, how grave a breach is, its thresholds and where it comes from.

    `level` is None when the rule is switched off. `scope` is item, site, platform or source (found
    while files are read). `wrong` and `right` are short examples.
    """

    id: str
    family: str
    title: str
    scope: str
    level: Level | None
    default: Level | None
    params: Mapping[str, Any]
    sources: tuple[Source, ...]
    wrong: str
    right: str

    def source_text(self) -> str:
        """All sources in one line."""
        return "；".join(source.text() for source in self.sources)


@dataclass(frozen=True, slots=True)
class Profile:
    """Which column types a kind of site must have (栏目配置要求)."""

    require: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Rulebook:
    """All rules as they hold on this platform.

    `families` maps a family's id to its Chinese title in the order of the reference page; `words`
    holds the word lists (each wrong form with what to write instead); `digest` changes whenever
    anything in the book does; `files` are the operator's word files with the digest of each.
    Compared by identity, so that it can key caches.
    """

    rules: Mapping[str, Rule]
    families: Mapping[str, str]
    profiles: Mapping[str, Profile]
    words: Mapping[str, Mapping[str, str]]
    digest: str
    files: Mapping[str, str] = field(default_factory=dict)

    def rule(self, rule_id: str) -> Rule:
        """Return the rule of that id; raises KeyError."""
        return self.rules[rule_id]

    def param(self, rule_id: str, name: str) -> Any:
        """Return a threshold of a rule; raises KeyError."""
        return self.rules[rule_id].params[name]

    def required_types(self, site: SiteConfig) -> tuple[str, ...]:
        """The column types that `site` must have, in the vocabulary's order.

        The kind's profile, plus `profile.require`, less `profile.waive`; the unconditional types
        always stay (条例 12, 49; 61号).
        """
        wanted = set(self.profiles[site.kind].require) | set(site.profile.require)
        wanted -= set(site.profile.waive)
        if site.profile.no_services and site.kind == "department":
            wanted.discard("services")
        if site.profile.mailbox_link and site.kind in ("department", "township"):
            wanted.discard("mailbox")
        wanted |= set(UNCONDITIONAL_TYPES)
        return tuple(name for name in COLUMN_TYPES if name in wanted)
