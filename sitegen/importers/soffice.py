"""Turning old office files (.doc, .wps, .rtf, .odt, .xls, .et …) into OOXML.

LibreOffice does it where it is installed: in a profile of its own, with macros, active
content and link updates switched off, in a process group that dies with the time limit.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final, Literal

from sitegen.errors import ImportFault

Target = Literal["docx", "xlsx"]
_FILTERS: Final[dict[Target, str]] = {
    "docx": "docx:MS Word 2007 XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}
_SETTINGS: Final = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)


def find_soffice() -> str | None:
    """The path of LibreOffice's command, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" '
        f'oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>\n",
        encoding="utf-8",
    )


def convert(
    source: Path, target: Target, *, program: str | None = None, timeout: int = 180
) -> bytes:
    """Convert the file `source` and return the bytes of the new file.

    Args:
        source: the old file; it is copied, never opened in place.
        target: the format wanted.
        program: LibreOffice's command; found on the PATH by default.
        timeout: seconds after which the conversion is given up.

    Raises:
        ImportFault: LibreOffice is missing, failed, or took too long.
    """
    command = program or find_soffice()
    if command is None:
        raise ImportFault(
            f"“{source.name}”是 {source.suffix} 格式，须借助 LibreOffice 转换，但本机没有安装。"
            f"请在 Word 或 WPS 中另存为 .{target} 后再导入，或安装 LibreOffice。"
        )
    with tempfile.TemporaryDirectory(prefix="sitegen-office-") as name:
        work = Path(name)
        _write_profile(work / "profile")
        copy = work / f"input{source.suffix.lower()}"
        shutil.copyfile(source, copy)
        _run([command, *_arguments(work, copy, target)], work, timeout, source.name)
        result = work / "out" / f"input.{target}"
        if not result.is_file():
            raise ImportFault(f"LibreOffice 无法转换“{source.name}”，文件可能已损坏或设有密码。")
        return result.read_bytes()


def _arguments(work: Path, copy: Path, target: Target) -> list[str]:
    return [
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        _FILTERS[target],
        "--outdir",
        str(work / "out"),
        str(copy),
    ]


def _run(command: list[str], work: Path, timeout: int, name: str) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(work), "LC_ALL": "C.UTF-8"}
    try:
        process = subprocess.Popen(
            command,
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ImportFault(f"无法启动 LibreOffice（{command[0]}）：{error.strerror}") from error
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise ImportFault(f"LibreOffice 转换“{name}”超过 {timeout} 秒，已中止。") from error
    finally:
        # The launcher leaves the real program as a child: end the whole group.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
