"""`_site.yaml`: the home page of a site (首页)."""

from typing import Annotated, Literal

from pydantic import Field

from sitegen.model.fields import Model, Text, Texts


class Slide(Model):
    """One picture of the carousel (轮播)."""

    image: Text = Field(title="图片", description="相对于站点目录的路径")
    title: Text = Field(min_length=2, title="标题")
    link: Text = Field(title="链接", description="稿件的相对路径、栏目路径或网址")


class Link(Model):
    """A named link; `link` is a path below the site's folder, or an address."""

    title: Text = Field(min_length=1, title="名称")
    link: Text = Field(min_length=1, title="链接")
    description: Text = Field("", title="说明")


class CarouselBlock(Model):
    """Pictures that stand still until the reader turns them."""

    block: Literal["carousel"] = Field(title="板块类型")
    slides: tuple[Slide, ...] = Field(min_length=1, title="图片")


class ColumnsBlock(Model):
    """The newest items of one or several columns, side by side or as tabs."""

    block: Literal["columns"] = Field(title="板块类型")
    title: Text = Field("", title="板块名称")
    columns: Texts = Field(min_length=1, title="栏目路径")
    limit: int = Field(6, ge=1, le=30, title="条数")


class HeadlineBlock(Model):
    """The headline: the newest pinned item of a column, or the newest one (头条)."""

    block: Literal["headline"] = Field(title="板块类型")
    columns: Texts = Field(min_length=1, title="栏目路径")


class LinksBlock(Model):
    """Quick links (快速入口)."""

    block: Literal["links"] = Field(title="板块类型")
    title: Text = Field("", title="板块名称")
    links: tuple[Link, ...] = Field(min_length=1, title="链接")


class DisclosureBlock(Model):
    """The entry to 政府信息公开 with guide, system, directory and annual report."""

    block: Literal["disclosure"] = Field(title="板块类型")
    title: Text = Field("政府信息公开", title="板块名称")


class ServicesBlock(Model):
    """Service guides by audience and topic (办事服务)."""

    block: Literal["services"] = Field(title="板块类型")
    title: Text = Field("办事服务", title="板块名称")
    columns: Texts = Field(min_length=1, title="栏目路径")
    limit: int = Field(8, ge=1, le=30, title="条数")


class InteractionBlock(Model):
    """Letters, surveys and interviews (互动交流)."""

    block: Literal["interaction"] = Field(title="板块类型")
    title: Text = Field("互动交流", title="板块名称")
    columns: Texts = Field(min_length=1, title="栏目路径")
    limit: int = Field(5, ge=1, le=30, title="条数")


BLOCKS = (
    CarouselBlock,
    HeadlineBlock,
    ColumnsBlock,
    LinksBlock,
    DisclosureBlock,
    ServicesBlock,
    InteractionBlock,
)
BLOCK_TITLES = {
    "carousel": "图片轮播",
    "headline": "头条",
    "columns": "栏目列表",
    "links": "快速入口",
    "disclosure": "政府信息公开",
    "services": "办事服务",
    "interaction": "互动交流",
}
"""What editors call the kinds of blocks."""

HomeBlock = Annotated[
    CarouselBlock
    | HeadlineBlock
    | ColumnsBlock
    | LinksBlock
    | DisclosureBlock
    | ServicesBlock
    | InteractionBlock,
    Field(discriminator="block"),
]


class SiteFile(Model):
    """The whole of `_site.yaml`; without one the home page shows all first-level columns."""

    description: Text = Field("", title="网站描述")
    keywords: Texts = Field((), title="网站关键词")
    slogan: Text = Field("", title="标语")
    channels: Texts = Field((), title="主导航栏目", description="5 至 8 个一级栏目，按序")
    home: tuple[HomeBlock, ...] = Field((), title="首页板块")
    friends: tuple[Link, ...] = Field((), title="友情链接")
