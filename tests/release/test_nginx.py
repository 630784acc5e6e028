import gzip
import http.client
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from sitegen.errors import ConfigError
from sitegen.release.compress import variants
from sitegen.release.nginx import (
    CONTENT_SECURITY_POLICY,
    SECURITY_HEADERS,
    Server,
    ServerOptions,
    configuration,
)
from sitegen.release.redirects import Redirects, location
from sitegen.release.store import ReleaseStore

from .conftest import free_port, wait_for_port
from .site import publish

Get = Callable[..., http.client.HTTPResponse]
LONG = ("<p>" + "关于印发实施办法的通知 " * 200 + "</p>").encode()
PAGES = {
    "index.html": b"<h1>home</h1>",
    "404.html": b"<h1>not found</h1>",
    "zwgk/index.html": b"list",
    "zwgk/12.html": LONG,
    "zwgk/政务公开 指南.pdf": b"%PDF",
    "zwgk/a%20b.html": b"percent",
    "zwgk/plain.mjs": b"export {}",
    "assets/site.0a1b2c3d4e.css": b"p{}",
    "assets/logo.svg": b"<svg/>",
    "search/pagefind.js": b"js",
    "search/20260112/index.json": b"{}",
    "search/2026/fragment/zh_1a2b3c4.pf_fragment": b"pf",
    "search/2026/wasm.unknown.pagefind": b"pagefind",
    "search/core.wasm": b"\0asm",
    ".hidden/secret.html": b"secret",
    "zwgk/.git/config": b"secret",
    ".well-known/security.txt": b"Contact:",
    "empty/only/deep.html": b"deep",
}
OLD = {
    "/old/1.html": "/zwgk/12.html",
    "/旧站/公告 1.html": "/zwgk/政务公开 指南.pdf",
    "/ZWGK/12.html": "/zwgk/12.html",
    "/art/show.jsp?id=5": "/zwgk/12.html",
    "/art/show.jsp?id=6&t=%E4%B8%AD": "/zwgk/",
    "/zwgk/12.html": "/zwgk/12.html",
    '/lo$t/"quote" {1}; \\x': "/zwgk/?q=中文#段",
    "/old/" + "很长的旧栏目名称" * 12 + ".html": "/",
}


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if not program:
        pytest.skip("needs nginx")
    folder = tmp_path_factory.mktemp("nginx")
    store, port = ReleaseStore(folder / "build"), free_port()
    packed = [v for path, data in PAGES.items() for v in variants(path, data, ["gzip"])]
    manifest = publish(store, PAGES | dict(packed), redirects=OLD).manifest
    publish(store, {"index.html": b"county"}, site="county-x")
    servers = [
        Server("city", "www.city.test", str(store.build / "city"), OLD, manifest.files),
        Server("county-x", "某县.test", str(store.build / "county-x")),
    ]
    (folder / "sites.conf").write_text(
        configuration(servers, ServerOptions(listen=f"127.0.0.1:{port}")), encoding="utf-8"
    )
    main = folder / "nginx.conf"
    main.write_text(
        ("user root;\n" if os.getuid() == 0 else "")
        + f"daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        "events {}\nhttp {\n"
        "include /etc/nginx/mime.types;\ngzip on;\n"
        f"access_log off;\nclient_body_temp_path {folder}/body;\nproxy_temp_path {folder}/p;\n"
        f"fastcgi_temp_path {folder}/f;\nuwsgi_temp_path {folder}/u;\nscgi_temp_path {folder}/s;\n"
        f"include {folder}/sites.conf;\n}}\n"
    )
    test = subprocess.run([program, "-t", "-c", main], capture_output=True, text=True, check=False)
    assert test.returncode == 0, test.stderr
    assert "warn" not in test.stderr
    with (folder / "out").open("wb") as out:
        server = subprocess.Popen([program, "-c", str(main)], stderr=out)
    try:
        wait_for_port(server, port, folder / "out")
        yield _getter(port)
    finally:
        server.terminate()
        server.wait()


def _getter(port: int) -> Get:
    def get(path: str, host: str = "www.city.test", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": host, **names})
        response = connection.getresponse()
        response.body = response.read()  # type: ignore[attr-defined]
        connection.close()
        return response

    return get


def body(response: http.client.HTTPResponse) -> bytes:
    return response.body  # type: ignore[attr-defined, no-any-return]


SERVED = [path for path in PAGES if "/." not in f"/{path}" and path != "404.html"]


@pytest.mark.server
@pytest.mark.parametrize("path", SERVED)
def test_every_file_is_served_with_its_bytes(get: Get, path: str) -> None:
    response = get("/" + quote(path))
    assert response.status == 200
    assert body(response) == PAGES[path]


@pytest.mark.server
def test_a_folder_shows_its_index_and_gets_its_slash(get: Get) -> None:
    assert body(get("/zwgk/")) == b"list"
    response = get("/zwgk")
    assert response.status == 301
    assert response.headers["Location"] == "/zwgk/"


@pytest.mark.server
@pytest.mark.parametrize(
    "path",
    [
        "/nothing.html",
        "/manifest.json",
        "/.hidden/secret.html",
        "/zwgk/.git/config",
        "/zwgk/%2egit/config",
        "/empty/",
        "/404.html",
        "/assets/gone.0a1b2c3d4e.css",
    ],
)
def test_what_is_not_public_is_not_found_and_shows_the_page_for_it(get: Get, path: str) -> None:
    response = get(path)
    assert response.status == 404
    assert body(response) == PAGES["404.html"]
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.server
def test_well_known_files_are_public(get: Get) -> None:
    assert get("/.well-known/security.txt").status == 200


@pytest.mark.server
@pytest.mark.parametrize("old", [old for old in OLD if old != "/zwgk/12.html"])
def test_old_addresses_lead_to_the_new_ones(get: Get, old: str) -> None:
    response = get(quote(old, safe="/?&=%"))
    assert response.status == 301
    assert response.headers["Location"] == location(OLD[old])


@pytest.mark.server
def test_an_old_address_that_differs_in_case_does_not_redirect_the_page_to_itself(
    get: Get,
) -> None:
    assert get("/zwgk/12.html").status == 200
    assert get("/ZWGK/12.html").status == 301
    assert get("/art/show.jsp?id=7").status == 404


@pytest.mark.server
def test_the_precompressed_file_is_sent_to_those_who_take_it(get: Get) -> None:
    packed = get("/zwgk/12.html", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["Content-Type"] == "text/html; charset=utf-8"
    assert gzip.decompress(body(packed)) == LONG
    assert get("/zwgk/12.html").headers["Content-Encoding"] is None


@pytest.mark.server
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "no-cache"),
        ("/zwgk/12.html", "no-cache"),
        ("/assets/logo.svg", "no-cache"),
        ("/search/pagefind.js", "no-cache"),
        ("/search/20260112/index.json", "no-cache"),
        ("/assets/site.0a1b2c3d4e.css", "public, max-age=31536000, immutable"),
        (
            "/search/2026/fragment/zh_1a2b3c4.pf_fragment",
            "public, max-age=31536000, immutable",
        ),
    ],
)
def test_only_names_with_a_hash_are_kept_for_ever(get: Get, path: str, expected: str) -> None:
    response = get(path)
    assert response.headers["Cache-Control"] == expected
    again = get(path, If_None_Match=response.headers["ETag"])
    assert (again.status, again.headers["Cache-Control"]) == (304, expected)


