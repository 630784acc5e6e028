"""The blocks of fields that kinds of items have beyond the common ones."""

from typing import Literal

from pydantic import Field

from sitegen.model.fields import LocalDay, LocalTime, Model, Text, Texts


class Leader(Model):
    """A leader with post and portfolio (负责人: 姓名、职务、分工、简历)."""

    name: Text = Field(min_length=2, title="姓名")
    post: Text = Field(min_length=2, title="职务")
    portfolio: Text = Field("", title="工作分工")
    resume: Text = Field("", title="简历")
    photo: Text = Field("", title="照片", description="相对路径")
    order: int = Field(100, title="排序")


class Unit(Model):
    """A unit inside an organ (内设机构)."""

    name: Text = Field(title="机构名称")
    duties: Text = Field("", title="职责")
    phone: Text = Field("", title="联系电话")


class Organ(Model):
    """An organ's particulars (机构职能)."""

    name: Text = Field(title="机构名称")
    duties: Texts = Field((), title="主要职责")
    address: Text = Field("", title="办公地址")
    hours: Text = Field("", title="办公时间")
    phone: Text = Field("", title="联系电话")
    fax: Text = Field("", title="传真")
    email: Text = Field("", title="电子邮箱")
    head: Text = Field("", title="负责人")
    website: Text = Field("", title="网址")
    units: tuple[Unit, ...] = Field((), title="内设机构")
    order: int = Field(100, title="排序")


class Office(Model):
    """The disclosure office named by the guide (条例第十二条)."""

    organ: Text = Field("", title="机构名称")
    address: Text = Field("", title="办公地址")
    hours: Text = Field("", title="办公时间")
    phone: Text = Field("", title="联系电话")
    fax: Text = Field("", title="传真")
    internet: Text = Field("", title="互联网联系方式")


class Material(Model):
    """One paper that an applicant hands in (办理材料)."""

    name: Text = Field(title="材料名称")
    form: Text = Field("", title="原件或复印件")
    medium: Text = Field("", title="纸质或电子")
    copies: int | None = Field(None, ge=0, title="份数")
    required: bool = Field(True, title="必需")
    blank: Text = Field("", title="空白表格", description="相对路径")
    sample: Text = Field("", title="样表", description="相对路径")
    note: Text = Field("", title="说明")


class Step(Model):
    """One step of the procedure (办理流程)."""

    title: Text = Field(title="环节")
    detail: Text = Field("", title="说明")
    days: Text = Field("", title="时限")


class Service(Model):
    """A service guide; the ten elements of 19号 come first."""

    item: Text = Field("", title="事项名称")
    basis: Texts = Field((), title="设定依据")
    conditions: Texts = Field((), title="申请条件")
    materials: tuple[Material, ...] = Field((), title="办理材料")
    place: Text = Field("", title="办理地点")
    organ: Text = Field("", title="办理机构")
    fee: Text = Field("", title="收费标准")
    hours: Text = Field("", title="办理时间")
    phone: Text = Field("", title="联系电话")
    steps: tuple[Step, ...] = Field((), title="办理流程")
    code: Text = Field("", title="事项编码")
    audience: Literal["", "个人", "法人", "个人和法人"] = Field("", title="服务对象")
    topic: Text = Field("", title="主题")
    legal_limit: Text = Field("", title="法定办结时限")
    promised_limit: Text = Field("", title="承诺办结时限")
    online: Text = Field("", title="在线办理网址")
    form_required: bool = Field(False, title="需填写表格")


class Letter(Model):
    """A letter and its reply; the name stands masked or not at all (留言公开)."""

    category: Literal["咨询", "投诉", "建议", "求助", "举报"] = Field("咨询", title="类别")
    from_name: Text = Field("", title="留言人", description="只写姓氏，如 王先生")
    received: LocalTime = Field(title="留言时间")
    question: Text = Field(min_length=2, title="留言内容")
    replied: LocalTime | None = Field(None, title="答复时间")
    replier: Text = Field("", title="答复单位")
    reply: Text = Field("", title="答复内容")


class Option(Model):
    """One answer of a question, with its votes once counted."""

    text: Text = Field(title="选项")
    votes: int | None = Field(None, ge=0, title="票数")


class Question(Model):
    """One question of a survey."""

    text: Text = Field(title="问题")
    choice: Literal["single", "multiple", "open"] = Field("single", title="题型")
    options: tuple[Option, ...] = Field((), title="选项")


class SurveyResult(Model):
    """The published result (结果反馈)."""

    date: LocalDay = Field(title="公布日期")
    summary: Text = Field(min_length=2, title="结果说明")
    received: int | None = Field(None, ge=0, title="收到意见数")
    accepted: int | None = Field(None, ge=0, title="采纳意见数")


class Survey(Model):
    """A call for opinions or a questionnaire (征集调查)."""

    form: Literal["意见征集", "问卷调查"] = Field("意见征集", title="形式")
    starts: LocalDay = Field(title="开始日期")
    ends: LocalDay = Field(title="结束日期")
    organ: Text = Field("", title="征集单位")
    channel: Text = Field("", title="参与方式", description="邮箱、信函、电话等")
    participants: int | None = Field(None, ge=0, title="参与人数")
    questions: tuple[Question, ...] = Field((), title="问卷")
    result: SurveyResult | None = Field(None, title="结果反馈")


class Guest(Model):
    """Somebody who is interviewed."""

    name: Text = Field(title="姓名")
    post: Text = Field("", title="职务")


class Speech(Model):
    """One turn of a transcript."""

    speaker: Text = Field(title="发言人")
    text: Text = Field(title="内容")


class Interview(Model):
    """An on-line interview with its transcript (在线访谈)."""

    held: LocalTime = Field(title="访谈时间")
    guests: tuple[Guest, ...] = Field(min_length=1, title="嘉宾")
    host: Text = Field("", title="主持人")
    video: Text = Field("", title="视频", description="相对路径")
    netizen_questions: int | None = Field(None, ge=0, title="网民留言数")
    answers: int | None = Field(None, ge=0, title="答复数")
    transcript: tuple[Speech, ...] = Field((), title="文字实录")


class DataField(Model):
    """One column of a dataset."""

    name: Text = Field(title="字段名")
    unit: Text = Field("", title="单位")
    description: Text = Field("", title="说明")


class Chart(Model):
    """A chart of a dataset, drawn at build time."""

    type: Literal["bar", "line", "pie"] = Field("bar", title="图形")
    x: Text = Field(title="横轴字段")
    y: Texts = Field(min_length=1, title="数值字段")
    title: Text = Field("", title="图题")


class Dataset(Model):
    """A table of data with its description (数据集)."""

    fields: tuple[DataField, ...] = Field(min_length=1, title="字段")
    rows: tuple[tuple[Text, ...], ...] = Field((), title="数据行")
    file: Text = Field("", title="数据文件", description="CSV，相对路径；与 rows 二选一")
    period: Text = Field("", title="数据时段")
    frequency: Text = Field("", title="更新频率")
    publisher: Text = Field("", title="提供单位")
    terms: Text = Field("", title="使用条件")
    chart: Chart | None = Field(None, title="图表")
