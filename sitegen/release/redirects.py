"""Old addresses as nginx maps.

nginx compares map keys without regard to case. An old address that differs only in case from a
page, or from another old address, is therefore written as a regular expression: else a page
would be redirected to itself for ever.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

_SAFE = "/~!&'()*+,;=:@-._"
_SAFE_QUERY = _SAFE + "?%"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DEFAULT_KEY = 44  # bytes that fit into nginx's smallest default bucket
_DEFAULT_COUNT = 1024


@dataclass(frozen=True, slots=True)
class Redirects:
    """One site's old addresses: `plain` by path, `queried` by path and query string."""

    plain: Mapping[str, str]
    queried: Mapping[str, str]

    @classmethod
    def of(cls, redirects: Mapping[str, str], files: Collection[str]) -> "Redirects":
        """Take the manifest's redirects and file paths; a redirect to itself is left out."""
        plain: dict[str, str] = {}
        queried: dict[str, str] = {}
        for old, new in sorted(redirects.items()):
            path, mark, query = old.partition("#")[0].partition("?")
            key, target = unquote(path) + mark + query, location(new)
            if _CONTROL.search(key) or location(old) == target:
                continue
            (queried if mark else plain)[key] = target
        taken = {_folded(url) for path in files for url in _addresses(path)}
        return cls(_keyed(plain, taken), _keyed(queried, set()))


def location(address: str) -> str:
    """An address as a Location header has it: percent-encoded once, whatever it was before."""
    path, fragment_mark, fragment = address.partition("#")
    path, query_mark, query = path.partition("?")
    encoded = quote(unquote(path), safe=_SAFE) + query_mark + quote(query, safe=_SAFE_QUERY)
    return encoded + fragment_mark + quote(unquote(fragment), safe=_SAFE)


def quoted(text: str) -> str:
    """A string of nginx's configuration language."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def map_block(source: str, variable: str, entries: Mapping[str, str]) -> str:
    """A `map` from the string `source` to `variable`, empty by default."""
    lines = [f"    {quoted(key)} {quoted(target)};" for key, target in sorted(entries.items())]
    return "\n".join([f'map "{source}" {variable} {{', '    default "";', *lines, "}"])


def hash_sizes(sites: Iterable[Redirects]) -> str:
    """The directives that long or many keys need; "" when nginx's defaults do."""
    maps = [keys for site in sites for keys in (site.plain, site.queried) if keys]
    longest = max((len(key.encode()) for keys in maps for key in keys), default=0)
    most = max(map(len, maps), default=0)
    lines = []
    if longest > _DEFAULT_KEY:
        lines.append(f"map_hash_bucket_size {_power(longest + 32)};")
    if most > _DEFAULT_COUNT:
        lines.append(f"map_hash_max_size {_power(2 * most)};")
    return "\n".join(lines)


def _keyed(entries: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    count = Counter(map(_folded, entries))
    return {
        key if count[_folded(key)] == 1 and _folded(key) not in taken else _exactly(key): target
        for key, target in entries.items()
    }


def _exactly(key: str) -> str:
    return f"~^{re.escape(key)}$"


def _addresses(path: str) -> Iterable[str]:
    yield f"/{path}"
    folder, _, name = path.rpartition("/")
    if name == "index.html":
        yield f"/{folder}/" if folder else "/"


def _folded(text: str) -> str:
    return text.translate(_LOWER)


_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _power(least: int) -> int:
    return 1 << (least - 1).bit_length()
