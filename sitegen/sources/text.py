"""From bytes to text: encodings that editors' programs produce are named, not guessed away."""

import codecs
import re

from sitegen.sources.faults import Fault

MAX_TEXT = 5 * 1024 * 1024
"""The largest text file that is read, in bytes; the longest laws are below one tenth of it."""

_UTF8_BOM = codecs.BOM_UTF8
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONFLICT = re.compile(rb"^(?:<{7}|>{7})(?= |\r?$)", re.M)
"""What git leaves of two versions that it could not join; `=======` alone underlines a heading."""

_RESAVE = "请在编辑器中选择“另存为”，编码选 UTF-8（无 BOM）"


def bytes_of(path: str) -> bytes:
    """Read a whole file; with tens of thousands, a `Path` for each costs as much as opening it."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def decode(data: bytes) -> tuple[str | None, list[Fault]]:
    """Decode a file's bytes; line ends become `\\n`. The text is None where it is unreadable."""
    faults: list[Fault] = []
    if len(data) > MAX_TEXT:
        return None, [too_large(len(data))]
    if data.startswith(_UTF8_BOM):
        faults.append(Fault("source-bom", "文件开头有 BOM 标记", _RESAVE, 1))
        data = data[len(_UTF8_BOM) :]
    # Searching for a single sign first takes no time, and hardly any file has one.
    if (b"<" in data or b">" in data) and (left := _CONFLICT.search(data)):
        return None, [*faults, _conflict(data, left.start())]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [*faults, _unreadable(data, error)]
    # Half of many a Chinese character looks like these: among bytes nothing does.
    if b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if b"\x00" in data:
        return None, [*faults, Fault("source-encoding", "文件含有空字符，不是文本", _RESAVE, 1)]
    return text, faults


def too_large(size: int) -> Fault:
    """Say that a text file is larger than anything an editor writes."""
    return Fault(
        "source-too-large",
        f"文件有 {size / 1024 / 1024:.1f} MB，超过 {MAX_TEXT // 1024 // 1024} MB 的上限",
        "正文请拆分；图片、视频等请作为附件单独存放",
        0,
    )


def _conflict(data: bytes, start: int) -> Fault:
    """Say that two versions of a file wait to be made one: neither may be published as it is."""
    return Fault(
        "source-conflict",
        "文件里留有合并冲突的标记（<<<<<<<、=======、>>>>>>>），两个人的修改还没有合成一份",
        "请对照标记上下的两种写法，留下正确的，并删去这三种标记行",
        data.count(b"\n", 0, start) + 1,
    )


def _unreadable(data: bytes, error: UnicodeDecodeError) -> Fault:
    line = data.count(b"\n", 0, error.start) + 1
    if data.startswith(_WIDE_BOMS) or (b"\x00" in data[:200]):
        name, line = "UTF-16", 1
    else:
        try:
            data.decode("gb18030")
            name = "GBK（GB18030）"
        except UnicodeDecodeError:
            name = "未知"
    return Fault("source-encoding", f"文件不是 UTF-8 编码（看起来是 {name} 编码）", _RESAVE, line)
