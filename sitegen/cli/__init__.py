"""The command line: a thin layer; each command's module is loaded only when it is called."""

import atexit
import gc
import importlib
import os
import sys
import threading
from pathlib import Path

import click

from sitegen import __version__
from sitegen.cli.chinese import in_chinese, speak_chinese
from sitegen.errors import SitegenError

COMMANDS = {
    "build": "构建并发布站点",
    "check": "只检查，不构建",
    "serve": "本机预览，保存即刷新",
    "new": "新建站点、栏目或稿件",
    "init": "新建一个平台",
    "report": "生成检查评分、普查表、预警等报表",
    "import": "把旧网站、Word、Excel 转成稿件",
    "releases": "列出各站点的发布版本",
    "deploy": "部署到目标主机",
    "rollback": "退回以前的发布版本",
    "verify": "核对发布文件是否被改动",
    "nginx": "生成 nginx 配置",
    "rules": "查看检查规则及其依据",
    "schema": "输出各类文件的 JSON Schema",
}
_MODULES = {"import": "import_"}
_GARBAGE = (200_000, 20, 20)
"""A site is read into many small objects that all stay: searching them for cycles so often as by
default takes a quarter of the time of reading it."""


speak_chinese()


class Commands(click.Group):
    """Finds commands by name without importing the others."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Load one command's module."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"sitegen.cli.{_MODULES.get(name, name)}")
        return in_chinese(module.command)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with what each does, without loading any."""
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "--platform",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="平台目录（含 sites.yaml），默认为当前目录或其上级",
)
@click.version_option(__version__, prog_name="sitegen")
@click.pass_context
def group(ctx: click.Context, folder: Path) -> None:
    """sitegen：政府网站集约化平台的静态站点生成器。"""
    ctx.obj = folder


in_chinese(group)


def run() -> None:
    """Run the command line as a program of its own.

    It ends without taking apart what it holds in memory, which goes back to the system at once:
    with a large site the one takes as long as building a small one.
    """
    _open_closed_streams()
    try:
        main()
    except SystemExit as leave:
        atexit._run_exitfuncs()
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            raise leave from None  # Python says what became of the output
        if not isinstance(leave.code, int) or threading.active_count() > 1:
            raise
        os._exit(leave.code)


def _open_closed_streams() -> None:
    """Lead streams nowhere that whoever started the program closed.

    Else the next file that is opened would get the number of one, and what is meant for it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def main() -> None:
    """Run the command line; faults become messages and exit statuses, never tracebacks.

    Exit status: 0 all well, 1 a site is blocked or a check found an error, 2 wrong usage or
    configuration, 3 a fault of sitegen itself.
    """
    gc.set_threshold(*_GARBAGE)
    # Looking for plugins of pydantic among all installed packages takes longer than a small build.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        sys.exit(group.main(prog_name="sitegen", standalone_mode=False) or 0)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.Abort:
        print("已中止。", file=sys.stderr)
        sys.exit(130)
    except click.ClickException as error:
        error.show(file=sys.stderr)
        sys.exit(2)
    except SitegenError as error:
        print(f"错误：{error}", file=sys.stderr)
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        print("已中止。", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        from sitegen.release.faults import reason

        print(f"错误：读写文件失败：{reason(error)}。线上站点没有受影响。", file=sys.stderr)
        sys.exit(1)
    except Exception:
        import traceback

        traceback.print_exc()
        print("sitegen 自身出错，请把以上内容发给维护人员。线上站点没有受影响。", file=sys.stderr)
        sys.exit(3)
