import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.errors import ReleaseError
from sitegen.release import manifest_text
from sitegen.release.manifest import FileEntry, Manifest, count_pages
from sitegen.release.manifest_text import difference, renewed

from .site import ODD_NAMES, manifest_of, numbered


def test_it_reads_back_what_it_wrote() -> None:
    manifest = manifest_of(numbered(5) | ODD_NAMES, redirects={"/旧": "/新", "/a": "/b"})
    again = Manifest.parse(manifest.to_bytes())
    assert again == manifest
    assert again.to_bytes() == manifest.to_bytes()


def test_it_is_plain_json_with_sizes_and_digests() -> None:
    raw = json.loads(manifest_of({"index.html": b"abc"}).to_bytes())
    assert raw["site"] == "city"
    assert raw["files"]["index.html"] == [
        3,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    ]


def test_the_order_of_its_parts_changes_no_byte() -> None:
    files = {path: FileEntry.of(data) for path, data in numbered(5).items()}
    one = Manifest("city", files, {"/a": "/b", "/c": "/d"}, {"x": "1", "y": "2"})
    other = Manifest(
        "city",
        dict(reversed(files.items())),
        {"/c": "/d", "/a": "/b"},
        {"y": "2", "x": "1"},
    )
    assert one.to_bytes() == other.to_bytes()


def as_written_line_by_line(manifest: Manifest) -> bytes:
    def members(mapping: Mapping[str, Any]) -> list[str]:
        return [
            json.dumps({name: mapping[name]}, ensure_ascii=False, separators=(",", ":"))[1:-1]
            for name in sorted(mapping)
        ]

    def strings(mapping: Mapping[str, str]) -> str:
        return "{\n" + ",\n".join(members(mapping)) + "\n}" if mapping else "{}"

    return (
        f'{{"format":1,\n"site":{json.dumps(manifest.site)},\n'
        f'"inputs":{strings(manifest.inputs)},\n"redirects":{strings(manifest.redirects)},\n'
        '"files":{\n' + ",\n".join(members(manifest.files)) + "\n}}\n"
    ).encode()


ODD_TEXT = st.text('a/中𠀀"\\],: \x7f', max_size=5)


@given(
    st.dictionaries(ODD_TEXT, st.integers(0, 9), max_size=5),
    st.dictionaries(ODD_TEXT, ODD_TEXT, max_size=5),
)
@example({"],": 1, "a": 2}, {",": ",", "a": "b"})
def test_the_text_is_the_same_as_if_written_line_by_line(
    files: dict[str, int], strings: dict[str, str]
) -> None:
    entries = {path: FileEntry(size, f"{size:064}") for path, size in files.items()}
    manifest = Manifest("city", entries, strings, strings)
    text = manifest.to_bytes()
    assert text == as_written_line_by_line(manifest)
    assert Manifest.parse(text) == manifest
    assert all(type(entry) is FileEntry for entry in Manifest.parse(text).files.values())


def test_an_empty_one_reads_back() -> None:
    assert Manifest.parse(Manifest("city", {}).to_bytes()) == Manifest("city", {})
    assert difference(Manifest("city", {}).to_bytes(), Manifest("city", {}).to_bytes()).wanted == {}


def test_a_difference_tells_new_other_and_gone() -> None:
    old = manifest_of({"a.html": b"1", "b.html": b"1", "c.html": b"1"} | ODD_NAMES)
    new = manifest_of({"a.html": b"1", "b.html": b"2", "d.html": b"1"} | ODD_NAMES)
    change = difference(new.to_bytes(), old.to_bytes())
    assert change.wanted == {path: new.files[path] for path in ("b.html", "d.html")}
    assert change.replaced == {"b.html", "c.html"}
    assert change.gone == {"c.html"}


FILES = st.dictionaries(ODD_TEXT, st.integers(0, 2), max_size=12)
INPUTS = st.dictionaries(ODD_TEXT, ODD_TEXT, max_size=8)