@pytest.mark.server
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/zwgk/plain.mjs", "text/javascript; charset=utf-8"),
        ("/search/core.wasm", "application/wasm"),
        ("/search/2026/wasm.unknown.pagefind", "application/octet-stream"),
        ("/search/20260112/index.json", "application/json; charset=utf-8"),
        ("/assets/logo.svg", "image/svg+xml; charset=utf-8"),
        ("/zwgk/%E6%94%BF%E5%8A%A1%E5%85%AC%E5%BC%80%20%E6%8C%87%E5%8D%97.pdf", "application/pdf"),
    ],
)
def test_files_have_their_types(get: Get, path: str, expected: str) -> None:
    assert get(path).headers["Content-Type"] == expected


@pytest.mark.server
@pytest.mark.parametrize("path", ["/", "/zwgk/12.html", "/assets/site.0a1b2c3d4e.css", "/none"])
def test_every_answer_has_the_security_headers_once(get: Get, path: str) -> None:
    headers = get(path).headers
    for name, value in SECURITY_HEADERS.items():
        assert headers.get_all(name) == [value]
    assert headers["Server"] == "nginx"


@pytest.mark.server
def test_each_site_has_its_own_domain_chinese_ones_too(get: Get) -> None:
    assert body(get("/", host="某县.test".encode("idna").decode())) == b"county"


@pytest.mark.server
def test_with_a_certificate_nginx_speaks_https_and_says_so(tmp_path: Path) -> None:
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if not program or not shutil.which("openssl") or not _speaks_ipv6():
        pytest.skip("needs nginx, openssl and IPv6")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=x", "-keyout", "city.key", "-out", "city.pem"]
    subprocess.run([*make, *names], cwd=tmp_path, check=True, capture_output=True)
    options = ServerOptions("", ("gzip",), f"{tmp_path}/{{site}}.pem", f"{tmp_path}/{{site}}.key")
    text = configuration([Server("city", "www.city.test", str(tmp_path))], options)
    assert "listen 443 ssl" in text
    assert 'Strict-Transport-Security "max-age=31536000"' in text
    assert "return 301 https://$host$request_uri;" in text
    main = tmp_path / "nginx.conf"
    (tmp_path / "sites.conf").write_text(text, encoding="utf-8")
    main.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ include {tmp_path}/sites.conf; }}")
    test = subprocess.run([program, "-t", "-c", main], capture_output=True, text=True, check=False)
    assert test.returncode == 0, test.stderr


