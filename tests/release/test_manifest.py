import json

import pytest

from sitegen.errors import ReleaseError
from sitegen.release.manifest import FileEntry, Manifest, count_pages, difference, file_lines

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


def test_an_empty_one_reads_back() -> None:
    assert Manifest.parse(Manifest("city", {}).to_bytes()) == Manifest("city", {})
    assert file_lines(Manifest("city", {}).to_bytes()) == set()


def test_a_difference_tells_new_other_and_gone() -> None:
    old = manifest_of({"a.html": b"1", "b.html": b"1", "c.html": b"1"} | ODD_NAMES)
    new = manifest_of({"a.html": b"1", "b.html": b"2", "d.html": b"1"} | ODD_NAMES)
    change = difference(file_lines(new.to_bytes()), file_lines(old.to_bytes()))
    assert change.wanted == {path: new.files[path] for path in ("b.html", "d.html")}
    assert change.replaced == {"b.html", "c.html"}
    assert change.gone == {"c.html"}


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
            file_lines(data[:length])


def test_a_name_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(ReleaseError, match="UTF-8"):
        Manifest("city", {"\udcff.html": FileEntry.of(b"")}).to_bytes()
