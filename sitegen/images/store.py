"""The cache of variants: `<key>-<width>.webp` files, each written whole or not at all."""

import hashlib
import os
from collections.abc import Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sitegen.images.encoding import encode
from sitegen.images.header import read_header
from sitegen.images.picture import Measured, key_of, variant_name

_HEAD = 1 << 18


class Task(NamedTuple):
    """A picture to be looked at: where it stands, and the SHA-256 that it is known to have."""

    source: Path
    digest: str


@dataclass(frozen=True, slots=True)
class PictureStore:
    """Makes variants below a folder; several processes may do so at once."""

    folder: Path

    def make(self, task: Task) -> Measured | None:
        """Measure a picture and make its variants; None if the file is not what it was."""
        try:
            data = task.source.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != task.digest:
            return None
        header = read_header(data)
        if header is None:
            return Measured()
        key = key_of(task.digest)
        made = encode(data, header)
        for width, content in made:
            self._write(variant_name(key, width), content)
        variants = tuple((width, len(content)) for width, content in made)
        return Measured(header.width, header.height, key if variants else "", variants)

    def path(self, key: str, width: int) -> Path:
        """Return where a variant stands."""
        return self.folder / variant_name(key, width)

    def sizes(self) -> dict[str, int]:
        """Return the name and size in bytes of every variant that is there."""
        with suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            return {entry.name: entry.stat().st_size for entry in entries}
        return {}

    def prune(self, keys: Set[str]) -> int:
        """Remove the variants of pictures that nobody shows; returns how many.

        What a killed build left half written goes too, so nobody may be at work meanwhile.
        """
        gone = [
            name
            for name in self.sizes()
            if name.partition("-")[0] not in keys or not name.endswith(".webp")
        ]
        for name in gone:
            (self.folder / name).unlink(missing_ok=True)
        return len(gone)

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f"{name}.{os.getpid()}"
        unfinished.write_bytes(content)
        unfinished.replace(self.folder / name)


def measure_file(path: Path) -> Measured | None:
    """Return the size of a picture file alone, for pages that are only looked at (preview)."""
    try:
        with path.open("rb") as file:
            header = read_header(file.read(_HEAD))
    except OSError:
        return None
    return Measured(header.width, header.height) if header else None
