"""Walking folders that the operator puts together, such as themes: links are followed there."""

import os
from collections.abc import Iterator

_CACHE = "__pycache__"


def walk(top: str) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Yield every folder at or below `top`, with what is no folder in it, in a fixed order.

    Whatever opens a file by its path follows links, so walking has to, or what stands behind them
    would change unseen. A link that leads to a folder above it is passed over: it has no end.
    """
    waiting: list[tuple[str, tuple[str, ...]]] = [(top, ())]
    while waiting:
        place, above = waiting.pop()
        try:
            with os.scandir(place) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        files: list[os.DirEntry[str]] = []
        for entry in entries:
            if not entry.is_dir():
                files.append(entry)
            elif not entry.is_symlink():
                if entry.name != _CACHE:
                    waiting.append((entry.path, above))
            else:
                target, here = os.path.realpath(entry.path), os.path.realpath(place)
                entered = (*above, here, target)
                if not any(f"{one}/".startswith(f"{target}/") for one in entered[:-1]):
                    waiting.append((entry.path, entered))
        yield place, files
