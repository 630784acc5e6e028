"""Personal data inside Word, Excel and PDF files."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from sitegen.rules import check_site, load_rulebook
from sitegen.rules.privacy.documents import read_document
from tests.rules.compound import compound, old_excel, old_word
from tests.rules.small import SmallSite, only, small_site

ID = "11010519491231002X"
BOOK = load_rulebook(None)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*paragraphs: str, part: str = "word/document.xml") -> bytes:
    """A Word file with paragraphs of runs, given as XML."""
    body = "".join(f"<w:p>{runs}</w:p>" for runs in paragraphs)
    return zipped({part: f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def run(text: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


BOX = f"<w:p>{run('13812345678')}</w:p>"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx(*values: object, hidden: bool = False) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet()
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, values)
        if hidden:
            sheet.hide()
    return buffer.getvalue()


def noted_xlsx(note: str = "甲", footer: str = "", choices: Sequence[str] = ("甲", "乙")) -> bytes:
    """An Excel file with a note on a cell, a footer and a list of choices."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_comment(0, 0, note)
        sheet.set_footer(footer)
        sheet.data_validation(1, 0, 1, 0, {"validate": "list", "source": list(choices)})
    return buffer.getvalue()


def locked_pdf(password: str) -> bytes:
    """A PDF that may be read by everyone, or with a password only."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(f"ID {ID}"))))
    writer.encrypt(password, "owner", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def locked(archive: bytes) -> bytes:
    """An archive whose entries say that they are encrypted."""
    raw = bytearray(archive)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + place] |= 1
            at = raw.find(mark, at + 4)
    return bytes(raw)


def pdf(text: str) -> bytes:
    """A PDF of one page with one line of Latin text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def findings(name: str, content: bytes, rule: str) -> list[str]:
    site = small_site({"files": {name: ""}})
    full = SmallSite(site.model, [], {name: content})
    return [finding.message for finding in only(check_site(full, BOOK), rule)]


def leaks(name: str, content: bytes) -> list[str]:
    return findings(name, content, "privacy-attachment")


def unread(name: str, content: bytes) -> list[str]:
    return findings(name, content, "privacy-attachment-unread")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", docx(run(f"证件 {ID}"))),
        ("split.docx", docx(run(ID[:6]) + run(ID[6:14]) + run(ID[14:]))),
        ("deleted.docx", docx(run(ID, "delText"))),
        ("header.docx", docx(run(ID), part="word/header1.xml")),
        ("note.docx", docx(run(ID), part="word/comments.xml")),
        ("a.xlsx", xlsx("姓名", ID)),
        ("hidden.xlsx", xlsx(ID, hidden=True)),
        ("mobile.xlsx", xlsx("电话", 13812345678)),
        ("a.pdf", pdf(f"ID {ID}")),
        ("lines.docx", docx(run("13812345678") + "<w:r><w:br/></w:r>" + run("13912345678"))),
        ("box.docx", docx(run("2026") + f"<w:pict><w:txbxContent>{BOX}</w:txbxContent></w:pict>")),
        ("foot.docx", docx(run(ID), part="word/footnotes.xml")),
        ("alt.docx", docx(f'<d:docPr xmlns:d="urn:d" descr="证件 {ID}"/>')),
        ("sheet.docx", zipped({"word/document.xml": "<d/>", "word/embeddings/1.xlsx": xlsx(ID)})),
        ("title.docx", zipped({"word/document.xml": "<d/>", "docProps/core.xml": f"<t>{ID}</t>"})),
        ("note.xlsx", noted_xlsx(ID)),
        ("foot.xlsx", noted_xlsx(footer=f"&L制表 {ID}")),
        ("list.xlsx", noted_xlsx(choices=[ID])),
        ("upper.PDF", pdf("TEL 13812345678")),
        ("gbk.csv", f"姓名,证件\n甲某,{ID}\n".encode("gb18030")),
    ],
)
def test_a_number_in_an_attachment_is_found(name: str, content: bytes) -> None:
    (message,) = leaks(name, content)
    assert name in message
    assert ID not in message and "13812345678" not in message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", docx(run("11*************02X"), run("电话 0590-6612345"))),
        ("rows.docx", docx(run(ID[:9]), run(ID[9:]))),
        ("a.xlsx", xlsx("统一社会信用代码", "91350100M000100Y43", 2026, 15000)),
        ("a.pdf", pdf("TEL 0590-6612345")),
        ("broken.pdf", b"%PDF-1.4 broken"),
        ("broken.docx", b"PK\x03\x04 broken"),
        ("bad.docx", zipped({"word/document.xml": "<w:p>"})),
    ],
)
def test_an_attachment_without_a_whole_number_is_left(name: str, content: bytes) -> None:
    assert leaks(name, content) == []


def test_an_entity_in_a_document_is_not_followed() -> None:
    bomb = f'<!DOCTYPE d [<!ENTITY x "{ID}">]><w:p xmlns:w="{WORD}"><w:t>&x;</w:t></w:p>'
    assert ID not in read_document(zipped({"word/document.xml": bomb}), "docx").text


def test_a_document_that_unpacks_to_too_much_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.rules.privacy.unpacking.PART_LIMIT", 1000)
    assert read_document(docx(run("字" * 2000)), "docx").unread == ("解压后过大",)


def test_an_unchanged_attachment_is_scanned_once_where_the_site_remembers() -> None:
    class Remembering(SmallSite):
        def remember(self, path: str, probe: str, compute: Callable[[bytes], Any]) -> Any:
            if (path, probe) not in known:
                known[path, probe] = compute(self.contents[path])
                computed.append(path)
            return known[path, probe]

    known: dict[tuple[str, str], object] = {}
    computed: list[str] = []
    site = small_site({"files": {"a.txt": "电话 13812345678"}})
    view = Remembering(site.model, [], site.contents)
    first, second = check_site(view, BOOK), check_site(view, BOOK)
    assert first == second
    assert computed == ["a.txt"]


