"""`sitegen init`."""

from pathlib import Path

import click


@click.command("init", short_help="新建一个平台")
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path))
@click.option("--name", metavar="平台名", help="平台名称，如 云泽市政府网站集约化平台")
@click.option("--example", is_flag=True, help="另建一个县区站点和一个部门站点")
def command(folder: Path, name: str | None, *, example: bool) -> None:
    """在“目录”中新建一个可以立即构建的平台：门户网站的必设栏目各有一篇示例稿件。

    目录不存在时自动建立；其中已有任何文件的，不作改动。
    """
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sitegen.scaffold.platform_files import DEFAULT_NAME, new_platform

    now = datetime.now(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None)
    made = new_platform(folder, now, name or DEFAULT_NAME, example=example)
    click.echo(f"已在 {folder} 新建平台，共 {len(made)} 个文件。")
    click.echo("示例稿件标题都带有“【示例】”，正式上线前请替换或者删除；说明见 README.md。")
    click.echo("下一步：" if folder.resolve() == Path.cwd() else f"下一步：\n  cd {folder}")
    click.echo("  sitegen build    # 构建，结果在 build/\n  sitegen serve    # 预览")
