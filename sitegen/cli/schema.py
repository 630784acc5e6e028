"""`sitegen schema`."""

import json
from pathlib import Path

import click

from sitegen.cli.options import open_platform


@click.command("schema", short_help="输出各类文件的 JSON Schema")
@click.argument("name", required=False)
@click.option("-o", "--output", metavar="目录", type=click.Path(path_type=Path, file_okay=False))
@click.option("--cms", type=click.Choice(["decap"]), help="改为输出网页编辑系统的表单配置")
@click.pass_context
def command(ctx: click.Context, name: str | None, output: Path | None, cms: str | None) -> None:
    """输出各类文件的 JSON Schema，供编辑器提示和检查。

    写出 NAME 时只输出该种文件的；不写 NAME 又没有 -o 时列出全部名称。
    用 -o 写入目录（NAME.schema.json，已有的会更新），否则输出到终端。

    --cms decap 按平台的栏目输出 Decap CMS、Sveltia CMS 的 config.yml。
    """
    from sitegen.errors import UsageError
    from sitegen.scaffold.schema.documents import SCHEMAS, schema_of

    if cms:
        from sitegen.scaffold.schema.decap import decap_config

        if name:
            raise UsageError("--cms 不能与文件类型名称同时使用。")
        _put(output, {"config.yml": decap_config(open_platform(ctx.obj))})
    elif name or output:
        names = [name] if name else list(SCHEMAS)
        texts = {
            f"{one}.schema.json": json.dumps(schema_of(one), ensure_ascii=False, indent=2) + "\n"
            for one in names
        }
        _put(output, texts)
    else:
        for one, title in SCHEMAS.items():
            click.echo(f"{one:16}{title}")


def _put(folder: Path | None, texts: dict[str, str]) -> None:
    """Write texts into a folder, or to standard output where there is none."""
    for file, text in texts.items():
        if folder is None:
            click.echo(text, nl=False)
            continue
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
        click.echo(str(folder / file))