def test_a_port_is_listened_on_over_both_protocols() -> None:
    server = Server("city", "a.test", "/srv")
    assert _listening(server, ServerOptions()) == ["listen 80;", "listen [::]:80;"]
    assert _listening(server, ServerOptions("8080")) == ["listen 8080;", "listen [::]:8080;"]
    assert _listening(server, ServerOptions("10.0.0.1:80")) == ["listen 10.0.0.1:80;"]
    assert _listening(server, ServerOptions("", certificate="/c", key="/k")) == [
        *("listen 80;", "listen [::]:80;"),
        *("listen 443 ssl http2;", "listen [::]:443 ssl http2;"),
    ]
    assert _listening(server, ServerOptions("0.0.0.0:443", certificate="/c", key="/k")) == [
        *("listen 80;", "listen 0.0.0.0:443 ssl http2;"),
    ]


@pytest.mark.server
def test_a_page_is_served_over_both_protocols(tmp_path: Path) -> None:
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if not program or not _speaks_ipv6():
        pytest.skip("needs nginx and IPv6")
    port = free_port()
    text = configuration([Server("city", "a.test", str(tmp_path))], ServerOptions(str(port)))
    (tmp_path / "sites.conf").write_text(text, encoding="utf-8")
    main = tmp_path / "nginx.conf"
    main.write_text(
        f"daemon off;\npid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; include {tmp_path}/sites.conf; }}"
    )
    with (tmp_path / "out").open("wb") as out:
        server = subprocess.Popen([program, "-c", str(main)], stderr=out)
    try:
        wait_for_port(server, port, tmp_path / "out")
        for host in ("127.0.0.1", "::1"):
            connection = http.client.HTTPConnection(host, port, timeout=10)
            connection.request("GET", "/", headers={"Host": "a.test"})
            assert connection.getresponse().getheader("X-Content-Type-Options") == "nosniff"
            connection.close()
    finally:
        server.terminate()
        server.wait()


def _listening(server: Server, options: ServerOptions) -> list[str]:
    lines = configuration([server], options).splitlines()
    return [line.strip() for line in lines if line.strip().startswith("listen")]


def _speaks_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def test_other_formats_are_named_only_when_told() -> None:
    server = Server("city", "a.test", "/srv")
    assert "brotli_static" not in configuration([server], ServerOptions())
    text = configuration([server], ServerOptions(formats=("gzip", "br", "zstd")))
    assert "brotli_static on;" in text
    assert "zstd_static on;" in text


def test_the_configuration_depends_on_nothing_but_its_input() -> None:
    server = Server("city", "a.test", "/srv", dict(reversed(OLD.items())), PAGES)
    other = Server("city", "a.test", "/srv", OLD, list(reversed(PAGES)))
    assert configuration([server], ServerOptions()) == configuration([other], ServerOptions())


@pytest.mark.parametrize(
    ("server", "options", "message"),
    [
        (Server("city", "a b;", "/srv"), ServerOptions(), "域名不能用于 nginx"),
        (Server("city", "a.test", "/s$rv"), ServerOptions(), "路径中不能有"),
        (Server("city", "a.test", "/srv"), ServerOptions("80; evil"), "监听地址"),
        (Server("city", "a.test", "/srv"), ServerOptions(certificate="/c"), "须同时给出"),
        (Server("city", "a.test", "/srv"), ServerOptions(formats=("lzma",)), "不认识"),
    ],
)
def test_values_that_would_break_the_configuration_are_refused(
    server: Server, options: ServerOptions, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        configuration([server], options)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/a b", "/a%20b"),
        ("/a%20b", "/a%20b"),
        ("/a%2520b", "/a%2520b"),
        ("/政", "/%E6%94%BF"),
        ("/a?x=1&y=%20 z", "/a?x=1&y=%20%20z"),
        ('/$a"b', "/%24a%22b"),
    ],
)
def test_a_location_is_encoded_exactly_once(address: str, expected: str) -> None:
    assert location(address) == expected


def test_an_old_address_with_control_characters_is_left_out() -> None:
    assert Redirects.of({"/a%0Ab": "/x", "/c": "/x"}, []).plain == {"/c": "/x"}
