"""A theme on disk: templates and assets, the platform's own files before the built-in ones."""

import hashlib
import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, NamedTuple

from sitegen.errors import ThemeError
from sitegen.sources.folders import walk
from sitegen.sources.text import bytes_of

if TYPE_CHECKING:
    from sitegen.render.words import Words

BUILT_IN = "gov"
_REFERENCE = re.compile(rb"""(?<=["'(])(\.{1,2}/[\w./-]+)(?=["')])""")
_STATEMENT = re.compile(r"\{%-?\s*(?:extends|include|import|from)\s+([^%]*?)-?%\}")
_NAME = re.compile(r"""["']([^"']+)["']""")
_TEXT_ASSETS = (".css", ".js", ".mjs", ".svg")


class Asset(NamedTuple):
    """A file of the theme as it is published: below `assets/`, named by its content."""

    path: str
    data: bytes


def built_in_theme() -> Path:
    """Return the folder of the theme that comes with sitegen."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "themes" / BUILT_IN, package.parent / "themes" / BUILT_IN):
        if (folder / "theme.yaml").is_file():
            return folder
    raise ThemeError("找不到自带主题，安装可能不完整，请重新安装 sitegen。")


@dataclass(frozen=True)
class Theme:
    """A stack of theme folders; an earlier one's file hides a later one's of the same name.

    `compiled` holds the code of its templates, for all sites that are drawn with it.
    """

    folders: tuple[Path, ...]
    compiled: dict[tuple[str, ...], CodeType] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of_platform(cls, root: Path, name: str) -> "Theme":
        """Find the platform's theme; what it lacks comes from the built-in one."""
        own = root / "themes" / name
        built_in = built_in_theme()
        if name != BUILT_IN and not own.is_dir():
            message = f"sites.yaml 指定的主题“{name}”不存在：应有目录 themes/{name}。"
            raise ThemeError(message)
        if own.is_dir() and own.resolve() != built_in.resolve():
            return cls((own, built_in))
        return cls((built_in,))

    @property
    def template_folders(self) -> list[str]:
        """The folders that templates are looked for in, in order."""
        return [str(folder / "templates") for folder in self.folders]

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Every asset source of the theme by its name (`css/site.css`)."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            found.update(_files(f"{folder}/static"))
        return found

    @cached_property
    def template_digests(self) -> Mapping[str, str]:
        """The digest of every template together with all that it extends, includes or imports."""
        sources = {name: path.read_text("utf-8") for name, path in self._templates.items()}
        references = {name: _references(source, sources) for name, source in sources.items()}
        digests: dict[str, str] = {}
        for name in sources:
            closure, wanted = set[str](), [name]
            while wanted:
                one = wanted.pop()
                if one not in closure:
                    closure.add(one)
                    wanted += references.get(one, ())
            digest = hashlib.blake2b(digest_size=12)
            for one in sorted(closure):
                digest.update(f"{one}\0{sources.get(one, '')}\0".encode())
            digests[name] = digest.hexdigest()
        return digests

    @cached_property
    def _templates(self) -> Mapping[str, Path]:
        found: dict[str, Path] = {}
        for folder in reversed(self.template_folders):
            for name, path in _files(folder):
                found[name] = path
                if folder == self.template_folders[-1]:
                    found[f"{BUILT_IN}/{name}"] = path
        return found

    def words(self, lang: str) -> "Words":
        """What the theme's texts are called in a language; nothing for the theme's own, Chinese."""
        from sitegen.render.words import Words

        entries: dict[str, str] = {}
        for folder in reversed(self.folders):
            path = folder / "words" / f"{lang}.yaml"
            if path.is_file():
                entries |= _entries(path)
        return Words(entries)

    @cached_property
    def signature(self) -> str:
        """The digest of all files of the theme, as they are when it is first asked for.

        Times would tell less: a file may be saved twice before a file system's clock moves on.
        """
        digest = hashlib.blake2b(digest_size=12)
        for folder in map(str, self.folders):
            for entry in _entries_below(folder):
                data = bytes_of(entry.path)
                digest.update(f"{entry.path[len(folder) :]} {len(data)}\n".encode())
                digest.update(data)
        return digest.hexdigest()

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """Every asset as it is published, by its source's name."""
        return _Naming(self.files).all()


def _files(folder: str) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder that are not hidden, with their names there."""
    for entry in _entries_below(folder):
        if not entry.name.startswith("."):
            yield entry.path[len(folder) + 1 :], Path(entry.path)


def _entries_below(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the files below a folder; not the links that lead nowhere, as editors leave them."""
    for _, entries in walk(folder):
        yield from (entry for entry in entries if entry.is_file())


def _entries(path: Path) -> dict[str, str]:
    import yaml

    try:
        found = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise ThemeError(f"主题的词语表 {path.name} 写法有误：{error}") from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise ThemeError(f"主题的词语表 {path.name} 应为“中文: 译文”，一行一条。")
    return found


class _Naming:
    """Gives assets names that hold a digest, references between them included."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = files
        self.done: dict[str, Asset] = {}
        self.open: list[str] = []

    def all(self) -> dict[str, Asset]:
        return {name: self.named(name) for name in sorted(self.files)}

    def named(self, name: str) -> Asset:
        if name in self.done:
            return self.done[name]
        if name in self.open:
            chain = " → ".join([*self.open, name])
            raise ThemeError(f"主题文件互相引用成环：{chain}。请去掉其中一处引用。")
        self.open.append(name)
        data = self.files[name].read_bytes()
        if name.endswith(_TEXT_ASSETS):
            data = _REFERENCE.sub(lambda found: self._reference(name, found[1]), data)
        self.open.pop()
        self.done[name] = Asset(hashed_name(name, data), data)
        return self.done[name]

    def _reference(self, name: str, written: bytes) -> bytes:
        folder = posixpath.dirname(name)
        target = posixpath.normpath(posixpath.join(folder, written.decode()))
        if target not in self.files:
            return written
        path = self.named(target).path.removeprefix("assets/")
        relative = posixpath.relpath(path, folder or ".")
        return (relative if relative.startswith(".") else f"./{relative}").encode()


def hashed_name(name: str, data: bytes) -> str:
    """Return where an asset is published: `assets/css/site.3fa91c07.css`."""
    stem, dot, suffix = name.rpartition(".")
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"assets/{stem}.{digest}.{suffix}" if dot else f"assets/{name}.{digest}"


def _references(source: str, templates: Mapping[str, str]) -> list[str]:
    """Return the templates that one names; one chosen at run time may be any of them."""
    found: list[str] = []
    for statement in _STATEMENT.finditer(source):
        names = _NAME.findall(statement[1])
        if not names:
            return list(templates)
        found += names
    return found
