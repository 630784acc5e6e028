"""`sitegen nginx`: the server blocks of the platform's sites."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.options import site_option
from sitegen.cli.release_options import chosen_sites, opened
from sitegen.errors import UsageError

if TYPE_CHECKING:
    from sitegen.model.platform import Platform
    from sitegen.release.nginx import Server
    from sitegen.release.store import ReleaseStore


@click.command("nginx", help="生成各站点的 nginx 配置（放进 http 块），含跳转、缓存和安全响应头。")
@site_option
@click.option("--target", metavar="名称", help="为这个部署目标生成；不写则直接使用 build/。")
@click.option(
    "--listen", default="", metavar="端口", help="监听的端口（IPv4 和 IPv6），或“地址:端口”。"
)
@click.option("--brotli", is_flag=True, help="nginx 装有 brotli_static 模块。")
@click.option("--zstd", is_flag=True, help="nginx 装有 zstd_static 模块。")
@click.option("--certificate", default="", metavar="路径", help="证书；可用 {site}、{domain}。")
@click.option("--key", default="", metavar="路径", help="私钥；可用 {site}、{domain}。")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写入文件；不写则输出。")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    sites: tuple[str, ...],
    target: str | None,
    listen: str,
    brotli: bool,
    zstd: bool,
    certificate: str,
    key: str,
    output: Path | None,
) -> None:
    """Print the configuration, or write it."""
    from sitegen.release.nginx import ServerOptions, configuration

    platform, store = opened(ctx)
    ids = chosen_sites(platform, sites)
    formats = ["gzip", *(["br"] if brotli else []), *(["zstd"] if zstd else [])]
    options = ServerOptions(listen, formats, certificate, key)
    text = configuration([_server(platform, store, site, target) for site in ids], options)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        from sitegen.release.faults import reason

        raise UsageError(f"不能写入配置：{reason(error)}。") from error


def _server(
    platform: "Platform", store: "ReleaseStore", site_id: str, target: str | None
) -> "Server":
    from sitegen.release.nginx import Server

    manifest = store.current_manifest(site_id)
    if manifest is None:
        click.echo(f"{site_id} 还没有构建，配置中没有旧地址的跳转。", err=True)
    return Server(
        site_id,
        platform.config.site(site_id).domain,
        _root(platform, site_id, target),
        manifest.redirects if manifest else {},
        manifest.files if manifest else (),
    )


def _root(platform: "Platform", site_id: str, target: str | None) -> str:
    if target is None:
        return str(platform.build.resolve() / site_id)
    from sitegen.release.targets import chosen_targets

    found = chosen_targets(platform.config.deploy, [target])[0]
    folder = Path(found.path) if found.kind == "ssh" else platform.root.resolve() / found.path
    return str(folder / site_id / "current")
