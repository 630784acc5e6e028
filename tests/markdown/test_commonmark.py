"""The official CommonMark examples, run through the platform's own parser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.markdown.parser import parser
from sitegen.markdown.plain import convert_plain

SPEC = Path(__file__).parent.parent / "browser/node_modules/commonmark-spec/spec.txt"
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.M | re.S)
_HEADING_ID = re.compile(r'(<h[1-6]) id="[^"]*"')


def _examples() -> list[tuple[str, str]]:
    if not SPEC.is_file():
        return []
    text = SPEC.read_text("utf-8").replace("→", "\t")
    return [(found[1], found[2]) for found in _EXAMPLE.finditer(text)]


def test_the_official_examples_are_all_rendered_as_the_specification_says() -> None:
    examples = _examples()
    if not examples:
        pytest.skip("the npm package commonmark-spec is not installed")
    assert len(examples) > 640

    wrong = []
    for number, (source, expected) in enumerate(examples, start=1):
        html = _HEADING_ID.sub(r"\1", parser().render(source))
        # The official runner, too, takes no notice of white space inside an empty block.
        html = html.replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>")
        if html != expected:
            wrong.append((number, source, expected, html))

    assert wrong == []


def test_the_short_way_agrees_with_the_official_examples_it_takes() -> None:
    examples = _examples()
    if not examples:
        pytest.skip("the npm package commonmark-spec is not installed")

    taken = [
        (found.html, expected) for source, expected in examples if (found := convert_plain(source))
    ]

    assert len(taken) >= 8
    assert [pair for pair in taken if _HEADING_ID.sub(r"\1", pair[0]) != pair[1]] == []
