"""Trees that stand ready for the releases to come: equal to a release, and nobody's yet.

A release grows from a tree that differs little from it. As long as a site has fewer releases than
it keeps, no old one can be taken over, and linking all files of a large site anew would take as
long as all else that an edit costs. So the first release leaves as many trees as will be wanted.

A spare is whole once it has its manifest, the last thing written; anything else is rubbish.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from sitegen.release.durable import sync_all, sync_path
from sitegen.release.history import Release, site_folder
from sitegen.release.manifest import MANIFEST_NAME
from sitegen.release.tree import Tree

PREFIX = ".spare-"
FEW_FILES = 2000
"""Linking fewer files than this is not worth a tree in advance."""
_MOST = 2
"""With so many, and the usual number of releases, no later one has to be linked whole."""


def is_spare(path: Path) -> bool:
    """Whether something among a site's releases is a spare, and whole."""
    return path.name.startswith(PREFIX) and (path / MANIFEST_NAME).is_file()


def spares_of(build: Path, site: str) -> list[Release]:
    """The spares of a site."""
    found = sorted(site_folder(build, site).glob(f"{PREFIX}*"))
    return [Release(site, path.name, path) for path in found if is_spare(path)]


def places(build: Path, site: str, keep: int) -> list[Path]:
    """Where the first release of a site should leave spares when `keep` releases stay."""
    return [site_folder(build, site) / f"{PREFIX}{n}" for n in range(min(keep - 1, _MOST))]


def link(root: int, files: Iterable[str], folder: Path) -> None:
    """Begin a spare: a new folder with links to files; raises `OSError`.

    `root` is a descriptor of the folder that they are in, which may get another name meanwhile.
    """
    folder.mkdir()
    folder.chmod(0o755)  # the web server runs as another user, whatever this one's umask is
    tree = Tree(folder)
    for path in files:
        os.link(path, tree.place(path), src_dir_fd=root)


def complete(release: Release, folders: Sequence[Path]) -> None:
    """Make spares of folders that hold what a release holds; raises `OSError` or `ReleaseError`."""
    sync_all(release.path.parent)
    for folder in folders:
        Tree(folder).create(MANIFEST_NAME, release.manifest_bytes)
        sync_path(folder / MANIFEST_NAME)


def drop(folders: Iterable[Path]) -> None:
    """Remove spares, whole or not, as far as that can be done."""
    for folder in folders:
        with suppress(OSError):
            (folder / MANIFEST_NAME).unlink(missing_ok=True)
            shutil.rmtree(folder)
