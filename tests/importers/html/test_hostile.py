"""Faulty and malicious sources end in a note or a clear error, never in a crash or an escape."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sitegen.errors import ImportFault
from sitegen.importers.html.carry import refusal
from sitegen.importers.html.extract import Options, extract
from sitegen.importers.html.sources import Opening, open_source
from sitegen.importers.limits import DEFAULT_LIMITS, LimitExceeded, Limits, UnsafeName, safe_member

from .articles import ARTICLES
from .moving import HOST, codes, items, platform, run, save
from .templates import TEMPLATES
from .test_sources import warc

PAGE = TEMPLATES["trs"](ARTICLES[0]).encode()
SMALL = Limits(page_bytes=200_000, file_bytes=300_000, ratio_floor=10_000, nodes=5_000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return platform(tmp_path / "platform")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.html",
        "a/../../evil.html",
        "/evil.html",
        "C:\\evil.html",
        "..\\evil.html",
        "a\x00.html",
        "",
        "x/" * 60 + "y",
        "n" * 2000,
    ],
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    with pytest.raises((UnsafeName, LimitExceeded)):
        safe_member(name)


def test_zip_with_names_leading_out_writes_nothing_outside(root: Path, tmp_path: Path) -> None:
    source = tmp_path / "in" / "x.zip"
    source.parent.mkdir()
    with zipfile.ZipFile(source, "w") as packed:
        packed.writestr("../../evil.html", PAGE)
        packed.writestr("/tmp-evil.html", PAGE)
        packed.writestr(f"{HOST}/zwgk/t20210409_1.html", PAGE)
    report = run(root, source)
    assert "unsafe-name" in codes(report)
    assert len(items(root)) == 1
    assert not list(tmp_path.rglob("*evil*"))


def test_zip_bomb_is_not_unpacked(root: Path, tmp_path: Path) -> None:
    source = tmp_path / "bomb.zip"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.html", b"<html>" + b"0" * 8_000_000)
        packed.writestr("b.html", PAGE)
    report = run(root, source)
    assert "limit" in codes(report)
    assert len(items(root)) == 1


def test_zip_that_claims_too_much_in_all_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "many.zip"
    with zipfile.ZipFile(source, "w") as packed:
        for number in range(4):
            packed.writestr(f"{number}.html", PAGE)
    with pytest.raises(LimitExceeded):
        open_source(source, Opening(tmp_path / "s", Limits(members=3)))
    with pytest.raises(LimitExceeded):
        open_source(source, Opening(tmp_path / "s", Limits(total_bytes=1000)))


@pytest.mark.parametrize("keep", [10, 200, -30])
def test_damaged_zip_is_a_clear_error(root: Path, tmp_path: Path, keep: int) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("a.html", PAGE)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(whole.read_bytes()[:keep])
    with pytest.raises(ImportFault):
        run(root, broken)


def test_cut_warc_gives_what_was_before_the_cut(root: Path, tmp_path: Path) -> None:
    records = [(f"http://{HOST}/zwgk/t20210409_{n}.html", "text/html", PAGE) for n in range(2)]
    source = warc(tmp_path / "x.warc", *records)
    source.write_bytes(source.read_bytes()[: len(PAGE) + 1500])
    report = run(root, source)
    assert len(items(root)) == 1
    assert report.kinds["article"] >= 1


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nx",
        b"WARC/1.0\r\n",
        b"WARC/1.0" + bytes(range(256)),
    ],
)
def test_broken_warc_ends_in_a_note(root: Path, tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "x.warc"
    source.write_bytes(data)
    report = run(root, source)
    assert items(root) == {}
    assert report.failed or not report.notes


def test_addresses_in_a_warc_choose_no_path_of_their_own(root: Path, tmp_path: Path) -> None:
    records = [
        ("http://x.cn/../../../evil.html", "text/html", PAGE),
        ("file:///etc/passwd", "text/html", PAGE),
    ]
    run(root, warc(tmp_path / "x.warc", *records))
    assert not list(tmp_path.rglob("*passwd*"))
    assert all(path.startswith("zwgk/") for path in items(root))


def test_enormous_page_is_skipped_with_a_note(root: Path, tmp_path: Path) -> None:
    page = save(tmp_path / "m", "/zwgk/t20210409_1.html")
    page.write_bytes(PAGE + b" " * 300_000)
    report = run(root, tmp_path / "m", limits=SMALL)
    assert "limit" in codes(report)
    assert items(root) == {}


def test_page_of_too_many_elements_is_skipped_with_a_note(root: Path, tmp_path: Path) -> None:
    page = save(tmp_path / "m", "/zwgk/t20210409_1.html")
    page.write_bytes(b"<html><body>" + b"<p>x" * 6_000)
    report = run(root, tmp_path / "m", limits=SMALL)
    assert "limit" in codes(report)


def test_deep_nesting_is_flattened_and_its_text_kept() -> None:
    text = "这段文字在没有闭合的标签深处，仍然应当完整地读出来。"
    source = b"<html><body><h1>x</h1><p>" + b"<font><span>" * 5_000 + text.encode()
    assert extract(source, None, Options()).text.endswith(text)


@pytest.mark.parametrize("tag", ["ul", "table", "div", "blockquote", "q", "font"])
def test_endless_nesting_of_any_tag_ends(tag: str) -> None:
    page = extract(f"<html><body>{f'<{tag}>' * 20_000}文字".encode())

    assert (page.kind, page.title.value) == ("chrome", "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 50,
        bytes(range(256)) * 20,
        b"<",
        b"<!--",
        b"<html><body><table><tr><td>",
        b"<![CDATA[x]]>",
    ],
)
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    page = extract(data, "http://x.cn/a.html")

    assert (page.kind, page.title.value, page.date.value) == ("chrome", "", "")


def test_active_content_of_a_page_does_not_come_along(root: Path, tmp_path: Path) -> None:
    bad = (
        "<script>alert(1)</script><img src=x.png onerror=alert(1)><a "
        "href='javascript:alert(1)'>点我</a><iframe src='//e.cn'></iframe>"
        "<svg onload=alert(1)></svg><object data=x.swf></object><a "
        "href='data:text/html,x'>数据</a><a href='vbscript:x'>脚本</a><img "
        "src='a.svg'>"
    )
    page = save(tmp_path / "m", "/zwgk/t20210409_1.html", old="（此件公开发布）", new=bad)
    (page.parent / "a.svg").write_text("<svg><script>alert(1)</script></svg>")
    report = run(root, tmp_path / "m")
    (text,) = items(root).values()
    assert not any(
        word in text for word in ("alert", "script:", "iframe", "<svg", "data:", "onerror", "x.swf")
    )
    assert "点我数据脚本" in text
    assert "active-content" in codes(report)
    assert not list((root / "content").rglob("*.svg"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docm", b"PK\x03\x04"),
        ("a.exe", b"MZ"),
        ("a.pdf", b"MZ\x90"),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le"),
        ),
        ("a.pdf", b"%PDF-1.4 <</S /JavaScript /JS (x)>>"),
        ("a.pdf", b"%PDF-1.4 <</Type /Action /S /Launch /F (cmd.exe)>>"),
        ("a.pdf", b"<!DOCTYPE html><html>login</html>"),
        ("a.html", b"<html>"),
    ],
)
def test_files_that_act_are_not_carried_over(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert refusal(path, name.rsplit(".", 1)[-1])


def test_macro_in_an_innocent_looking_docx_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/vbaProject.bin", b"x")
    assert "宏" in refusal(path, "docx")


@pytest.mark.parametrize(
    ("extension", "data"), [("pdf", b"%PDF-1.4 plain"), ("docx", b"PK\x03\x04"), ("txt", b"text")]
)
def test_plain_files_are_carried_over(tmp_path: Path, extension: str, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert refusal(path, extension) == ""


def test_symbolic_links_in_a_folder_are_not_followed(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_bytes(PAGE)
    page = save(tmp_path / "m", "/zwgk/t20210409_1.html", ARTICLES[2])
    (page.parent / "t20210409_2.html").symlink_to(secret)
    (page.parent / "dir").symlink_to(tmp_path)
    report = run(root, tmp_path / "m")
    assert len(items(root)) == 1
    assert [note.code for note in report.notes].count("unsafe-name") == 2


def test_limits_have_sane_defaults() -> None:
    assert DEFAULT_LIMITS.page_bytes < DEFAULT_LIMITS.file_bytes < DEFAULT_LIMITS.total_bytes
