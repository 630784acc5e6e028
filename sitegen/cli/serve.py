"""`sitegen serve`."""

import errno
import threading
from multiprocessing import active_children
from pathlib import Path

import click

from sitegen.cli.options import as_of_option, open_platform
from sitegen.errors import UsageError


@click.command("serve", short_help="本机预览，保存即刷新")
@click.option("--site", metavar="ID", help="在 localhost 显示的站点，默认为门户")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@as_of_option
@click.pass_context
def command(ctx: click.Context, site: str | None, port: int, host: str, as_of: str | None) -> None:
    """在本机预览全部站点：草稿标明后显示，检查发现的问题显示在网页上，保存后自动刷新。"""
    from watchfiles import watch

    from sitegen.pipeline.platform_build import choose_sites
    from sitegen.pipeline.workers import default_jobs
    from sitegen.preview.saves import changed_files
    from sitegen.preview.server import Listeners, PreviewServer
    from sitegen.preview.session import PreviewSession
    from sitegen.preview.verdicts import other_process

    folder: Path = ctx.obj
    platform = open_platform(folder)
    chosen = choose_sites(platform, [site] if site else [])[0]
    listeners = Listeners()
    session = PreviewSession(
        platform.root, as_of, default_jobs(), judging=other_process, tell=listeners.tell
    )
    click.echo("正在读取内容……", err=True)
    session.refresh()
    try:
        server = PreviewServer(session, listeners, (host, port), chosen.id)
    except OSError as error:
        session.close()
        raise UsageError(_unheard(error, host, port)) from error
    port = server.port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    changes = watch(
        *session.watched(), debounce=50, step=10, rust_timeout=500, yield_on_timeout=True
    )
    try:
        next(changes)
        # What was saved after the reading and before the watch began is looked for once.
        session.refresh()
        session.warm_up(chosen.id)
        click.echo(f"{chosen.name}：http://localhost:{port}/", err=True)
        for other in session.sites():
            click.echo(f"  {other.label}：http://{other.id}.localhost:{port}/", err=True)
        click.echo("按 Ctrl+C 结束。", err=True)
        for found in changes:
            if paths := changed_files(found):
                session.take(paths)
    finally:
        server.shutdown()
        for process in active_children():
            process.terminate()
        session.close()


def _unheard(error: OSError, host: str, port: int) -> str:
    """Say why nothing can be answered at an address, and what to do instead."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {port} 已被占用，可能已经开着一个预览：请先在浏览器打开 "
            f"http://localhost:{port}/ 查看；要另开一个，请换端口，"
            f"如 sitegen serve --port {port % 65535 + 1}"
        )
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {port}，请换一个 1024 以上的端口，如 sitegen serve --port 8000"
    return f"不能在 {host}:{port} 上预览，请检查 --host；在本机预览不必写这个选项"
