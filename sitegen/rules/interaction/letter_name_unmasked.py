"""A letter that shows its sender's full name (留言人姓名)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of
from sitegen.rules.wording.wording_leader_name import SURNAMES

FULL = re.compile(r"[一-鿿]{2,4}|[一-鿿]{2,8}(?:[·•・．.][一-鿿]{1,8})+")
TITLE = re.compile(r"(?:先生|女士|小姐|同志|老师|师傅|同学)$")
TITLED = re.compile(rf"(?!.[一-鿿]*[某车员生任工长友民])[{SURNAMES}][一-鿿]{{2}}")
"""What before a title is a full name: not 欧阳, and not a calling such as 公交车 or 班主任."""
ASIDE = re.compile(r"[（(].*[）)]$")
MASKED = re.compile(
    r"某|先生|女士|同志|老师|同学|网友|网民|市民|匿名|群众|居民|业主|家长|村民|用户|大爷|阿姨|公司|企业|师傅|小姐|游客"
    r"|人士|热心|学生|农民|工人|职工|员工|司机|乘客|旅客|商户|店主|房东|租户|住户|患者|考生|妈妈|爸爸|母亲|父亲|读者|听众"
    r"|医生|护士|教师|经理|老板|[事情映报诉疾年路]人$|奶奶|爷爷|大[妈叔姐哥伯]$"
    r"|^[一-鿿][总工哥姐叔婶伯姨]$|^[小老阿][一-鿿]$"
)


@check("letter-name-unmasked", scope="item", kinds=("letter",))
def unmasked(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a sender of two to four characters without any mask or title.

    Names with a middle dot may be longer. A full name stays one with spaces in it, a title after
    it, or an aside in brackets.
    """
    written = item.record["letter"].get("from_name") or ""
    name = ASIDE.sub("", "".join(written.split()))
    title = TITLE.search(name)
    titled = title is not None and TITLED.fullmatch(name[: title.start()])
    if titled or (FULL.fullmatch(name) and not MASKED.search(name)):
        yield Fault(
            f"留言人“{name[0]}{'*' * (len(name) - 1)}”写了全名。",
            "只写姓氏，如“王先生”“王*”。",
            line_of(item, "letter.from_name"),
        )
