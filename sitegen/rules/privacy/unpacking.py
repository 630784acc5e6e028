"""Looking into files that hold files: how much may be unpacked, and what stayed closed."""

import io
import zipfile
from dataclasses import dataclass, field

from sitegen.errors import SitegenError

PART_LIMIT = 64_000_000
WHOLE_LIMIT = 256_000_000
DEPTH = 4
"""How many archives inside each other are looked into."""
SEALED = ("rar", "7z", "tar", "gz", "tgz", "bz2", "xz")
"""Archives that nothing here can open."""
ENCRYPTED, UTF8 = 0x1, 0x800
"""Bits of a zip entry's flags."""


class UnreadableError(SitegenError):
    """A file that is not what its extension says, is encrypted, or unpacks to too much."""


@dataclass
class Unpacking:
    """What one attachment may still cost, in bytes, and which parts of it stayed closed."""

    left: int = WHOLE_LIMIT
    unread: list[str] = field(default_factory=list)


class Archive:
    """A zip archive in memory; raises UnreadableError where it is damaged or closed."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except Exception:  # zipfile raises whatever a broken archive makes it raise
            raise UnreadableError("文件损坏") from None

    @property
    def files(self) -> list[zipfile.ZipInfo]:
        """The packed files, in the archive's order."""
        return [info for info in self._zip.infolist() if not info.is_dir()]

    def read(self, info: zipfile.ZipInfo, job: Unpacking) -> bytes:
        """One packed file, at the cost of the job."""
        if info.flag_bits & ENCRYPTED:
            raise UnreadableError("设有打开密码")
        if info.file_size > min(PART_LIMIT, job.left):
            raise UnreadableError("解压后过大")
        job.left -= info.file_size
        try:
            return self._zip.read(info)
        except NotImplementedError:
            raise UnreadableError("压缩方法不认识") from None
        except Exception:  # as above
            raise UnreadableError("文件损坏") from None


def shown_name(info: zipfile.ZipInfo) -> str:
    """The name of a packed file; archives made on Chinese Windows hold it in GBK."""
    if info.flag_bits & UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
