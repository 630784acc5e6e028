"""What an operator changes of the rulebook: `rules.yaml` beside `sites.yaml`.

rules:     rule id → {level: error|warning|info|off, params: {name: value}}
profiles:  kind of site → {require: [column types], waive: [column types]}
words:     list → {wrong: right} (added; a right side of "" takes a word out)
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

import yaml

from sitegen.errors import ConfigError
from sitegen.model.finding import Level
from sitegen.model.kinds import COLUMN_TYPES, UNCONDITIONAL_TYPES
from sitegen.rules.rulebook import Profile, Rule, Rulebook
from sitegen.rules.thresholds import fault_in, is_pattern

ValueT = TypeVar("ValueT")

LEVELS = ("error", "warning", "info", "off")
SHORTEST = 2
"""Characters of the shortest word that a list may hold; shorter ones stand in every text."""


class Place(NamedTuple):
    """A node of the operator's file, able to complain about itself."""

    path: Path
    node: yaml.Node

    def fail(self, message: str) -> NoReturn:
        """Raise ConfigError with file and line."""
        raise ConfigError(f"{self.path.name}:{self.node.start_mark.line + 1}: {message}")

    def mapping(self, what: str) -> Iterator[tuple[str, "Place"]]:
        """The keys and values of a mapping; each key once."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail(f"{what} 应写成“键: 值”的形式。")
        seen: set[str] = set()
        for key, value in self.node.value:
            if not isinstance(key, yaml.ScalarNode):
                Place(self.path, key).fail(f"{what} 的键应当是一个词。")
            if key.value in seen:
                Place(self.path, key).fail(f"“{key.value}”写了两次，请删去其中一处。")
            seen.add(key.value)
            yield key.value, Place(self.path, value)

    def data(self) -> Any:
        """The node as plain data."""
        return yaml.SafeLoader("").construct_document(self.node)


def apply_overrides(book: Rulebook, raw: bytes, path: Path) -> tuple[Rulebook, dict[str, bytes]]:
    """Return the book with the changes of `raw`, and the word files that it read.

    Raises ConfigError.
    """
    root = _compose(raw, path)
    if root is None:
        return book, {}
    rules, profiles, words = dict(book.rules), dict(book.profiles), dict(book.words)
    files: dict[str, bytes] = {}
    for key, place in root.mapping("规则文件"):
        match key:
            case "rules":
                for rule_id, entry in place.mapping("rules"):
                    rules[rule_id] = _rule(_known(entry, rule_id, rules, "规则"), entry)
            case "profiles":
                for kind, entry in place.mapping("profiles"):
                    profiles[kind] = _profile(_known(entry, kind, profiles, "站点类别"), entry)
            case "words":
                for name, entry in place.mapping("words"):
                    new = _words(_known(entry, name, words, "词表"), name, entry, files)
                    words[name] = new
            case _:
                _known(place, key, {"rules": 0, "profiles": 0, "words": 0}, "项目")
    return replace(book, rules=rules, profiles=profiles, words=words), files


def _compose(raw: bytes, path: Path) -> Place | None:
    try:
        node = yaml.compose(raw.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise ConfigError(f"{path.name}: 文件不是 UTF-8 编码，请另存为 UTF-8。") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path.name}:{line}: YAML 写法有误，请检查缩进、冒号和引号。") from None
    return Place(path, node) if node is not None else None


def _known(place: Place, name: str, table: Mapping[str, ValueT], what: str) -> ValueT:
    if name not in table:
        near = get_close_matches(name, table, 1)
        hint = f"，是不是“{near[0]}”？" if near else "。"
        place.fail(f"没有名为“{name}”的{what}{hint}")
    return table[name]


def _rule(rule: Rule, place: Place) -> Rule:
    for key, value in place.mapping(rule.id):
        if rule.level is Level.GATE:
            value.fail(f"{rule.id} 是否决规则，不得降级、停用或者改动阈值，请删去这一条。")
        if key == "level":
            rule = replace(rule, level=_level(rule, value))
        elif key == "params":
            params = dict(rule.params)
            for name, entry in value.mapping("params"):
                params[name] = _param(_known(entry, name, params, "阈值"), name, entry)
            rule = replace(rule, params=params)
        else:
            value.fail(f"不认识“{key}”，这里只能写 level 和 params。")
    return rule


def _level(rule: Rule, place: Place) -> Level | None:
    node = place.node
    text = node.value if isinstance(node, yaml.ScalarNode) else ""
    if text not in LEVELS:
        place.fail(f"级别“{text}”不存在，可以写：{'、'.join(LEVELS)}。")
    if text == "off" and rule.scope == "source":
        place.fail(f"{rule.id} 是文件写法规则，不能停用，最低可降为 info。")
    return None if text == "off" else Level(text)


def _param(old: Any, name: str, place: Place) -> Any:
    new = place.data()
    if problem := fault_in(name, old, new):
        place.fail(problem)
    return {**old, **new} if isinstance(old, dict) else new


def _profile(profile: Profile, place: Place) -> Profile:
    types = dict.fromkeys(profile.require)
    for key, value in place.mapping("profiles"):
        if key not in ("require", "waive"):
            value.fail(f"不认识“{key}”，这里只能写 require 和 waive。")
        for name in _names(value):
            _known(value, name, COLUMN_TYPES, "栏目类型")
            if key == "require":
                types[name] = None
            elif name in UNCONDITIONAL_TYPES:
                title = COLUMN_TYPES[name].title
                value.fail(f"“{title}”（{name}）对任何站点都是必设栏目，不得免除。")
            else:
                types.pop(name, None)
    return Profile(tuple(types))


def _names(place: Place) -> Iterable[str]:
    data = place.data()
    return [str(name) for name in data] if isinstance(data, list) else [str(data)]


def _words(
    old: Mapping[str, str], name: str, place: Place, files: dict[str, bytes]
) -> Mapping[str, str]:
    if isinstance(place.node, yaml.ScalarNode):
        return {**old, **_word_file(place, place.node.value, files)}
    new: dict[str, str] = {}
    for word, value in place.mapping("词表"):
        new[word] = str(value.data() or "")
        if len(word) < SHORTEST:
            value.fail(f"“{word}”太短，词表中的词至少要有 {SHORTEST} 个字。")
        if name == "exceptions" and not is_pattern(new[word]):
            value.fail(f"“{new[word]}”不是正确的正则表达式。")
    return {wrong: right for wrong, right in {**old, **new}.items() if right}


def _word_file(place: Place, name: str, files: dict[str, bytes]) -> dict[str, str]:
    path = place.path.parent / name
    if ".." in Path(name).parts or not path.is_file():
        place.fail(f"找不到词表文件“{name}”，请写相对于平台目录的路径。")
    raw = path.read_bytes()
    files[name] = raw
    words: dict[str, str] = {}
    for number, line in enumerate(raw.decode("utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.replace("→", "\t").split("\t")
        if len(parts) != 2 or not all(part.strip() for part in parts):
            raise ConfigError(f"{name}:{number}: 每行写“错误写法→正确写法”。")
        words[parts[0].strip()] = parts[1].strip()
        if len(parts[0].strip()) < SHORTEST:
            raise ConfigError(f"{name}:{number}: 词太短，至少要有 {SHORTEST} 个字。")
    return words
