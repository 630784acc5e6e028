"""Server blocks for nginx: what a release needs to be served as it was made.

All headers are set once a server, with values from maps: `add_header` in a location would
drop those of its server.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.errors import ConfigError
from sitegen.release.redirects import Redirects, hash_sizes, map_block, quoted

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",  # the search runs WebAssembly
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TRANSPORT_SECURITY = "max-age=31536000"
_MODULES = {"gzip": "gzip_static", "br": "brotli_static", "zstd": "zstd_static"}
_DOMAIN = re.compile(r"(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_LISTEN = re.compile(r"(?:[0-9.]+:|\[[0-9A-Fa-f:]+\]:)?\d{1,5}")

# A name with a hash in it never gets other content. At least one letter is asked for, so that
# a date or a number in a name is no hash; a hash of digits alone merely costs a revalidation.
_CACHE = """\
map "$status $uri" $sitegen_cache {
    default "no-cache";
    "~^(200|206|304) /(assets|search)/(.*[._/-])?(?=[0-9]*[a-f])[0-9a-f]{7,64}([._/-]|$)" \
"public, max-age=31536000, immutable";
}"""

_TYPES = {
    "text/html": "html htm",
    "text/css": "css",
    "text/plain": "txt",
    "text/csv": "csv",
    "text/javascript": "js mjs",
    "application/json": "json map",
    "application/manifest+json": "webmanifest",
    "application/xml": "xml xsl",
    "application/atom+xml": "atom",
    "application/rss+xml": "rss",
    "application/wasm": "wasm",
    "application/octet-stream": "pagefind pf_meta pf_index pf_fragment pf_filter pf_sort bin",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg jpeg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/x-icon": "ico",
    "font/woff": "woff",
    "font/woff2": "woff2",
    "font/ttf": "ttf",
    "application/pdf": "pdf",
    "application/ofd": "ofd",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.ms-works": "wps",
    "application/zip": "zip",
    "application/vnd.rar": "rar",
    "application/x-7z-compressed": "7z",
    "application/gzip": "gz",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "text/vtt": "vtt",
}
_WITH_CHARSET = (
    "text/css text/plain text/javascript text/vtt application/json application/manifest+json "
    "application/xml application/atom+xml application/rss+xml image/svg+xml"
)


@dataclass(frozen=True, slots=True)
class Server:
    """One site to be served: where it stands, and the manifest's redirects and file paths."""

    site: str
    domain: str
    root: str
    redirects: Mapping[str, str] = field(default_factory=dict)
    files: Iterable[str] = ()


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What the machine offers.

    `listen` is a port or address:port, "" for the usual port; a port alone is listened on over IPv4
    and IPv6, which the inspection asks for (IPv6 支持). `formats` are those of
    `precompress` that its nginx can send; `certificate` and `key` are paths in which `{site}` and
    `{domain}` are filled in, both or none: with them a server speaks HTTPS, and port 80
    redirects to it.
    """

    listen: str = ""
    formats: Sequence[str] = ("gzip",)
    certificate: str = ""
    key: str = ""


def configuration(servers: Sequence[Server], options: ServerOptions) -> str:
    """The file to be included in nginx's `http` block; raises `ConfigError`."""
    _check(servers, options)
    redirects = [Redirects.of(server.redirects, tuple(server.files)) for server in servers]
    parts = [
        "# 由 sitegen nginx 生成，请勿手工修改；用 include 放进 nginx 的 http 块。",
        hash_sizes(redirects),
        _CACHE,
    ]
    for server, old in zip(servers, redirects, strict=True):
        name = _variable(server.site)
        if old.plain:
            parts.append(map_block("$uri", name, old.plain))
        if old.queried:
            parts.append(map_block("$uri?$args", f"{name}_query", old.queried))
        if options.certificate:
            parts.append(_to_https(server, options))
        parts.append(_server(server, old, options))
    return "\n\n".join(part for part in parts if part) + "\n"


