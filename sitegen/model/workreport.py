"""The annual website work report as data (国办函〔2018〕12号).

A number that is not stated is `None`; whether it could be counted from content is a report's
matter.
"""

from pydantic import Field

from sitegen.model.fields import LocalDay, Model, Text, Texts

Count = int | None


class Visits(Model):
    """访问量."""

    visitors: Count = Field(None, ge=0, title="独立用户访问总量")
    views: Count = Field(None, ge=0, title="网站总访问量")


class Published(Model):
    """信息发布."""

    total: Count = Field(None, ge=0, title="总数")
    overview: Count = Field(None, ge=0, title="概况类信息更新量")
    news: Count = Field(None, ge=0, title="政务动态信息更新量")
    directory: Count = Field(None, ge=0, title="信息公开目录信息更新量")


class Specials(Model):
    """专栏专题."""

    maintained: Count = Field(None, ge=0, title="维护数量")
    opened: Count = Field(None, ge=0, title="新开设数量")


class Interpretations(Model):
    """解读回应."""

    total: Count = Field(None, ge=0, title="解读信息发布总数")
    texts: Count = Field(None, ge=0, title="解读材料数量")
    products: Count = Field(None, ge=0, title="解读产品数量")
    articles: Count = Field(None, ge=0, title="媒体评论文章数量")
    responses: Count = Field(None, ge=0, title="回应公众关注热点或重大舆情数量")


class Services(Model):
    """办事服务."""

    directory: bool | None = Field(None, title="是否发布服务事项目录")
    users: Count = Field(None, ge=0, title="注册用户数")
    items: Count = Field(None, ge=0, title="政务服务事项数量")
    online: Count = Field(None, ge=0, title="可全程在线办理政务服务事项数量")
    cases: Count = Field(None, ge=0, title="办件量总数")
    cases_persons: Count = Field(None, ge=0, title="自然人办件量")
    cases_firms: Count = Field(None, ge=0, title="法人办件量")


class Interaction(Model):
    """互动交流."""

    unified: bool | None = Field(None, title="是否使用统一平台")
    letters_received: Count = Field(None, ge=0, title="收到留言数量")
    letters_done: Count = Field(None, ge=0, title="办结留言数量")
    letters_days: float | None = Field(None, ge=0, title="平均办理时间（天）")
    letters_public: Count = Field(None, ge=0, title="公开答复数量")
    surveys: Count = Field(None, ge=0, title="征集调查期数")
    survey_opinions: Count = Field(None, ge=0, title="收到意见数量")
    survey_results: Count = Field(None, ge=0, title="公布调查结果期数")
    interviews: Count = Field(None, ge=0, title="在线访谈期数")
    interview_questions: Count = Field(None, ge=0, title="网民留言数量")
    interview_answers: Count = Field(None, ge=0, title="答复网民提问数量")
    smart_answers: bool | None = Field(None, title="是否提供智能问答")


class Security(Model):
    """安全防护."""

    checks: Count = Field(None, ge=0, title="安全检测评估次数")
    found: Count = Field(None, ge=0, title="发现问题数量")
    fixed: Count = Field(None, ge=0, title="问题整改数量")
    monitoring: bool | None = Field(None, title="是否建立安全监测预警机制")
    drill: bool | None = Field(None, title="是否开展应急演练")
    person: bool | None = Field(None, title="是否明确网站安全责任人")


class Account(Model):
    """移动新媒体: one account."""

    kind: Text = Field(title="类别", description="微博、微信或其他")
    name: Text = Field(title="名称")
    posts: Count = Field(None, ge=0, title="信息发布量")
    followers: Count = Field(None, ge=0, title="关注量或订阅数")


class WorkReport(Model):
    """An annual website work report."""

    year: int = Field(ge=2017, le=2100, title="年度")
    organ: Text = Field(title="填报单位")
    site_name: Text = Field("", title="网站名称")
    address: Text = Field("", title="首页网址")
    sponsor: Text = Field("", title="主办单位")
    site_type: Text = Field("", title="网站类型")
    id_code: Text = Field("", title="政府网站标识码")
    icp: Text = Field("", title="ICP备案号")
    police: Text = Field("", title="公安机关备案号")
    visits: Visits = Field(Visits(), title="访问量")
    published: Published = Field(Published(), title="信息发布")
    specials: Specials = Field(Specials(), title="专栏专题")
    interpretations: Interpretations = Field(Interpretations(), title="解读回应")
    services: Services = Field(Services(), title="办事服务")
    interaction: Interaction = Field(Interaction(), title="互动交流")
    security: Security = Field(Security(), title="安全防护")
    accounts: tuple[Account, ...] = Field((), title="移动新媒体")
    innovations: Texts = Field((), title="创新发展")
    head: Text = Field("", title="单位负责人")
    reviewer: Text = Field("", title="审核人")
    reporter: Text = Field("", title="填报人")
    phone: Text = Field("", title="联系电话")
    date: LocalDay | None = Field(None, title="填报日期")
