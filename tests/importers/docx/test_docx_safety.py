"""Hostile and broken files end in a Chinese fault or remark, never in a crash or an escape."""

import io
import zipfile
from pathlib import Path

import pytest

from sitegen.errors import ImportFault
from sitegen.importers.docx import Options, convert_docx
from sitegen.importers.ooxml import PackageLimits, open_package
from tests.importers.docx.docx_parts import (
    CONTENT_TYPES,
    body_of,
    cell,
    centred,
    converted,
    docx,
    messages,
    p,
    part,
    picture,
    png,
    relation,
    rels,
    row,
    run,
    table,
    zipped,
)

TITLE = centred("关于工作的通知")
GOOD = docx(TITLE, p("正文。"))


def package(**parts: str | bytes) -> bytes:
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": rels(relation("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{p('正文。')}</w:body>"),
    }
    files.update({name.replace("__", "/"): content for name, content in parts.items()})
    return zipped(files)


def fault(data: bytes, limits: PackageLimits | None = None) -> str:
    with pytest.raises(ImportFault) as caught:
        convert_docx(data, "文件", Options(now="2026-01-10 09:00"), limits)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "不是有效的 Office 文档"),
        (b"<html></html>", "不是有效的 Office 文档"),
        (b"PK\x03\x04garbage", "损坏"),
        (GOOD[: len(GOOD) // 2], "损坏"),
        (zipped({"a.txt": "x"}), "没有 Word 正文"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Office 格式"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "打开密码",
        ),
    ],
)
def test_what_is_no_word_file_is_named_for_what_it_is(data: bytes, word: str) -> None:
    assert word in fault(data)


def test_damaged_part_is_a_fault() -> None:
    start = GOOD.index(b"word/document.xml") + 40
    broken = (
        GOOD[:start] + bytes(byte ^ 0xFF for byte in GOOD[start : start + 40]) + GOOD[start + 40 :]
    )
    assert "损坏" in fault(broken)


def test_truncated_xml_is_a_fault() -> None:
    data = package(word__document=b"")
    data = zipped({"_rels/.rels": rels(relation("r", "officeDocument", "word/document.xml")),
                   "word/document.xml": "<w:document xmlns:w='x'><w:body>"})  # fmt: skip
    assert "不是完整的 XML" in fault(data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = package(**{"word/media/x.bin": b"\0" * (20 * 1024 * 1024)})
    assert "压缩炸弹" in fault(data)


def test_a_lying_size_in_the_directory_does_not_help_a_bomb() -> None:
    limits = PackageLimits(part_bytes=10_000, xml_bytes=10_000)
    data = package(**{"word/document.xml": part("document", "<w:body>" + p("甲") * 5_000)})
    position = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    forged = data[: position + 24] + (100).to_bytes(4, "little") + data[position + 28 :]
    assert "上限" in fault(forged, limits) or "损坏" in fault(forged, limits)


def test_a_hundred_megabytes_of_xml_are_refused() -> None:
    noise = "".join(f"<w:p w:rsidR='{n * 2654435761 % 4294967296:08x}'/>" for n in range(10_000))
    big = part("document", f"<w:body>{noise * 320}</w:body>")
    assert len(big) > 70_000_000
    assert "上限" in fault(package(**{"word/document.xml": big}), PackageLimits(ratio=10_000))


def test_too_many_entries_are_refused() -> None:
    data = zipped({f"a/{n}": "" for n in range(60)})
    assert "条目" in fault(data, PackageLimits(entries=50))


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word/../../x", "C:/x", "a\\..\\b"])
def test_names_that_lead_out_of_the_package_are_refused(name: str) -> None:
    buffer = io.BytesIO(package())
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = info.orig_filename = name
        archive.writestr(info, "x")
    assert "越出目录" in fault(buffer.getvalue())


def test_duplicate_entries_are_refused() -> None:
    buffer = io.BytesIO(package())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", "<x/>")
    assert "重名" in fault(buffer.getvalue())


def test_entity_bombs_are_refused() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    )
    assert "DTD" in fault(package(**{"word/document.xml": bomb}))
    assert "DTD" in fault(package(**{"word/document.xml": bomb.encode("utf-16")}))


def test_external_entities_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    xml = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><x>&e;</x>'
    assert "机密内容" not in fault(package(**{"word/document.xml": xml}))


def test_tables_nested_a_hundred_deep_are_refused_or_flattened() -> None:
    inner = table(row("底"))
    for _ in range(100):
        inner = table(row(cell(inner, p("")), "x"))
    assert "嵌套过深" in fault(docx(TITLE, inner))


