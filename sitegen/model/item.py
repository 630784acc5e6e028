"""The front matter that every item (稿件) has, and what the kinds of items add to it."""

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from sitegen.model.annual import AnnualReport
from sitegen.model.fields import (
    LocalDay,
    LocalTime,
    Model,
    SitePath,
    SitePaths,
    Text,
    Texts,
    Words,
)
from sitegen.model.kinds import Kind
from sitegen.model.records import (
    Dataset,
    Interview,
    Leader,
    Letter,
    Office,
    Organ,
    Service,
    Survey,
)
from sitegen.model.workreport import WorkReport


class Withdrawn(Model):
    """When and why an item was taken back (撤稿)."""

    date: LocalDay = Field(title="撤稿日期")
    reason: Text = Field(min_length=2, title="撤稿原因")


class Review(Model):
    """Who checked the item before publication (三审三校与保密审查)."""

    editor: Text = Field("", title="信息员（初审）")
    reviewer: Text = Field("", title="审核（复审）")
    approver: Text = Field("", title="信息主管（终审）")
    secrecy: Text = Field("", title="保密审查结论")


class Attachment(Model):
    """A file offered for download; a bare path is enough."""

    path: Text = Field(min_length=1, title="文件路径", description="相对于稿件的路径")
    title: Text = Field("", title="显示名称")

    @model_validator(mode="before")
    @classmethod
    def _bare_path(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str) else value


class Document(Model):
    """The head table of a policy document (公文要素)."""

    index_no: Text = Field("", title="索引号")
    number: Text = Field("", title="发文字号")
    issuer: Text = Field("", title="发文机关")
    signed: LocalDay | None = Field(None, title="成文日期")
    effective: LocalDay | None = Field(None, title="施行日期")
    expires: LocalDay | None = Field(None, title="失效日期")
    status: Literal["有效", "修改", "失效", "废止", "尚未生效"] = Field("有效", title="有效性")
    topic: Text = Field("", title="主题分类")
    genre: Text = Field("", title="体裁分类", description="如 通知、意见、办法、决定")
    audience: Text = Field("", title="适用对象")
    interpretation: Texts = Field((), title="解读稿件", description="相对路径")
    replaced_by: Text = Field("", title="替代文件", description="相对路径或文号")
    normative: bool = Field(False, title="行政规范性文件")


class Item(Model):
    """What every item has; `title`, `date` and `source` are required."""

    title: Text = Field(min_length=1, title="标题")
    date: LocalTime = Field(title="发布时间")
    source: Text = Field(min_length=1, title="来源")
    kind: Kind | None = Field(None, title="稿件类型", description="不写则按栏目类型")
    author: Text = Field("", title="作者")
    editor: Text = Field("", title="责任编辑")
    keywords: Words = Field((), title="关键词")
    description: Text = Field("", title="摘要")
    image: Text = Field("", title="题图", description="相对路径")
    image_alt: Text = Field("", title="题图说明")
    updated: LocalTime | None = Field(None, title="更新时间")
    draft: bool = Field(False, title="草稿")
    expires: LocalTime | None = Field(None, title="下线时间")
    withdrawn: Withdrawn | None = Field(None, title="撤稿")
    url: SitePath = Field("", title="保留的旧网址", description="以 / 开头")
    aliases: SitePaths = Field((), title="其他旧网址", description="访问时转到本页")
    pin: bool = Field(False, title="置顶")
    attachments: tuple[Attachment, ...] = Field((), title="附件")
    publish_to: Texts = Field((), title="推送到", description="站点/栏目，如 city/zwdt")
    related: Texts = Field((), title="相关稿件", description="相对路径")
    review: Review | None = Field(None, title="审核记录")
    document: Document | None = Field(None, title="公文要素")

    @field_validator("attachments", mode="before")
    @classmethod
    def _one_attachment(cls, value: Any) -> Any:
        return [value] if isinstance(value, (str, dict)) else value


class PolicyItem(Item):
    """A policy document (政策文件)."""

    document: Document = Field(title="公文要素")


class InterpretationItem(Item):
    """An interpretation of policy documents (政策解读)."""

    interprets: Texts = Field(min_length=1, title="所解读的文件", description="相对路径")
    form: Literal["text", "chart", "video", "audio", "press", "expert"] = Field(
        "text", title="解读形式"
    )


class LeaderItem(Item):
    """A leader's page (负责人信息)."""

    leader: Leader = Field(title="负责人信息")


class OrganItem(Item):
    """An organ or a unit of it (机构职能)."""

    organ: Organ = Field(title="机构信息")


class ServiceItem(Item):
    """A service guide (办事指南)."""

    service: Service = Field(title="办事指南")


class LetterItem(Item):
    """A citizen's letter and the reply (留言与答复)."""

    letter: Letter = Field(title="留言与答复")


class SurveyItem(Item):
    """A survey or a call for opinions, with its results (征集调查)."""

    survey: Survey = Field(title="征集调查")


class InterviewItem(Item):
    """An on-line interview (在线访谈)."""

    interview: Interview = Field(title="在线访谈")


class DatasetItem(Item):
    """A dataset (数据集)."""

    dataset: Dataset = Field(title="数据集")


class OfficeItem(Item):
    """The disclosure guide with the office's particulars (信息公开指南)."""

    office: Office = Field(title="公开工作机构")


class AnnualReportItem(Item):
    """An annual disclosure report (政府信息公开工作年度报告)."""

    annual_report: AnnualReport = Field(title="政府信息公开年报")


class WorkReportItem(Item):
    """An annual website work report (政府网站工作年度报表)."""

    work_report: WorkReport = Field(title="网站工作年度报表")


ITEM_MODELS: dict[Kind, type[Item]] = {
    Kind.ARTICLE: Item,
    Kind.POLICY: PolicyItem,
    Kind.INTERPRETATION: InterpretationItem,
    Kind.LEADER: LeaderItem,
    Kind.ORGAN: OrganItem,
    Kind.SERVICE: ServiceItem,
    Kind.LETTER: LetterItem,
    Kind.SURVEY: SurveyItem,
    Kind.INTERVIEW: InterviewItem,
    Kind.DATASET: DatasetItem,
    Kind.OFFICE: OfficeItem,
    Kind.ANNUAL_REPORT: AnnualReportItem,
    Kind.WORK_REPORT: WorkReportItem,
}
