"""Small Word files built by hand, part by part, so that every test shows what it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from sitegen.importers.docx import Converted, Options, Wishes, convert_docx
from sitegen.importers.docx.revisions import Decision
from sitegen.model.kinds import Kind

_O = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:w="{_O}/wordprocessingml/2006/main" '
    f'xmlns:r="{_O}/officeDocument/2006/relationships" '
    f'xmlns:a="{_O}/drawingml/2006/main" '
    f'xmlns:wp="{_O}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:pic="{_O}/drawingml/2006/picture" '
    f'xmlns:m="{_O}/officeDocument/2006/math" '
    f'xmlns:mc="{_O}/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
REL_TYPE = f"{_O}/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_O}/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("footnotes", "footnotes"),
        )
    )
    + "</Types>"
)
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="character" w:styleId="h"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr>
</w:style>
"""


def run(text: str, properties: str = "") -> str:
    """One run; a newline in `text` is a soft break, a tab a tab."""
    inner = ""
    for index, line in enumerate(text.split("\n")):
        inner += "<w:br/>" if index else ""
        for part_index, part in enumerate(line.split("\t")):
            inner += "<w:tab/>" if part_index else ""
            inner += f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def p(*content: str, props: str = "", rpr: str = "") -> str:
    """One paragraph of texts (made runs) and ready XML."""
    runs = "".join(item if item.startswith("<w:") else run(item, rpr) for item in content)
    return f"<w:p><w:pPr>{props}</w:pPr>{runs}</w:p>"


def centred(text: str, size: int = 44, rpr: str = "") -> str:
    """A centred paragraph; `size` in half-points."""
    return p(text, props='<w:jc w:val="center"/>', rpr=f'<w:sz w:val="{size}"/>{rpr}')


def right(text: str) -> str:
    """A right-aligned paragraph."""
    return p(text, props='<w:jc w:val="right"/>')


def styled(style: str, text: str) -> str:
    """A paragraph with a style id."""
    return p(text, props=f'<w:pStyle w:val="{style}"/>')


def numbered(text: str, level: int = 0, num: int = 1) -> str:
    """A paragraph with automatic numbering."""
    return p(text, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def cell(*blocks: str, props: str = "") -> str:
    """A table cell; texts are made paragraphs."""
    inner = "".join(item if item.startswith("<w:") else p(item) for item in blocks)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    """A table row; texts are made cells."""
    inner = "".join(item if item.startswith("<w:tc>") else cell(item) for item in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def level(index: int, form: str, text: str, extra: str = "") -> str:
    """One level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = "") -> str:
    """A numbering part with one abstract list (0) and num 1, or the `nums` given."""
    chosen = nums or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{chosen}'


def relation(key: str, kind: str, target: str, external: bool = False) -> str:
    """One relationship element."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{REL_TYPE}{kind}" Target="{escape(target)}"{mode}/>'


def picture(key: str, alt: str = "", crop: str = "") -> str:
    """A run with an inline picture that embeds relation `key`."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{escape(alt)}"/>'
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{key}"/>{crop}'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def field(code: str, shown: str) -> str:
    """A complex field with its cached result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def rels(content: str) -> str:
    """A relationships part."""
    return (
        f'{_HEAD}<Relationships xmlns="{_O}/package/2006/relationships">{content}</Relationships>'
    )


def part(name: str, content: str) -> str:
    """A WordprocessingML part with root element `w:name`."""
    return f"{_HEAD}<w:{name} {NAMESPACES}>{content}</w:{name}>"


def docx(
    *body: str,
    styles: str = STYLES,
    numbers: str = "",
    notes: str = "",
    relations: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word file with the given body; `notes` is the inside of the footnotes part."""
    main = relations + relation("rIdS", "styles", "styles.xml")
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": rels(relation("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{''.join(body)}</w:body>"),
        "word/styles.xml": part("styles", styles),
    }
    if numbers:
        files["word/numbering.xml"] = part("numbering", numbers)
        main += relation("rIdN", "numbering", "numbering.xml")
    if notes:
        files["word/footnotes.xml"] = part("footnotes", notes)
        main += relation("rIdF", "footnotes", "footnotes.xml")
    files["word/_rels/document.xml.rels"] = rels(main)
    files.update(parts or {})
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of the given files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def png(width: int = 4, height: int = 4, color: tuple[int, int, int] = (200, 0, 0)) -> bytes:
    """A small PNG."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), color).save(buffer, "PNG")
    return buffer.getvalue()


def body_of(data: bytes) -> str:
    """The Markdown body that a Word file becomes."""
    return converted(data).body


def converted(
    data: bytes,
    *,
    kind: Kind = Kind.ARTICLE,
    changes: Decision | None = None,
    wishes: Wishes | None = None,
    organ: str = "",
    stem: str = "",
) -> Converted:
    """A Word file converted with a fixed clock."""
    options = Options(
        now="2026-01-10 09:00",
        kind=kind,
        organ=organ,
        changes=changes,
        wishes=wishes or Wishes(),
        stem=stem,
    )
    return convert_docx(data, "文件", options)


def messages(item: Converted) -> str:
    """All remarks of a conversion on one string."""
    return "\n".join(remark.message for remark in item.remarks)