def test_external_pictures_and_templates_are_not_fetched_and_reported() -> None:
    settings = part("settings", "")
    data = docx(
        TITLE,
        p("正文。", picture("rId5", "外部图")),
        relations=relation("rId5", "image", "http://127.0.0.1:9/x.png", external=True)
        + relation("rId6", "settings", "settings.xml")
        + relation("rId7", "oleObject", "file:///c:/x.xlsx", external=True),
        parts={
            "word/settings.xml": settings,
            "word/_rels/settings.xml.rels": rels(
                relation("rId1", "attachedTemplate", "http://127.0.0.1:9/t.dotm", external=True)
            ),
        },
    )
    item = converted(data)
    assert item.body == "正文。\n"
    said = messages(item)
    assert "1 张图片存放在文件之外" in said and "外部模板" in said and "外部内容" in said


def test_internal_relations_that_lead_out_are_refused() -> None:
    data = docx(TITLE, p("文。"), relations=relation("rId5", "image", "../../../etc/passwd"))
    assert "指向文件包之外" in fault(data)


def test_macros_ole_objects_and_controls_are_dropped_and_said() -> None:
    ole = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet"/></w:object></w:r>'
    active = '<w:r><w:object><w:control w:name="x"/></w:object></w:r>'
    item = converted(
        docx(TITLE, p("正文。", ole, active), parts={"word/vbaProject.bin": b"\xd0\xcf" * 50})
    )
    assert item.body == "正文。\n" and not item.files
    assert all(word in messages(item) for word in ("宏", "OLE", "ActiveX"))


def test_embedded_other_documents_are_dropped_and_said() -> None:
    item = converted(docx(TITLE, p("正文。"), '<w:altChunk r:id="rId9"/>'))
    assert item.body == "正文。\n" and "altChunk" in messages(item)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "脚本"),
        (b"no picture at all", "不是可识别的图片"),
        (png()[:-20], "损坏"),
        (b"\xd7\xcd\xc6\x9a" + b"\0" * 60, "EMF/WMF"),
    ],
)
def test_pictures_that_browsers_should_not_get_are_left_out_and_named(
    content: bytes, word: str
) -> None:
    data = docx(
        TITLE,
        p("正文。", picture("rId5", "图")),
        relations=relation("rId5", "image", "media/image1.png"),
        parts={"word/media/image1.png": content},
    )
    item = converted(data)
    assert item.body == "正文。\n" and not item.files
    assert word in messages(item) and "image1.png" in messages(item)


def test_a_decompression_bomb_of_a_picture_is_left_out() -> None:
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    data = docx(
        TITLE,
        p("正文。", picture("rId5", "图")),
        relations=relation("rId5", "image", "media/i.png"),
        parts={"word/media/i.png": bomb},
    )
    assert "过大" in messages(converted(data))


def test_circular_styles_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{own}"/>'
        f'<w:basedOn w:val="{parent}"/></w:style>'
        for own, parent in ("xy", "yx")
    )
    data = docx(TITLE, p("正文。", props='<w:pStyle w:val="x"/>'), styles=styles)
    assert body_of(data) == "正文。\n"


def test_notes_that_refer_to_each_other_end() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    notes = f'<w:footnote w:id="1">{p("自指", mark)}</w:footnote>'
    assert body_of(docx(TITLE, p("文", mark), notes=notes)) == "文[^1]\n\n[^1]: 自指[^1]\n"


def test_absurd_spans_and_sizes_do_not_exhaust_anything() -> None:
    wide = cell("甲", props='<w:gridSpan w:val="999999999"/>')
    text = body_of(docx(TITLE, table(row(wide), row("乙", "丙"))))
    assert 'colspan="200"' in text


def test_unbalanced_field_marks_lose_no_following_text() -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert body_of(docx(TITLE, p("甲", end, end, "乙。"))) == "甲乙。\n"


def test_secrecy_marks_in_headers_refuse_the_document() -> None:
    header = part("hdr", p("内部资料　注意保存"))
    data = docx(
        TITLE,
        p("正文。"),
        relations=relation("rId5", "header", "header1.xml"),
        parts={"word/header1.xml": header},
    )
    assert "页眉" in converted(data).restricted


def test_office_limits_hold_for_the_sum_of_parts() -> None:
    data = zipped({f"p{n}": bytes([n]) * 50_000 for n in range(5)})
    with pytest.raises(ImportFault, match="压缩炸弹"):
        open_package(data, PackageLimits(total_bytes=200_000))


def test_run_text_with_control_and_bidi_characters_is_cleaned() -> None:
    assert body_of(docx(TITLE, p(run("甲\u202e乙\u200b丙。")))) == "甲乙丙。\n"
