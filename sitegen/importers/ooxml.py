"""Reading an Office Open XML package (docx, xlsx) as the hostile input that it may be.

A package is a zip of XML parts tied together by relationship parts. Everything that could
harm is refused before anything is interpreted: too many or too large parts, suspicious
compression ratios, names that lead out of the package, DTDs and entities, depth. Nothing
outside the package is ever opened; external relationships are only handed on as data.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from sitegen.errors import ImportFault

REL_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/"
# ISO "strict" files use other namespace names for the same elements.
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
_STRICT_PATHS: Final = {
    b"wordprocessingml": b"wordprocessingml/2006/",
    b"spreadsheetml": b"spreadsheetml/2006/",
    b"drawingml": b"drawingml/2006/",
    b"officeDocument": b"officeDocument/2006/",
    b"presentationml": b"presentationml/2006/",
}
_CFB: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIB: Final = 1024 * 1024
# What zipfile and zlib raise on archives that are damaged or forged.
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    IndexError,
    OverflowError,
    NotImplementedError,
)


@dataclass(frozen=True)
class PackageLimits:
    """Upper bounds for one package; sizes in bytes, ratio is unpacked over packed size."""

    file_bytes: int = 100 * _MIB
    entries: int = 5_000
    part_bytes: int = 60 * _MIB
    xml_bytes: int = 40 * _MIB
    total_bytes: int = 400 * _MIB
    ratio: int = 250
    ratio_floor: int = 2 * _MIB  # small parts may compress as well as they like


@dataclass(frozen=True)
class Relation:
    """One relationship of a part: `kind` is the last word of its type, `target` resolved.

    An internal target is a part name without leading slash; an external one is as written.
    """

    kind: str
    target: str
    external: bool


def _mib(size: int) -> str:
    return f"{size / _MIB:.0f} MB"


def check_container(data: bytes, limits: PackageLimits) -> None:
    """Refuse what is no zip at all, with a message that says what it is instead.

    Raises:
        ImportFault: not a zip, encrypted, or larger than the limit.
    """
    if len(data) > limits.file_bytes:
        raise ImportFault(
            f"文件有 {_mib(len(data))}，超过 {_mib(limits.file_bytes)} 的上限，未读取。"
        )
    if data.startswith(_CFB):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ImportFault("文件设有打开密码，无法读取。请取消密码后重新保存再导入。")
        raise ImportFault(
            "文件是旧版 Office 格式，扩展名与内容不符。请另存为 .docx 或 .xlsx 后再导入。"
        )
    if not data.startswith(b"PK"):
        raise ImportFault(
            "文件不是有效的 Office 文档（不是 OOXML 压缩包），可能已损坏或扩展名有误。"
        )


def _check_name(name: str) -> None:
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or "\0" in name or ".." in parts or ":" in parts[0]:
        raise ImportFault(f"文件包内有越出目录的条目名“{name[:80]}”，疑为恶意文件，未导入。")


@dataclass
class Package:
    """An opened package: its part names, and bounded access to each part.

    Build it with `open_package`; it counts what was unpacked so that the sum stays bounded.
    """

    archive: zipfile.ZipFile
    limits: PackageLimits
    names: frozenset[str]
    _unpacked: int = field(default=0, repr=False)

    def read(self, name: str, limit: int | None = None) -> bytes:
        """The bytes of part `name`, at most `limit` (default: the part limit).

        Raises:
            ImportFault: the part is missing, damaged, encrypted or over a limit.
        """
        bound = min(limit or self.limits.part_bytes, self.limits.part_bytes)
        if name not in self.names:
            raise ImportFault(f"文件包缺少部件“{name}”，文件可能已损坏。")
        try:
            with self.archive.open(name) as stream:
                data = stream.read(bound + 1)
        except RuntimeError as error:
            raise ImportFault("文件设有密码，无法读取。请取消密码后重新保存再导入。") from error
        except _DAMAGE as error:
            raise ImportFault(f"文件包内的部件“{name}”已损坏，无法解压。") from error
        if len(data) > bound:
            raise ImportFault(f"文件包内的部件“{name}”超过 {_mib(bound)} 的上限，未导入。")
        self._unpacked += len(data)
        if self._unpacked > self.limits.total_bytes:
            raise ImportFault(f"文件解压后超过 {_mib(self.limits.total_bytes)} 的上限，未导入。")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The root element of part `name`, or None where the package has no such part.

        Raises:
            ImportFault: the part is not well formed, declares a DTD, or is over a limit.
        """
        if name not in self.names:
            return None
        return parse_xml(self.read(name, self.limits.xml_bytes), name)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of `part` by id; relations that lead out of the package are faults."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for node in [] if root is None else root.iter(f"{{{REL_NS}}}Relationship"):
            kind = node.get("Type", "").rsplit("/", 1)[-1]
            target = node.get("Target", "")
            external = node.get("TargetMode", "").lower() == "external"
            if not external:
                target = _resolve(folder, target)
            found[node.get("Id", "")] = Relation(kind, target, external)
        return found

    def main_part(self, fallback: str) -> str:
        """The name of the part that the package declares as its office document."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self.names:
                return relation.target
        return fallback


def _resolve(folder: str, target: str) -> str:
    path = target.split("#", 1)[0]
    joined = path[1:] if path.startswith("/") else posixpath.join(folder, path)
    resolved = posixpath.normpath(joined) if joined else ""
    if resolved == ".." or resolved.startswith(("../", "/")):
        raise ImportFault(f"文件内部引用“{target[:80]}”指向文件包之外，疑为恶意文件，未导入。")
    return resolved


def open_package(data: bytes, limits: PackageLimits | None = None) -> Package:
    """Open a package held in memory and check its directory against the limits.

    Raises:
        ImportFault: not a zip, encrypted, damaged, or over a limit.
    """
    bounds = limits or PackageLimits()
    check_container(data, bounds)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise ImportFault(
            "文件已损坏或不完整（压缩包目录无法读取）。请重新保存或重新下载。"
        ) from error
    infos = archive.infolist()
    if len(infos) > bounds.entries:
        raise ImportFault(
            f"文件包内有 {len(infos)} 个条目，超过 {bounds.entries} 个的上限，未导入。"
        )
    for info in infos:
        _check_entry(info, bounds)
    if sum(info.file_size for info in infos) > bounds.total_bytes:
        raise ImportFault(
            f"文件解压后超过 {_mib(bounds.total_bytes)} 的上限，疑为压缩炸弹，未导入。"
        )
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise ImportFault("文件包内有重名条目，内容有歧义，疑为恶意文件，未导入。")
    return Package(archive, bounds, frozenset(names))


def _check_entry(info: zipfile.ZipInfo, limits: PackageLimits) -> None:
    _check_name(info.orig_filename)
    _check_name(info.filename)
    if info.flag_bits & 0x1:
        raise ImportFault("文件设有密码，无法读取。请取消密码后重新保存再导入。")
    if info.file_size > limits.ratio_floor and info.file_size > info.compress_size * limits.ratio:
        raise ImportFault(f"文件包内的“{info.filename}”压缩比异常，疑为压缩炸弹，未导入。")


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse one XML part without DTD, entities, network or unbounded depth.

    Raises:
        ImportFault: not well formed, with a DTD, or nested deeper than the parser allows.
    """
    data = _STRICT.sub(lambda m: _TRANSITIONAL + _STRICT_PATHS.get(m[1], m[1] + b"/2006/"), data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ImportFault(f"部件“{name}”声明了 DTD 或实体，Office 文档不应有此内容，未导入。")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise ImportFault(
                f"部件“{name}”的内容嵌套过深，未导入。请减少表格嵌套层数。"
            ) from error
        raise ImportFault(f"部件“{name}”不是完整的 XML，文件可能已损坏：{error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ImportFault(f"部件“{name}”声明了 DTD 或实体，Office 文档不应有此内容，未导入。")
    return root
