"""The theme's own words in another language than Chinese.

Templates are written in Chinese. A site in another language gets the same templates with their
words exchanged before they are compiled, so that its pages cost nothing more: `words/en.yaml` of
the theme says what each text is called. Values that come from content (`有效`, `咨询`) go through
the filter `t` where they are printed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup

CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
"""A text, compiled when it is first needed: most sites are in Chinese."""
_PART = re.compile(r"(\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\})", re.DOTALL)
_CONDITION = re.compile(r"\{%[-+]?\s*(?:el)?if\b")
_LITERAL = re.compile(r"""(["'])((?:(?!\1)[^\\])*)\1""")
_TEXT = re.compile(r"""[^<>"]+""")
_MARKS = {"*": "(.+)", "#": r"(\d+)"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """What texts are called in one language; without entries all stay as they are.

    In a key, `*` stands for any text and `#` for a number; the same marks in its value take up
    what they stood for, in order.
    """

    entries: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """Changes whenever a word does; empty without words."""
        if not self.entries:
            return ""
        return blake2b(repr(sorted(self.entries.items())).encode(), digest_size=6).hexdigest()

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        marked = [key for key in self.entries if "*" in key or "#" in key]
        return [(_pattern(key), self.entries[key]) for key in marked]

    def say(self, text: str) -> str:
        """Return what a text is called; one that is not known stays as it is."""
        if not self.entries:
            return text
        if text in self.entries:
            return self.entries[text]
        if text.endswith("：") and text[:-1] in self.entries:
            return f"{self.entries[text[:-1]]}: "
        if re.search(CHINESE, text):
            for pattern, value in self._patterns:
                found = pattern.fullmatch(text)
                if found:
                    return _filled(value, found.groups())
        return text

    def exchanged(self, source: str) -> str:
        """Return a template's source with its texts and its literals exchanged.

        Conditions stay as they are: they compare with values of content.
        """
        if not self.entries:
            return source
        parts = _PART.split(source)
        return "".join(self._part(part) for part in parts)

    def _part(self, part: str) -> str:
        if part.startswith("{#") or not re.search(CHINESE, part) or _CONDITION.match(part):
            return part
        if part.startswith("{"):
            return _LITERAL.sub(lambda found: f"{found[1]}{self._inner(found[2])}{found[1]}", part)
        return _TEXT.sub(lambda found: self._inner(found[0]), part)

    def _inner(self, text: str) -> str:
        """Exchange a text, the space around it kept; it may stand in markup and in quotes."""
        core = text.strip()
        if not re.search(CHINESE, core):
            return text
        before, _, after = text.partition(core)
        said = self.say(core).replace("'", "’").replace('"', "”")
        return before + said.replace("&", "&amp;").replace("<", "&lt;") + after


def _filled(value: str, parts: Sequence[str]) -> str:
    taken = iter(parts)
    return re.sub(r"[*#]", lambda _: next(taken), value)


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("".join(_MARKS.get(char) or re.escape(char) for char in key))


class Exchange(Extension):
    """Exchanges the words of templates as they are loaded; `environment.words` has them."""

    def preprocess(  # the names are Jinja's
        self,
        source: str,
        name: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
    ) -> str:
        """Return the source as it is compiled."""
        words: Words = self.environment.words  # type: ignore[attr-defined]
        return words.exchanged(source)


def speak(environment: Environment, words: Words, lang: str) -> None:
    """Make an environment speak: the words of its templates, its filter `t`, dates and charts."""
    environment.extend(words=words)
    environment.add_extension(Exchange)
    environment.filters["t"] = words.say
    if lang == "en":
        environment.filters.update(_english(environment.filters, words))


def _english(
    filters: Mapping[str, Callable[..., Any]], words: Words
) -> dict[str, Callable[..., Any]]:
    from functools import partial

    from sitegen.markdown.charts import ENGLISH

    qr, metas = filters["qr"], filters["metas"]
    return {
        "cnday": english_day,
        "seal": initials,
        "metas": lambda tags: metas([_said(words, *tag) for tag in tags]),
        "qr": partial(qr, alternative=words.say("本页网址的二维码")),
        "zh": lambda text: Markup('<span lang="zh-CN">%s</span>') % text if text else "",
        "plot": partial(filters["plot"], words=ENGLISH),
        "chart": partial(filters["chart"], words=ENGLISH),
    }


def _said(words: Words, name: str, content: str) -> tuple[str, str]:
    """A page tag in English; types of columns are a list that is fixed in Chinese."""
    if name == "ColumnType":
        return name, content
    if name.endswith("Keywords"):
        return name, ", ".join(words.say(word) for word in re.split("[，、]", content))
    return name, words.say(content)


def english_day(value: str) -> str:
    """`2026-11-02 09:30` → `2 November 2026`; what is no date stays as it is."""
    parts = value[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return value
    return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"


def initials(name: str) -> str:
    """The letters in the mark of a site without a logo: `Yunze Foreign Affairs` → `YF`."""
    return "".join(word[0].upper() for word in name.split()[:2])
