"""The annual disclosure report's official tables as data (国办公开办函〔2021〕30号).

Every row of section 3 is a list of seven numbers in the order of `APPLICANTS`. What the numbers
must satisfy among each other is checked by rules, not here: a report with a wrong sum can be
read, shown to its editor, and refused.
"""

from typing import Annotated

from pydantic import Field

from sitegen.model.fields import Model, Text

APPLICANTS = (
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
)

Row = Annotated[
    tuple[int, ...],
    Field(
        min_length=7,
        max_length=7,
        description="自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他, 总计",
    ),
]

NONE: tuple[int, ...] = (0,) * 7


class Made(Model):
    """Section 2 (一): one kind of rules."""

    made: int = Field(0, ge=0, title="本年制发件数")
    repealed: int = Field(0, ge=0, title="本年废止件数")
    effective: int = Field(0, ge=0, title="现行有效件数")


class Proactive(Model):
    """Section 2: what was disclosed proactively (主动公开政府信息情况)."""

    regulations: Made = Field(Made(), title="规章")
    normative: Made = Field(Made(), title="行政规范性文件")
    licences: int = Field(0, ge=0, title="行政许可处理决定数量")
    penalties: int = Field(0, ge=0, title="行政处罚处理决定数量")
    coercions: int = Field(0, ge=0, title="行政强制处理决定数量")
    fees: float = Field(0, ge=0, title="行政事业性收费金额（万元）")


class Refused(Model):
    """Section 3 (三)3: not disclosed (不予公开)."""

    state_secret: Row = Field(NONE, title="属于国家秘密")
    law_forbids: Row = Field(NONE, title="其他法律行政法规禁止公开")
    security: Row = Field(NONE, title="危及“三安全一稳定”")
    third_party: Row = Field(NONE, title="保护第三方合法权益")
    internal: Row = Field(NONE, title="属于三类内部事务信息")
    process: Row = Field(NONE, title="属于四类过程性信息")
    enforcement: Row = Field(NONE, title="属于行政执法案卷")
    inquiry: Row = Field(NONE, title="属于行政查询事项")


class Unavailable(Model):
    """Section 3 (三)4: cannot be provided (无法提供)."""

    not_held: Row = Field(NONE, title="本机关不掌握相关政府信息")
    needs_making: Row = Field(NONE, title="没有现成信息需要另行制作")
    unclear: Row = Field(NONE, title="补正后申请内容仍不明确")


class Unhandled(Model):
    """Section 3 (三)5: not handled (不予处理)."""

    petition: Row = Field(NONE, title="信访举报投诉类申请")
    repeated: Row = Field(NONE, title="重复申请")
    publication: Row = Field(NONE, title="要求提供公开出版物")
    excessive: Row = Field(NONE, title="无正当理由大量反复申请")
    reconfirm: Row = Field(NONE, title="要求行政机关确认或重新出具已获取信息")


class OtherHandling(Model):
    """Section 3 (三)6: handled otherwise (其他处理)."""

    not_corrected: Row = Field(
        NONE, title="申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    )
    fee_unpaid: Row = Field(
        NONE, title="申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    )
    other: Row = Field(NONE, title="其他")


class Requests(Model):
    """Section 3: requests received and handled (收到和处理政府信息公开申请情况)."""

    received: Row = Field(title="本年新收政府信息公开申请数量")
    carried_in: Row = Field(title="上年结转政府信息公开申请数量")
    granted: Row = Field(NONE, title="予以公开")
    partly: Row = Field(NONE, title="部分公开")
    refused: Refused = Field(Refused(), title="不予公开")
    unavailable: Unavailable = Field(Unavailable(), title="无法提供")
    unhandled: Unhandled = Field(Unhandled(), title="不予处理")
    other: OtherHandling = Field(OtherHandling(), title="其他处理")
    total: Row = Field(title="总计")
    carried_out: Row = Field(title="结转下年度继续办理")


class Dispute(Model):
    """One block of section 4."""

    upheld: int = Field(0, ge=0, title="结果维持")
    corrected: int = Field(0, ge=0, title="结果纠正")
    other: int = Field(0, ge=0, title="其他结果")
    pending: int = Field(0, ge=0, title="尚未审结")
    total: int = Field(0, ge=0, title="总计")


class Disputes(Model):
    """Section 4: reconsiderations and law suits (行政复议、行政诉讼情况)."""

    review: Dispute = Field(Dispute(), title="行政复议")
    direct: Dispute = Field(Dispute(), title="未经复议直接起诉")
    after_review: Dispute = Field(Dispute(), title="复议后起诉")


class AnnualReport(Model):
    """An annual disclosure report in its six sections; the texts are Markdown."""

    year: int = Field(ge=2008, le=2100, title="年度")
    organ: Text = Field(title="报告单位")
    overview: Text = Field(min_length=2, title="一、总体情况")
    proactive: Proactive = Field(title="二、主动公开政府信息情况")
    requests: Requests = Field(title="三、收到和处理政府信息公开申请情况")
    disputes: Disputes = Field(title="四、行政复议、行政诉讼情况")
    problems: Text = Field(min_length=2, title="五、存在的主要问题及改进情况")
    other: Text = Field(min_length=2, title="六、其他需要报告的事项")
