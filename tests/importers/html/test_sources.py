"""Folders, single pages, WARC, WACZ, MHTML and zip files lead to the same items."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from sitegen.errors import ImportFault
from sitegen.importers.html.archive import absolute, canonical

from .articles import ARTICLES
from .moving import HOST, PNG, items, platform, run, save
from .templates import TEMPLATES

PATH = "/zwgk/zcwj/202104/t20210409_21.html"
PAGE = TEMPLATES["trs"](ARTICLES[0])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return platform(tmp_path / "platform")


@pytest.fixture
def wanted(tmp_path: Path) -> dict[str, str]:
    """The items that a mirror of the page gives."""
    save(tmp_path / "mirror", PATH)
    other = platform(tmp_path / "other")
    run(other, tmp_path / "mirror")
    return items(other)


def warc(path: Path, *records: tuple[str, str, bytes], status: str = "200 OK") -> Path:
    """Write a WARC of responses: address, media type, body."""
    parts = []
    for number, (url, media, body) in enumerate(records):
        reply = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
            "WARC-Date: 2026-01-01T00:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(reply)}\r\n\r\n"
        )
        parts.append(head.encode() + reply + b"\r\n\r\n")
    packed = (gzip.compress(part) for part in parts) if path.suffix == ".gz" else parts
    path.write_bytes(b"".join(packed))
    return path


@pytest.mark.parametrize("name", ["old.warc", "old.warc.gz"])
def test_warc_gives_what_the_mirror_gives(
    root: Path, tmp_path: Path, wanted: dict[str, str], name: str
) -> None:
    source = warc(tmp_path / name, (f"http://{HOST}{PATH}", "text/html", PAGE.encode()))
    run(root, source)
    assert items(root) == wanted


def test_wacz_gives_what_the_mirror_gives(
    root: Path, tmp_path: Path, wanted: dict[str, str]
) -> None:
    inner = warc(tmp_path / "d.warc.gz", (f"http://{HOST}{PATH}", "text/html", PAGE.encode()))
    with zipfile.ZipFile(tmp_path / "old.wacz", "w") as packed:
        packed.write(inner, "archive/d.warc.gz")
        packed.writestr("datapackage.json", "{}")
    run(root, tmp_path / "old.wacz")
    assert items(root) == wanted


def test_zip_of_a_mirror_gives_what_the_mirror_gives(
    root: Path, tmp_path: Path, wanted: dict[str, str]
) -> None:
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as packed:
        packed.writestr(f"{HOST}{PATH}", PAGE)
    run(root, tmp_path / "old.zip")
    assert items(root) == wanted


def test_mhtml_gives_what_the_mirror_gives(
    root: Path, tmp_path: Path, wanted: dict[str, str]
) -> None:
    source = tmp_path / "old.mht"
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset=utf-8\r\nContent-Location: http://{HOST}{PATH}\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    source.write_bytes(head.encode() + PAGE.encode() + b"\r\n--b--\r\n")
    run(root, source)
    assert items(root) == wanted


def test_charset_of_the_response_is_no_match_for_the_bytes(
    root: Path, tmp_path: Path, wanted: dict[str, str]
) -> None:
    page = PAGE.replace('<meta charset="UTF-8">', "").encode("gbk")
    run(root, warc(tmp_path / "o.warc", (f"http://{HOST}{PATH}", "text/html; charset=utf-8", page)))
    assert items(root) == wanted


def test_responses_that_failed_are_not_pages(root: Path, tmp_path: Path) -> None:
    record = (f"http://{HOST}{PATH}", "text/html", PAGE.encode())
    run(root, warc(tmp_path / "o.warc", record, status="404 Not Found"))
    assert items(root) == {}


def test_single_saved_page_brings_its_files_folder(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "desk" / "风从哪里来.html"
    side = page.with_name("风从哪里来_files")
    side.mkdir(parents=True)
    source = TEMPLATES["trs"](ARTICLES[1]).replace("./W0201", "./风从哪里来_files/W0201")
    url = "http://www.yunze.gov.cn/xw/201904/t20190419_8.html"
    page.write_text(f"<!-- saved from url=(0051){url} -->\n{source}", encoding="utf-8")
    (side / "W020190419550123.jpg").write_bytes(PNG)
    run(root, page)
    ((path, text),) = items(root).items()
    assert "aliases:\n  - /xw/201904/t20190419_8.html\n---" in text
    assert (root / "content/city" / path).with_name("0419-8-1.png").is_file()


def test_files_that_wget_named_after_a_query_are_found_by_links(root: Path, tmp_path: Path) -> None:
    save(tmp_path / "m", "/show.asp@id=7.html", ARTICLES[2])
    save(tmp_path / "m", PATH, old="（此件公开发布）", new='<a href="/show.asp?id=7">公告</a>')
    run(root, tmp_path / "m")
    (text,) = [text for path, text in items(root).items() if "/2021/" in path]
    assert "[公告](" in text


def test_addresses_with_a_query_stay_old_addresses_of_their_items(
    root: Path, tmp_path: Path
) -> None:
    pages = [
        (f"http://{HOST}/show.asp?id={n}", "text/html", TEMPLATES["asp"](article).encode("gbk"))
        for n, article in enumerate(ARTICLES[:2])
    ]
    report = run(root, warc(tmp_path / "q.warc", *pages))
    assert len(items(root)) == 2
    texts = "".join(items(root).values())
    assert "  - /show.asp?id=0\n" in texts
    assert "  - /show.asp?id=1\n" in texts
    assert "query-address" not in {note.code for note in report.notes}


def test_mirror_without_host_takes_the_base_address(
    root: Path, tmp_path: Path, wanted: dict[str, str]
) -> None:
    target = tmp_path / "flat" / PATH.lstrip("/")
    target.parent.mkdir(parents=True)
    target.write_text(PAGE, encoding="utf-8")
    run(root, tmp_path / "flat", base_url=f"http://{HOST}/")
    assert items(root) == wanted


def test_source_that_is_nothing_known_is_a_clear_error(root: Path, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\x01\x02\x03")
    with pytest.raises(ImportFault, match="WARC"):
        run(root, tmp_path / "x.bin")
    with pytest.raises(ImportFault, match="找不到"):
        run(root, tmp_path / "missing")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTP://WWW.X.GOV.CN:80/a/../b.html#f", "//www.x.gov.cn/b.html"),
        ("http://x.cn/%E6%94%BF.html", "//x.cn/政.html"),
        ("http://x.cn/%D5%FE.html", "//x.cn/政.html"),
        ("http://x.cn", "//x.cn/"),
        ("http://x.cn/a.jsp?id=1", "//x.cn/a.jsp?id=1"),
    ],
)
def test_addresses_have_one_spelling(url: str, address: str) -> None:
    assert canonical(url) == address


@pytest.mark.parametrize(
    ("base", "href", "address"),
    [
        ("//x.cn/a/b.html", "../c.html", "//x.cn/c.html"),
        ("///a/b.html", "c.html", "///a/c.html"),
        ("///a/b.html", "/c.html", "///c.html"),
        ("//x.cn/a.html", "http://[bad", None),
        ("//x.cn/a.html", "javascript:x()", None),
        ("//x.cn/a.html", "mailto:a@b.cn", None),
    ],
)
def test_links_are_joined_to_their_page(base: str, href: str, address: str | None) -> None:
    assert absolute(base, href) == address
