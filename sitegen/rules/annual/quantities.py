"""The quantities of an annual report that its prose may state, and the words it uses for them.

Each is looked for in prose made even by `prose.of_year`. A pattern's group is the figure; `within`
must be found in the same sentence or the one before: 予以公开 alone may speak of anything.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sitegen.model.annual import AnnualReport
from sitegen.rules.annual.table import result_lines

UNIT = "(?:件|份|宗|起|条|次|例)"
CASES = rf"(?:共计|共|总数|总计|总量|数量|数|量|合计|的|申请)?(?:为|是|计|有|：|:)?(\d+){UNIT}"
WHO = (
    r"(?:(?:社会)?(?:公民|公众|群众|自然人|法人|其他组织|组织|申请人|各类|有关|[、和或及与]){0,12}(?:者)?"
    r"(?:提交|提出|递交)?的?)?"
)
REQUEST = (
    r"(?:(?:依申请公开)?(?:的)?(?:政府)?信息(?:依申请)?公开(?:的|办理)?(?:申请|事项)"
    r"|(?:依申请)?公开(?:政府)?信息的?申请|依申请公开(?:政府信息)?的?(?:申请|事项|件|办件)?)(?:事项|表|书)?"
)
TAKEN = r"(?:新收到|新收|收到|接收|接到|受理|收办)"
DONE = r"(?:办结|答复|办理|处理)"
LATER = r"(?:结转|转入|转到|转至)[到至]?下一?年度?"
OTHERS = "热线|留言|建议|提案|工单|信访|问政|复议|诉讼|咨询|邮寄|信函"
"""What else is answered, besides requests."""
HANDLING = r"公开申请|申请公开|依申请|(?:办理|处理|答复)(?:结果|类型|情形)|申请[^。]{0,8}答复"
DISCLOSURE = r"信息公开[^。；，件]{0,12}行政(?:复议|诉讼)"
BECAUSE = (
    r"(?:因|由|关于|涉及|涉|针对|就)?(?:政府)?信息公开(?:工作|申请|答复|事项|行为|类|方面|领域)*"
    r"(?:而|所)?(?:引发|引起|产生|提起|导致|涉及)?(?:被|的)*(?:申请|提起|提出)?(?:的)?(?:投诉举报|举报|投诉)?[、，]?"
)
NEVER = r"(?:均|也|尚|暂)?(?:未|没有|无)(?:发生|出现|产生|收到|引发)?(?:过|任何)?"


class Quantity(NamedTuple):
    """A quantity: what editors call it, how prose states it, and how prose says there was none.

    The patterns are texts: few builds need them, and compiling them takes longer than a page.
    """

    name: str
    stated: str
    within: str = ""
    none: str = ""


SUBJECT = (
    r"(?:^|[。；，,：:])(?:(?:20\d\d年(?:度|全年)?|本年度?|全年|年内|报告期内|我[^，。；各年]{1,4}|本[^，。；各年]{1,4}"
    r"|[^，。；各]{2,8}(?:局|办|委|镇|乡|街道|县|区|市))[，,]?){0,3}"
)
END = r"(?:的)?(?:情况|案件|申请|事项|事件|现象)?(?=[。；，,])"

QUANTITIES: Mapping[str, Quantity] = {
    "received": Quantity(
        "本年新收申请",
        rf"{TAKEN}(?:的)?{WHO}{REQUEST}{CASES}|{TAKEN}(\d+){UNIT}{WHO}{REQUEST}"
        rf"|{REQUEST}{TAKEN}{CASES}|依申请公开受理(?:量|数量){CASES}",
        none=rf"{SUBJECT}(?:均|也|尚|暂)?(?:未|没有)(?:收到|接到|受理)(?:过|任何)?{WHO}{REQUEST}{END}",
    ),
    "persons": Quantity("自然人申请", rf"自然人(?:申请|提交|提出)?的?{CASES}", HANDLING),
    "firms": Quantity(
        "法人或者其他组织申请",
        rf"法人(?:或者|或|和|及|、)其他组织(?:申请|提交|提出)?的?{CASES}",
        HANDLING,
    ),
    "carried_in": Quantity(
        "上年结转", rf"上(?:一)?年度?结转(?:到本年|至本年)?的?(?:{REQUEST})?{CASES}"
    ),
    "carried_out": Quantity(
        "结转下年度",
        rf"{LATER}(?:继续)?(?:办理)?(?:的)?(?:{REQUEST})?{CASES}|(\d+){UNIT}(?:申请)?{LATER}",
    ),
    "done": Quantity(
        "办理结果总计",
        rf"{DONE}{REQUEST}{CASES}|{REQUEST}(?:(?!{OTHERS})[^。；]){{0,60}}?(?:办结|答复)(?:了)?(\d+){UNIT}",
    ),
    "granted": Quantity("予以公开", rf"(?<!不)(?<!主动)予以公开(?:的)?{CASES}", HANDLING),
    "partly": Quantity("部分公开", rf"部分公开(?:的)?{CASES}", HANDLING),
    "refused": Quantity("不予公开", rf"不予公开(?:的)?{CASES}", HANDLING),
    "unavailable": Quantity("无法提供", rf"无法提供(?:的)?{CASES}", HANDLING),
    "unhandled": Quantity("不予处理", rf"不予处理(?:的)?{CASES}", HANDLING),
    "other": Quantity("其他处理", rf"其他处理(?:的)?{CASES}", HANDLING),
    "review": Quantity(
        "行政复议",
        rf"行政复议(?:案件|申请|事项)?{CASES}",
        DISCLOSURE,
        rf"{NEVER}{BECAUSE}行政复议(?:、|和|或者|或|及|与|，)?(?:行政诉讼)?{END}",
    ),
    "suits": Quantity(
        "行政诉讼",
        rf"(?<!行政复议、)(?<!行政复议和)(?<!行政复议或)(?<!行政复议及)行政诉讼(?:案件|事项)?{CASES}",
        DISCLOSURE,
        rf"{NEVER}{BECAUSE}(?:行政复议(?:、|和|或者|或|及|与|，))?行政诉讼{END}",
    ),
    "made": Quantity(
        "本年制发行政规范性文件",
        rf"(?:制发|制定|出台|印发)行政规范性文件{CASES}",
    ),
    "repealed": Quantity(
        "本年废止行政规范性文件",
        rf"废止行政规范性文件{CASES}|行政规范性文件\d+件，废止(\d+)件",
    ),
    "effective": Quantity(
        "现行有效行政规范性文件",
        rf"现行有效的?行政规范性文件{CASES}|行政规范性文件\d+件，(?:[^。；，]{{2,12}}，)?现行有效(\d+)件",
    ),
    "licences": Quantity("行政许可处理决定", rf"行政许可(?:处理)?决定{CASES}"),
    "penalties": Quantity("行政处罚处理决定", rf"行政处罚(?:处理)?决定{CASES}"),
    "coercions": Quantity("行政强制处理决定", rf"行政强制(?:处理)?决定{CASES}"),
}


def expected(report: AnnualReport) -> Mapping[str, set[int]]:
    """For each quantity the figures that the tables allow, the first-named one being the least."""
    requests, disputes, proactive = report.requests, report.disputes, report.proactive
    groups: dict[str, int] = dict.fromkeys(QUANTITIES, 0)
    for row in result_lines(requests):
        groups[row.key.split(".")[1]] += row.numbers[6]
    received, carried = requests.received, requests.carried_in
    both = tuple(new + old for new, old in zip(received, carried, strict=True))
    suits = (disputes.direct.total, disputes.after_review.total)
    return {
        **{name: {count} for name, count in groups.items()},
        "received": {received[6], both[6]},
        "persons": {received[0], both[0]},
        "firms": {sum(received[1:6]), sum(both[1:6])},
        "carried_in": {carried[6]},
        "carried_out": {requests.carried_out[6]},
        "done": {requests.total[6], received[6], both[6]},
        "review": {disputes.review.total},
        "suits": {sum(suits), *suits},
        "made": {proactive.normative.made},
        "repealed": {proactive.normative.repealed},
        "effective": {proactive.normative.effective},
        "licences": {proactive.licences},
        "penalties": {proactive.penalties},
        "coercions": {proactive.coercions},
    }
