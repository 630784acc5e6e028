"""YAML as editors write it, read strictly and with lines.

All scalars are text: what a value means is decided by the field that it belongs to, not by how it
looks (so `no`, `0571` and `12:30` stay what was written). Anchors and aliases are refused, which
also ends alias bombs; a key may stand once.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sitegen.sources.faults import Fault
from sitegen.sources.flat_yaml import Spots, read_flat

_MAX_DEPTH = 20
_NULLS = frozenset({"", "~", "null"})
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#].*)")
"""What is meant as text more often than as a comment, which has a space after its `#`."""


class _Composer(CParser):
    """libyaml's composer without tag resolution, which only costs time here."""

    def descend_resolver(self, _node: object, _index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def resolve(self, kind: type[Node], _value: object, implicit: Any) -> str:
        if kind is ScalarNode and implicit[0]:
            return "plain"
        return "text"


class Lines(Mapping[str, int]):
    """Lines of dotted key paths (`document.number`, `service.materials.0.name`)."""

    def __init__(self, root: Node | None, offset: int) -> None:
        self._root = root
        self._offset = offset

    def find(self, path: tuple[str | int, ...]) -> int:
        """Return the line of the deepest part of the path that stands in the file."""
        node, line = self._root, self._offset + 1
        for part in path:
            if isinstance(node, MappingNode):
                pair = next((p for p in node.value if p[0].value == str(part)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1 + self._offset, pair[1]
            elif isinstance(node, SequenceNode) and str(part).isdigit():
                if int(part) >= len(node.value):
                    break
                node = node.value[int(part)]
                line = node.start_mark.line + 1 + self._offset
            elif isinstance(part, str) and not isinstance(node, ScalarNode):
                continue
            else:
                break
        return line

    def __getitem__(self, path: str) -> int:
        """Return the line of a path all of which stands in the file; raises KeyError."""
        parts = tuple(path.split("."))
        if not self._written(parts):
            raise KeyError(path)
        return self.find(parts)

    def _written(self, path: tuple[str, ...]) -> bool:
        node = self._root
        for part in path:
            if isinstance(node, MappingNode):
                node = next((value for key, value in node.value if key.value == part), None)
            elif isinstance(node, SequenceNode) and part.isdigit():
                node = node.value[int(part)] if int(part) < len(node.value) else None
            else:
                return False
        return node is not None

    def __iter__(self) -> Iterator[str]:
        if isinstance(self._root, MappingNode):
            yield from (key.value for key, _ in self._root.value if isinstance(key, ScalarNode))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class FlatLines(Lines):
    """Lines of front matter that was read the short way."""

    def __init__(self, spots: Spots, offset: int) -> None:
        super().__init__(None, offset)
        self._spots = spots

    def find(self, path: tuple[str | int, ...]) -> int:
        """Return the line of the deepest part of the path that stands in the file."""
        line, below = self._offset + 1, self._spots
        for part in path:
            if isinstance(below, dict):
                if str(part) not in below:
                    break
                number, below = below[str(part)]
                line = number + 1 + self._offset
            elif isinstance(below, int) and str(part).isdigit():
                if int(part) >= below:
                    break
                below = None  # a list's parts stand on its own line
            elif below is None or not isinstance(part, str):
                break
        return line

    def _written(self, path: tuple[str, ...]) -> bool:
        below: Any = self._spots
        for part in path:
            if isinstance(below, dict) and part in below:
                below = below[part][1]
            elif isinstance(below, int) and part.isdigit() and int(part) < below:
                below = None
            else:
                return False
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self._spots)


def read_yaml(text: str, offset: int = 0) -> tuple[dict[str, Any] | None, Lines, list[Fault]]:
    """Read a mapping; `offset` lines stand before the text in its file.

    Returns the mapping (None if there is none to speak of), the lines of its keys, and what is
    wrong with it.
    """
    flat = read_flat(text)
    if flat is not None:
        return flat[0], FlatLines(flat[1], offset), []
    return read_fully(text, offset)


def read_fully(text: str, offset: int) -> tuple[dict[str, Any] | None, Lines, list[Fault]]:
    """Read any mapping with the YAML parser; takes and returns what `read_yaml` does."""
    try:
        root = _Composer(text).get_single_node()
    except yaml.YAMLError as error:
        from sitegen.sources.yaml_slips import syntax_fault

        return None, Lines(None, offset), [syntax_fault(error, text, offset)]
    lines = Lines(root, offset)
    if root is None or (isinstance(root, ScalarNode) and root.value in _NULLS):
        return {}, lines, []
    if not isinstance(root, MappingNode):
        message = "内容应当是“键: 值”的形式"
        fault = Fault("source-yaml-syntax", message, "如 title: 标题", offset + 1)
        from sitegen.sources.yaml_slips import slip_fault

        return None, lines, [slip_fault(text.split("\n"), offset) or fault]
    builder = _Builder(offset, text)
    data = builder.build(root, 0)
    return data, lines, builder.faults


class _Builder:
    """Turns nodes into plain data, each node once."""

    def __init__(self, offset: int, text: str) -> None:
        self.offset = offset
        self.rows = text.split("\n") if " #" in text or "\t#" in text else []
        self.faults: list[Fault] = []
        self.seen: set[int] = set()

    def build(self, node: Node, depth: int) -> Any:
        if isinstance(node, ScalarNode):
            if self.rows:
                self._look_behind(node)
            if node.tag == "plain" and node.value in _NULLS:
                return None
            return node.value
        line = node.start_mark.line + 1 + self.offset
        if id(node) in self.seen or depth > _MAX_DEPTH:
            if not any(fault.rule == "source-alias" for fault in self.faults):
                self.faults.append(
                    Fault(
                        "source-alias",
                        "使用了 YAML 锚点与别名（& 和 *），或嵌套过深",
                        "请把内容直接写出来，不要引用",
                        line,
                    )
                )
            return None
        self.seen.add(id(node))
        if isinstance(node, SequenceNode):
            return [self.build(child, depth + 1) for child in node.value]
        return self._mapping(node, depth)

    def _look_behind(self, node: ScalarNode) -> None:
        """Tell of text that YAML takes for a comment, and that would be gone without a word."""
        end = node.end_mark
        if end.line >= len(self.rows) or not end.column:
            return
        found = _SWALLOWED.match(self.rows[end.line], end.column)
        if found:
            self.faults.append(
                Fault(
                    "source-comment",
                    f"“{found[1].strip()[:40]}”前面有空格，从 # 起被当作备注，不会发布",
                    "如果是内容，请给整个值加半角引号；如果是备注，请在 # 后面空一格",
                    end.line + 1 + self.offset,
                )
            )

    def _mapping(self, node: Node, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1 + self.offset
            if not isinstance(key, ScalarNode):  # `[文号]: 12` makes a list a key
                fix = "键只能是一个词；如果是文字，以 [ 或 { 开头的请加引号"
                message = "冒号前面的键写成了列表"
                self.faults.append(Fault("source-yaml-syntax", message, fix, line))
                continue
            name = key.value
            if name in seen:
                first = next(k for k, _ in node.value if k.value == name)
                before = first.start_mark.line + 1 + self.offset
                self.faults.append(
                    Fault(
                        "source-duplicate-key",
                        f"“{name}”写了两次（前一次在第 {before} 行）",
                        "请只保留一处",
                        line,
                    )
                )
            seen.add(name)
            built = self.build(value, depth + 1)
            # A key without a value says nothing, just as if it were not there.
            if built is not None:
                data[name] = built
            elif "：" in name:  # `{date：2026-03-20}` is a key as a whole
                fix = "请改成半角冒号，后面空一格，如 {date: 2026-03-20}"
                message = f"“{name.partition('：')[0]}”后面的冒号是全角的"
                self.faults.append(Fault("source-yaml-syntax", message, fix, line))
        return data
