"""Editors read Chinese: nothing of the help or of what is wrong with a command line is English."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator

import click
import pytest

from sitegen.cli import COMMANDS, group

# Names of options, files, programs and formats stay as they are; sentences have small words.
_ENGLISH = re.compile(
    r"\b(?:usage|options?|commands?|arguments?|show|exit|error|try|for help|no such|did you mean"
    r"|missing|invalid|value|is not|got|requires|does|must|default|required|directory|integer"
    r"|range)\b",
    re.IGNORECASE,
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sitegen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def commands(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, *names, name)


def test_every_command_is_looked_at() -> None:
    found = set(commands(group))
    assert {(name,) for name in COMMANDS} < found
    assert {("import", "docx"), ("new", "item"), ("report", "scorecard")} < found


@pytest.mark.parametrize("names", [*commands(group)], ids="-".join)
def test_help_is_chinese(names: tuple[str, ...]) -> None:
    context = click.Context(group, info_name="sitegen")
    command: click.Command = group
    for name in names:
        assert isinstance(command, click.Group)
        inner = command.get_command(context, name)
        assert inner is not None
        command = inner
        context = click.Context(command, parent=context, info_name=name)
    text = command.get_help(context)
    assert text.startswith("用法：")
    assert "显示这份说明" in text
    assert not _ENGLISH.findall(text.replace("--", "-")), text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("biuld",), "没有命令“biuld”"),
        (("build", "--sit", "x"), "没有选项“--sit”。 （是不是想写"),
        (("build", "--site"), "选项“--site”后面要写值"),
        (("build", "--jobs", "0"), "0 超出了范围 x>=1"),
        (("build", "--jobs", "x"), "“x”不是整数"),
        (("build", "county-x"), "多出了参数：county-x"),
        (("build", "--explain=yes"), "选项“--explain”后面不写值"),
        (("check", "--format", "xml"), "“xml”不是以下之一"),
        (("new", "site"), "没有写参数"),
        (("-C", __file__, "build"), f"“{__file__}”是文件，这里要写目录"),
    ],
)
def test_mistakes_are_told_in_chinese(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert not _ENGLISH.findall(result.stderr.replace("--", "-")), result.stderr


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def test_columns_of_the_help_stand_below_each_other() -> None:
    lines = run("build", "--help").stdout.splitlines()
    options = [re.match(r"  -\S+(?: \S+)*  +", line) for line in lines]
    starts = [width(found[0]) for found in options if found]
    assert len(starts) > 5
    assert len(set(starts)) == 1, lines


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"sitegen \d+\.\d+\.\d+\n", run("--version").stdout)