SLIDE = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.doc", old_word([f"证件 {ID}，已核对。"])),
        ("scraps.doc", old_word(["证件 110105", "19491231", "002X，已核对。"])),
        ("a.wps", old_word(["电话 13812345678。"])),
        ("narrow.doc", compound({"WordDocument": bytes(600) + f"ID {ID}.".encode()})),
        ("odd.ppt", compound({"PowerPoint Document": b"\1" + f"号{ID}。".encode("utf-16-le")})),
        ("a.xls", old_excel(2026, 13812345678)),
        ("hidden.et", old_excel(13812345678, hidden=True)),
        ("old.xls", compound({"Book": f"1{ID}".encode() + b"\0" + f" {ID} ".encode()})),
        ("page.xls", f"<table><tr><td>甲某</td><td>{ID}</td></tr></table>".encode("gb18030")),
        ("new.doc", docx(run(f"证件 {ID}"))),
        ("new.xls", xlsx("姓名", ID)),
        ("rich.doc", rb"{\rtf1 \'d6\'a4{\rs9 110105}{\b 19491231}002X\'a1\par 13\par}"),
        (
            "a.pptx",
            zipped({"ppt/slides/slide1.xml": f'<a:p xmlns:a="{SLIDE}"><a:t>{ID}</a:t></a:p>'}),
        ),
        ("a.ofd", zipped({"OFD.xml": "<o/>", "Doc_0/P.xml": f"<p><TextCode>{ID}</TextCode></p>"})),
        ("a.ods", zipped({"content.xml": f"<t><p>姓名</p><p><s>{ID[:9]}</s>{ID[9:]}</p></t>"})),
        ("tab.odt", zipped({"content.xml": f"<t><p>1<tab/>{ID}</p></t>"})),
        ("form.docm", docx(run(f"证件 {ID}"))),
        ("data.json", f'{{"tel": "{ID}"}}'.encode()),
        ("deep.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.docx": docx(run(ID))})})})),
        ("free.pdf", locked_pdf("")),
        ("a.zip", zipped({"名单/a.csv": f"甲某,{ID}", "名单/b.xls": old_excel(5)})),
    ],
)
def test_a_number_in_an_old_or_open_format_is_found(name: str, content: bytes) -> None:
    (message,) = leaks(name, content)
    assert name in message
    assert ID not in message and "13812345678" not in message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.doc", old_word(["电话 0590-6612345，信用代码 91350100M000100Y43。"])),
        ("masked.doc", old_word(["证件 11*************02X"])),
        ("a.xls", old_excel(2026, 15000, 0.13812345678)),
        ("torn.doc", old_word([f"证件 {ID}"])[:1500]),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 4),
        ("noise.zip", b"PK\x03\x04 broken"),
        ("inner.zip", zipped({"a.bin": ID, "b.docx": "broken"})),
    ],
)
def test_an_old_file_without_a_whole_number_is_left(name: str, content: bytes) -> None:
    assert leaks(name, content) == []


def test_a_number_in_several_places_of_an_old_file_is_counted_once() -> None:
    (message,) = leaks("a.doc", old_word([f"证件 {ID}，再写一遍 {ID}。"]))
    assert "有 1 个完整的公民身份号码" in message


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", compound({"EncryptedPackage": b"x"}), "：设有打开密码"),
        ("a.xlsx", compound({"EncryptedPackage": b"x"}), "：设有打开密码"),
        ("a.doc", compound({"WordDocument": bytes(0x0B) + b"\x01"}), "：设有打开密码"),
        ("a.ppt", compound({"Current User": bytes(12) + b"\xdf\xc4\xd1\xf3"}), "：设有打开密码"),
        ("a.zip", locked(zipped({"b.csv": "甲"})), "：其中的 b.csv：设有打开密码"),
        ("b.docx", locked(docx(run("甲"))), "：设有打开密码"),
        ("a.pdf", locked_pdf("密码"), "：设有打开密码"),
        ("b.pdf", b"%PDF-1.4 broken", "：PDF 文件损坏"),
        ("b.zip", b"PK\x03\x04 broken", "：文件损坏"),
        ("c.zip", zipped({"甲.rar": b"Rar!"}), "：其中的 甲.rar：这种压缩格式无法检查"),
        ("d.zip", zipped({"e.zip": zipped({"f.docx": "坏"})}), "：其中的 f.docx：文件损坏"),
    ],
)
def test_an_attachment_that_stays_closed_is_named_with_the_reason(
    name: str, content: bytes, reason: str
) -> None:
    (message,) = unread(name, content)
    assert f"附件 {name} " in message and reason in message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", docx(run("甲"))),
        ("a.doc", old_word(["甲"])),
        ("a.xls", old_excel(1)),
        ("free.pdf", locked_pdf("")),
        ("a.zip", zipped({"a.jpg": b"\xff\xd8", "b.csv": "甲", "c/d.zip": zipped({"e.txt": ""})})),
    ],
)
def test_an_attachment_that_can_be_read_is_not_named(name: str, content: bytes) -> None:
    assert unread(name, content) == []


def test_archives_inside_each_other_are_followed_only_so_far() -> None:
    inner = zipped({"a.txt": ID})
    for _ in range(6):
        inner = zipped({"a.zip": inner})
    (message,) = unread("a.zip", inner)
    assert "压缩包套了 4 层以上" in message


def test_what_stands_beside_a_closed_file_is_read_all_the_same() -> None:
    assert leaks("a.zip", zipped({"a.docx": "坏", "b.csv": ID}))