def _server(server: Server, old: Redirects, options: ServerOptions) -> str:
    name = _variable(server.site)
    headers = dict(SECURITY_HEADERS)
    if options.certificate:
        headers["Strict-Transport-Security"] = _TRANSPORT_SECURITY
    lines = [
        *_listening(server, options),
        f"server_name {_ascii(server.domain)};",
        f"root {quoted(server.root)};",
        "index index.html;",
        "server_tokens off;",
        "autoindex off;",
        "absolute_redirect off;",
        "charset utf-8;",
        f"charset_types {_WITH_CHARSET};",
        "default_type application/octet-stream;",
        "types {",
        *(f"    {kind} {suffixes};" for kind, suffixes in _TYPES.items()),
        "}",
        *_compression(options.formats),
        "add_header Cache-Control $sitegen_cache always;",
        *(f"add_header {key} {quoted(value)} always;" for key, value in headers.items()),
        "error_page 404 /404.html;",
        "error_page 403 =404 /404.html;",
        *(_returned(name) if old.plain else ()),
        *(_returned(f"{name}_query") if old.queried else ()),
        "location = /404.html { internal; }",
        "location = /manifest.json { return 404; }",
        r"location ~ /\.(?!well-known/) { return 404; }",
    ]
    return "\n".join(["server {", *(f"    {line}" for line in lines), "}"])


def _listening(server: Server, options: ServerOptions) -> list[str]:
    if not options.certificate:
        return _listens(options.listen or "80")
    certificate, key = (
        path.replace("{site}", server.site).replace("{domain}", _ascii(server.domain))
        for path in (options.certificate, options.key)
    )
    return [
        *_listens(options.listen or "443", " ssl http2"),
        f"ssl_certificate {quoted(certificate)};",
        f"ssl_certificate_key {quoted(key)};",
        "ssl_protocols TLSv1.2 TLSv1.3;",
    ]


def _listens(where: str, more: str = "") -> list[str]:
    """The directives for a port, over both protocols, or for one address of the machine."""
    addresses = [where] if ":" in where else [where, f"[::]:{where}"]
    return [f"listen {address}{more};" for address in addresses]


def _compression(formats: Sequence[str]) -> list[str]:
    modules = [f"{module} on;" for name, module in _MODULES.items() if name in formats]
    return ["gzip off;", *modules, "gzip_vary on;"]


def _returned(variable: str) -> list[str]:
    return [f"if ({variable}) {{ return 301 {variable}; }}"]


def _to_https(server: Server, options: ServerOptions) -> str:
    lines = [
        # Whoever names an address may be on a machine without IPv6.
        *(["listen 80;"] if ":" in options.listen else _listens("80")),
        f"server_name {_ascii(server.domain)};",
        "server_tokens off;",
        "return 301 https://$host$request_uri;",
    ]
    return "\n".join(["server {", *(f"    {line}" for line in lines), "}"])


def _variable(site: str) -> str:
    return "$sitegen_" + site.replace("-", "_")


def _ascii(domain: str) -> str:
    """A Chinese domain as the network knows it; "" for one that has no such form."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return ""


def _check(servers: Sequence[Server], options: ServerOptions) -> None:
    if options.listen and not _LISTEN.fullmatch(options.listen):
        raise ConfigError(f"监听地址须是端口或“地址:端口”：“{options.listen}”。")
    if bool(options.certificate) != bool(options.key):
        raise ConfigError("证书和私钥须同时给出。")
    unknown = [name for name in options.formats if name not in _MODULES]
    if unknown:
        raise ConfigError(f"不认识的预压缩格式“{unknown[0]}”；可用：{'、'.join(_MODULES)}。")
    for server in servers:
        if not _DOMAIN.fullmatch(_ascii(server.domain)):
            raise ConfigError(f"站点 {server.site} 的域名不能用于 nginx：“{server.domain}”。")
        for path in (server.root, options.certificate, options.key):
            if re.search(r"[$\x00-\x1f]", path):
                raise ConfigError(f"路径中不能有“$”和控制字符：“{path}”。")
