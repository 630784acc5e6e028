"""Why YAML could not be read, told by what editors usually do wrong instead of by the parser.

The parser stumbles later than the slip, often a line below it, and knows nothing of full-width
signs. So the lines down to where it gave up are looked at for the slips of Chinese editors first.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import yaml

from sitegen.sources.faults import Fault

_KEY = r"^[ \u3000\xa0]*(?:- +)?([A-Za-z_][A-Za-z0-9_]*)"
_ROW = re.compile(rf"{_KEY}:(?: +(\S.*)?)?$")
_WIDE_COLON = re.compile(rf"{_KEY} *：")
_NO_SPACE = re.compile(rf"{_KEY}:(?=[^\s/])")
_WIDE_SPACE = re.compile(rf"{_KEY}:[ ]*[\u3000\xa0\u2002\u2003]|^ *[\u3000\xa0]+[a-z_]+:")
_TAB = re.compile(r" *\t")
_SPECIAL = re.compile(
    r"[@`%*&!]|[|>](?![-+0-9]*\s*(?:#.*)?$)|[-?] |\[.*\][^\s,\]}#]|\{.*\}[^\s,\]}#]"
)
_PROSE = re.compile(r"[^\s#\-\]}\"'?:][^:]*$")

_Said = tuple[str, str]
"""What is wrong, and how to mend it."""


class _Slip(NamedTuple):
    row: int
    said: _Said


def syntax_fault(error: yaml.YAMLError, text: str, offset: int) -> Fault:
    """Say why a text could not be parsed; `offset` lines stand before it in its file."""
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    rows = text.split("\n")
    problem = str(getattr(error, "problem", "") or "")
    # libyaml reports a tab where it stumbles, which may be a line later than where it stands.
    for number in range(max(0, line - 2), min(len(rows), line + 1)):
        if _TAB.match(rows[number]):
            message = "缩进用了制表符（Tab）"
            return Fault("source-yaml-tab", message, "请用两个空格缩进", number + 1 + offset)
    if "undefined alias" in problem or "anchor" in problem:
        fix = "请把内容直接写出来；以 * 或 & 开头的文字请加引号"
        return Fault("source-alias", "使用了 YAML 锚点或别名", fix, line + offset)
    if "another document" in problem:
        fix = "YAML 稿件没有正文，只在开头可以有一行 ---；带正文的稿件请把扩展名改为 .md"
        return Fault("source-yaml-syntax", "文件中间又有一行 ---", fix, line + offset)
    slip = slip_fault(rows[: line + 1], offset)
    if slip:
        return slip
    excerpt = rows[line - 1].strip()[:40] if line <= len(rows) else ""
    what, fix = _explain(problem)
    return Fault(
        "source-yaml-syntax",
        f"YAML 写法有误：{what}" + (f"（“{excerpt}”）" if excerpt else ""),
        fix,
        line + offset,
    )


def slip_fault(rows: Sequence[str], offset: int) -> Fault | None:
    """Return the first usual slip in these rows, naming all rows with the very same one."""
    for look in (_each(_sign), _quotes, _each(_value), _indents, _prose):
        slips = list(look(rows))
        if not slips:
            continue
        first = slips[0]
        alike = [str(one.row + 1 + offset) for one in slips if one.said[1] == first.said[1]]
        also = f"（第 {'、'.join(alike[:8])} 行都是这样）" if len(alike) > 1 else ""
        message, fix = first.said
        return Fault("source-yaml-syntax", message + also, fix, first.row + 1 + offset)
    return None


def _each(say: Callable[[str], _Said | None]) -> Callable[[Sequence[str]], Iterator[_Slip]]:
    def look(rows: Sequence[str]) -> Iterator[_Slip]:
        for number, row in enumerate(rows):
            said = say(row)
            if said:
                yield _Slip(number, said)

    return look


def _sign(row: str) -> _Said | None:
    """Colons and spaces of the wrong width between a key and its value."""
    if found := _WIDE_COLON.match(row):
        return f"“{found[1]}”后面的冒号是全角的", "请改成半角冒号，后面空一格，如 title: 标题"
    if found := _NO_SPACE.match(row):
        return f"“{found[1]}”的冒号后面没有空格", "请在冒号后面空一格，如 title: 标题"
    if _WIDE_SPACE.match(row):
        fix = "请删去这些空格，用英文输入法重新输入"
        return "用了全角空格，或者从网页、Word 粘贴来的特殊空格", fix
    return None


def _quotes(rows: Sequence[str]) -> Iterator[_Slip]:
    """Half-width quotes that are not closed in time, or closed too early."""
    for number, row in enumerate(rows):
        found = _ROW.match(row)
        value = found[2] or "" if found else ""
        if value[:1] not in ('"', "'"):
            continue
        close = re.search(r'(?<!\\)"' if value[0] == '"' else "'", value[1:])
        below = rows[number + 1] if number + 1 < len(rows) else ""
        if close is None and (_ROW.match(below) or not below.strip()):
            mixed = "，后一个成了全角的" if value[-1] in "”’" else ""
            yield _Slip(number, (f"半角引号没有成对{mixed}", "前后各用一个半角引号"))
        elif close is not None and re.match(r"[^\s,]|\s+[^#\s]", value[close.end() + 1 :]):
            fix = "请把整个值放进一对半角引号，里面的引号改用全角“”"
            yield _Slip(number, ("引号后面还有文字", fix))


def _value(row: str) -> _Said | None:
    """Values that mean something else to YAML."""
    found = _ROW.match(row)
    value = found[2] or "" if found else ""
    if value[:1] in ("[", "{") and re.search("[，：]", value):
        return (
            "括号里的逗号、冒号是全角的",
            "请改成半角，逗号、冒号后面空一格，如 {date: 2026-03-20, reason: 内容有误}",
        )
    if _SPECIAL.match(value):
        return f"以特殊符号“{value[0]}”开头的文字要加引号", "请给整个值加一对半角引号"
    if value[:1] not in ('"', "'", "[", "{", "|", ">") and re.search(r":(?= |$)", value):
        return "文字里有半角冒号", "请改成全角冒号，或者给整个值加一对半角引号"
    return None


def _indents(rows: Sequence[str]) -> Iterator[_Slip]:
    """Keys that stand deeper than the line above lets them."""
    fix = "同一级的键要上下对齐；属于上一行的键才比它多缩进两个空格"
    above, said = -1, False
    for number, row in enumerate(rows):
        found = _ROW.match(row)
        if not found or "- " in row[: found.start(1)]:
            continue
        depth = len(row) - len(row.lstrip(" "))
        if above < 0 < depth or (said and depth > above):
            yield _Slip(number, (f"“{found[1]}”前面多了空格", fix))
        above, said = depth, bool(found[2]) and found[2][0] not in "|>"


def _prose(rows: Sequence[str]) -> Iterator[_Slip]:
    """The first line that is no key: where the closing `---` is missing, the body begins there."""
    for number, row in enumerate(rows):
        if _PROSE.match(row):
            fix = "请写成“键: 值”；如果从这里起是正文，请在它上面补一行 ---"
            yield _Slip(number, ("这一行不是“键: 值”", fix))
            return


def _explain(problem: str) -> _Said:
    fix = "请检查冒号后是否有空格、缩进是否对齐、引号是否成对；含冒号的文字请加引号"
    if "mapping values are not allowed" in problem:
        return "此处不应出现冒号", fix
    if "could not find expected ':'" in problem:
        return "缺少冒号", fix
    if "did not find expected" in problem or "block end" in problem:
        return "缩进或结构不对", fix
    if "quoted scalar" in problem:
        return "引号没有成对", fix
    if "cannot start any token" in problem:
        return "以特殊符号开头的文字要加引号", fix
    return "无法解析", fix