@settings(max_examples=400, deadline=None)
@given(st.tuples(FILES, INPUTS), st.tuples(FILES, INPUTS), st.booleans(), st.integers(1, 400))
def test_texts_are_renewed_and_compared_as_if_both_were_parsed(
    before: tuple[dict[str, int], dict[str, str]],
    after: tuple[dict[str, int], dict[str, str]],
    near: bool,
    block: int,
) -> None:
    (old_files, old_inputs), (files, inputs) = before, after
    if near:  # most of two releases is the same
        files = {**dict(list(old_files.items())[1:]), **dict(list(files.items())[:2])}
        inputs = {**dict(list(old_inputs.items())[1:]), **dict(list(inputs.items())[:1])}
    old = Manifest(
        "city", {p: FileEntry(n, f"{n:064}") for p, n in old_files.items()}, {}, old_inputs
    )
    new = Manifest("city", {p: FileEntry(n, f"{n:064}") for p, n in files.items()}, {}, inputs)
    text, known = new.to_bytes(), old.to_bytes()
    assert renewed(known, old, new) == text
    with patch.object(manifest_text, "_BLOCK", block):
        change = difference(text, known)
    assert change.wanted == {p: e for p, e in new.files.items() if old.files.get(p) != e}
    assert change.replaced == {p for p, e in old.files.items() if new.files.get(p) != e}


def test_pages_may_be_called_like_the_parts_of_a_manifest() -> None:
    names = dict.fromkeys(("files", "inputs", "redirects", "site", "z"), "1")
    files = {path: FileEntry.of(b"1") for path in names}
    old = Manifest("city", files, {"/files": "/a"}, names)
    new = replace(old, files={**files, "b": FileEntry.of(b"2")}, inputs={**names, "z": "2"})
    with patch.object(Manifest, "to_bytes", side_effect=AssertionError("written anew")):
        text = renewed(as_written_line_by_line(old), old, new)
    assert text == as_written_line_by_line(new)
    assert difference(text, old.to_bytes()).wanted.keys() == {"b"}


def test_of_two_large_texts_only_what_differs_is_read() -> None:
    old = manifest_of(numbered(3000))
    other, fresh = FileEntry(5, "5" * 64), FileEntry(1, "1" * 64)
    files = {**old.files, "zwgk/c0/100.html": other, "new.html": fresh}
    del files["zwgk/c1/2001.html"]
    new = replace(old, files=files)
    text = renewed(old.to_bytes(), old, new)
    assert text == new.to_bytes()
    change = difference(text, old.to_bytes())
    assert change.wanted.keys() == {"zwgk/c0/100.html", "new.html"}
    assert change.gone == {"zwgk/c1/2001.html"}


def test_pages_are_counted_by_their_suffix() -> None:
    manifest = manifest_of({"a.html": b"", "b.html.gz": b"", 'x".html': b"", "html": b""})
    assert count_pages(manifest.to_bytes()) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"format":1}',
        b'{"format":1,"site":"c","inputs":{},"redirects":{},"files":{"a":1}}',
        b'{"format":1,"site":"c","inputs":{},"redirects":{},"files":[]}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_one_is_refused(data: bytes) -> None:
    with pytest.raises(ReleaseError, match="发布清单"):
        Manifest.parse(data)


def test_one_of_another_version_is_refused() -> None:
    data = manifest_of({}).to_bytes().replace(b'"format":1', b'"format":2')
    with pytest.raises(ReleaseError, match="版本是 2"):
        Manifest.parse(data)


def test_every_truncation_is_noticed() -> None:
    data = manifest_of(numbered(3)).to_bytes()
    for length in range(len(data) - 1):
        with pytest.raises(ReleaseError):
            Manifest.parse(data[:length])
        with pytest.raises(ReleaseError):
            difference(data[:length], data)
        with pytest.raises(ReleaseError):
            difference(data, data[:length])


def test_a_name_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(ReleaseError, match="UTF-8"):
        Manifest("city", {"\udcff.html": FileEntry.of(b"")}).to_bytes()
