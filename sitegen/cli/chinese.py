"""What Click says by itself, in Chinese: the frame of the help, and what is wrong with options.

Click looks its words up with gettext, which goes by the language of the terminal. Those who run
sitegen read Chinese whatever their terminal is set to, so Click's functions for it are replaced.
Words that a later version of Click brings stay English; a test looks for them.
"""

from typing import Any
from unicodedata import east_asian_width

import click
from click import core, decorators, exceptions, formatting, parser, types

_SAID = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这份说明",
    "Show the version and exit.": "显示版本号",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "default: {default}": "默认 {default}",
    "required": "必填",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "用法详见 {command} {option}",
    "Missing command.": "没有写命令。",
    "Missing argument": "没有写参数",
    "Missing option": "没有写选项",
    "Missing parameter": "没有写参数",
    "No such command {name!r}.": "没有命令“{name}”。",
    "No such option {name!r}.": "没有选项“{name}”。",
    "No such option: {name}": "没有选项“{name}”。",
    "Did you mean {possibility}?": "是不是想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是想写其中之一：{possibilities}？）",
    "Got unexpected extra argument ({args})": "多出了参数：{args}",
    "Got unexpected extra arguments ({args})": "多出了参数：{args}",
    "Argument {name!r} takes {nargs} values.": "参数“{name}”要写 {nargs} 个值。",
    "Option {name!r} does not take a value.": "选项“{name}”后面不写值。",
    "Option {name!r} requires an argument.": "选项“{name}”后面要写值。",
    "Option {name!r} requires {nargs} arguments.": "选项“{name}”后面要写 {nargs} 个值。",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Choose from:\n\t{choices}": "可以写：\n\t{choices}",
    "{value!r} is not {choice}.": "“{value}”应当是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不是以下之一：{choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是{number_type}。",
    "{value} is not in the range {range}.": "{value} 超出了范围 {range}。",
    "{name} {filename!r} does not exist.": "{name}“{filename}”不存在。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里要写{name}。",
    "{name} {filename!r} is a directory.": "“{filename}”是目录，这里要写{name}。",
    "{name} {filename!r} is not readable.": "{name}“{filename}”不可读。",
    "{name} {filename!r} is not writable.": "{name}“{filename}”不可写。",
    "Could not open file {filename!r}: {message}": "打不开文件“{filename}”：{message}",
    "file": "文件",
    "directory": "目录",
    "path": "路径",
}
_KINDS: "tuple[tuple[type[click.ParamType[Any]], str], ...]" = (
    (types.StringParamType, "文字"),
    (types.IntParamType, "整数"),
    (types.IntRange, "整数"),
)


def speak_chinese() -> None:
    """Have Click say in Chinese what it says by itself; to be called before options are made."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        vars(module).update(_=_said, ngettext=_counted)
    for kind, name in _KINDS:
        kind.name = name
    vars(formatting)["term_len"] = _width


def _said(message: str) -> str:
    return _SAID.get(message, message)


def _counted(one: str, many: str, count: int) -> str:
    return _said(one if count == 1 else many)


def _width(text: str) -> int:
    """How many places a text takes on the terminal: a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in click.unstyle(text))


def in_chinese(command: click.Command) -> click.Command:
    """Return a command with the pieces of its usage line in Chinese."""
    if command.options_metavar == "[OPTIONS]":
        command.options_metavar = "[选项]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for inner in command.commands.values():
            in_chinese(inner)
    return command
