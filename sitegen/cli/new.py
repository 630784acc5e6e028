"""`sitegen new`: a site, a column or an item."""

from typing import TYPE_CHECKING, get_args

import click

from sitegen.cli.options import as_of_option, open_platform
from sitegen.model.kinds import Kind
from sitegen.model.platform import SiteKind

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.model.platform import Platform


@click.group("new", short_help="新建站点、栏目或稿件")
def command() -> None:
    """新建站点、栏目或稿件；从不覆盖已有的文件。"""


@command.command("site", short_help="新建站点")
@click.argument("site_id", metavar="ID")
@click.option("--kind", type=click.Choice(get_args(SiteKind)), required=True, help="站点类别")
@click.option("--name", required=True, help="法定名称")
@click.option("--parent", default="", metavar="ID", help="上级站点，默认为门户网站")
@click.option("--short-name", default="", help="简称")
@click.option("--domain", default="", help="域名，如 fgw.yunze.gov.cn")
@click.option("--id-code", default="", help="网站标识码")
@click.option("--sponsor", default="", help="主办单位，默认同法定名称")
@as_of_option
@click.pass_context
def site(
    ctx: click.Context,
    *,
    site_id: str,
    kind: SiteKind,
    name: str,
    parent: str,
    short_name: str,
    domain: str,
    id_code: str,
    sponsor: str,
    as_of: str | None,
) -> None:
    """新建站点：在 sites.yaml 末尾登记，建好必设栏目，每个栏目放一篇待填写的草稿。

    草稿不发布，所以新站点在各必设栏目都有正式稿件之前不会发布，其他站点不受影响。
    """
    from sitegen.scaffold.sites import new_site
    from sitegen.scaffold.sites_file import NewSite

    platform = open_platform(ctx.obj)
    asked = NewSite(site_id, kind, name, parent, short_name, domain, id_code, sponsor)
    made = new_site(platform, asked, _moment(platform, as_of))
    for path in made:
        click.echo(_shown(platform, path))
    click.echo(
        f"已登记站点 {site_id}。请填写 sites.yaml 和各草稿中标有【请填写】的项目，"
        f"再运行 sitegen check --site {site_id} 查看还缺什么。",
        err=True,
    )


@command.command("column", short_help="新建栏目")
@click.argument("place", metavar="站点/栏目")
@click.option("--type", "column_type", required=True, help="栏目类型，如 notices、special")
@click.option("--title", required=True, help="栏目名称")
@click.pass_context
def column(ctx: click.Context, *, place: str, column_type: str, title: str) -> None:
    """新建栏目，如 sitegen new column city/ztzl/aqsc --type special --title 安全生产。"""
    from sitegen.scaffold.columns import new_column

    platform = open_platform(ctx.obj)
    made = new_column(platform, place, column_type, title)
    click.echo(_shown(platform, made))
    click.echo(f"接着可以写稿件：sitegen new item {place.strip('/')} --title 标题", err=True)


@command.command("item", short_help="新建稿件")
@click.argument("place", metavar="站点/栏目")
@click.option("--title", default="", help="标题")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    help="稿件类型，默认按栏目类型",
)
@as_of_option
@click.pass_context
def item(
    ctx: click.Context, *, place: str, title: str, kind: str | None, as_of: str | None
) -> None:
    """新建稿件（草稿），如 sitegen new item city/zwdt/tzgg --title 关于……的通知。

    输出新文件的路径。标有【请填写】的项目填写完毕、删去 draft 一行后即可发布。
    """
    from sitegen.scaffold.columns import new_item

    platform = open_platform(ctx.obj)
    chosen = Kind(kind) if kind else None
    made = new_item(platform, place, _moment(platform, as_of), title, chosen)
    click.echo(_shown(platform, made))


def _moment(platform: "Platform", as_of: str | None) -> str:
    from sitegen.pipeline.clock import moment

    return moment(platform, as_of)


def _shown(platform: "Platform", path: "Path") -> str:
    return path.relative_to(platform.root).as_posix()
