"""`_column.yaml`: what an editor says about a column (栏目)."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from sitegen.model.fields import LocalDay, Model, SharedPath, SitePaths, Text, Texts, Words
from sitegen.model.kinds import COLUMN_TYPES

ColumnTypeId = Literal[
    "overview", "functions", "leaders", "news", "notices", "policy", "interpretation",
    "disclosure-guide", "disclosure-system", "disclosure-directory", "annual-report",
    "on-request", "personnel", "planning", "budget", "projects", "statistics", "open-data",
    "response", "services", "mailbox", "survey", "interview", "work-report", "special", "list",
]  # fmt: skip


class Collect(Model):
    """Pull items of other columns into this one (汇聚)."""

    sites: Texts = Field((), title="来源站点", description="站点 id；不写表示所有其他站点")
    columns: Texts = Field((), title="来源栏目", description="栏目路径，如 zwgk/tzgg；不写表示不限")
    types: Texts = Field((), title="来源栏目类型", description="如 news、notices")
    keywords: Words = Field((), title="关键词", description="稿件关键词含其中之一")
    since: LocalDay | None = Field(None, title="起始日期")
    limit: int | None = Field(None, ge=1, title="最多条数")


def _accept(value: object) -> object:
    if isinstance(value, str):
        return {"true": ("*",), "all": ("*",), "false": ()}.get(value.lower(), (value,))
    return value


class ColumnConfig(Model):
    """The settings of a column; only `title` is required."""

    title: Text = Field(min_length=1, title="栏目名称")
    type: ColumnTypeId = Field("list", title="栏目类型", description="决定网页标签和检查规则")
    description: Text = Field("", title="栏目描述", description="网页标签 ColumnDescription")
    keywords: Words = Field((), title="栏目关键词", description="网页标签 ColumnKeywords")
    order: int = Field(100, title="排序", description="小的在前")
    nav: bool = Field(True, title="在导航中显示")
    page_size: int = Field(20, ge=1, le=200, title="每页条数")
    max_age: int | None = Field(None, ge=1, title="更新期限（天）", description="可比规则更严")
    when_empty: Literal["error", "hide"] = Field("error", title="无内容时")
    mount: SharedPath | None = Field(None, title="挂载的共享目录", description="如 _shared/zcfg")
    collect: tuple[Collect, ...] = Field((), title="汇聚其他栏目的稿件")
    aliases: SitePaths = Field((), title="旧网址", description="以 / 开头；访问时转到本栏目")
    accept: Annotated[Texts, BeforeValidator(_accept)] = Field(
        (), title="接受推送的站点", description="站点 id 列表；写 all 表示所有站点"
    )

    @field_validator("collect", mode="before")
    @classmethod
    def _one_collect(cls, value: object) -> object:
        return (value,) if isinstance(value, dict) else value

    @property
    def tag(self) -> str:
        """The official value of the page tag ColumnType."""
        kind = COLUMN_TYPES[self.type]
        return self.title if self.type == "list" else kind.tag
