"""How the parts of an official document (公文) are recognised in its text.

The parts and their order follow 《党政机关公文格式》 GB/T 9704—2012; the expressions also take in
what is commonly typed instead: square or round brackets for 〔〕, 第…号, letter-spaced words.
"""

from __future__ import annotations

import re
from typing import Final

_COUNT: Final = "一二三四五六七八九十百零〇"
NUMBER: Final = re.compile(
    r"([一-鿿A-Za-z]{1,20})\s*[〔\[［【（(﹝]\s*((?:19|20)\d{2})\s*[〕\]］】）)﹞]\s*"
    r"第?\s*0*([1-9]\d{0,5})\s*号"
)
ORDER_NUMBER: Final = re.compile(r"^[（(]?第\s*([\d一二三四五六七八九十百]+)\s*号[）)]?$")
SIGNER: Final = re.compile(r"签\s*发\s*人\s*[:：]\s*(.*)$", re.DOTALL)
SECRECY: Final = re.compile(r"^(绝\s*密|机\s*密|秘\s*密)\s*(?:★.*)?$")
URGENCY: Final = re.compile(r"^(特\s*急|加\s*急|平\s*急|特\s*提)$")
COPY_NUMBER: Final = re.compile(r"^(?:№\s*|No\.?\s*)?\d{4,8}$", re.IGNORECASE)
RED_HEAD: Final = re.compile(r"^(?!.*关于)(.{2,60}?)(?:（.*）)?文\s*件$")
ORGAN: Final = re.compile(
    r"(?:政府|办公室|办公厅|委员会|局|厅|院|部|中心|处|支队|总队|大队|站|所|委|办|组|指挥部|"
    r"集团|公司|银行|学校|大学|协会|联合会|总工会|管委会|街道|镇|乡|党组|党委)(?:（.{1,20}）)?$"
)
GENRE: Final = re.compile(
    r"(决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|规定|细则|"
    r"条例|方案|规划|计划|要点|指南|规则|预案|标准|清单|目录|制度|措施|总结|公示|章程|规程|"
    r"预算|决算|答复)(?:[（(][^（）()]*[）)])?$"
)
LAW_NOTE: Final = re.compile(
    r"^[（(].*(通过|批准|公布|印发|施行|修订|修正|发布).*[）)]$", re.DOTALL
)
ANNEX: Final = re.compile(rf"^附\s*[件表录]\s*(\d{{1,2}}|[{_COUNT}]{{1,3}})?(?:之\d+)?\s*[:：]?$")
ANNEX_LIST: Final = re.compile(r"^附\s*件\s*(?:[:：]|(?=\d+[.．、]))\s*(.+)$", re.DOTALL)
ANNEX_ITEM: Final = re.compile(r"^(\d{1,2})\s*[.．、]\s*(.+)$")
COPIES: Final = re.compile(r"^(抄\s*送|抄\s*报|分\s*送|主\s*送|发\s*至|存\s*档)\s*[:：]")
PRINTED: Final = re.compile(r"^(.*?)\s*(\S+年\S+月\S+日)\s*印\s*发(?:[（(].*[）)])?$", re.DOTALL)
PRINT_RUN: Final = re.compile(r"^[（(]?共印\s*\d+\s*份[）)]?$")
RESTRICTED: Final = re.compile(
    r"(此件不公开|此件不予公开|不予公开|此件依申请公开|依申请公开发布|内部资料|内部文件|注意保存|"
    r"仅供内部|请勿外传|不得外传)"
)
ANNOTATION: Final = re.compile(r"^[（(](?:此件|本文|联系人|信息公开).*[）)]$", re.DOTALL)
CAPTION: Final = re.compile(r"^[表图]\s*[\d一二三四五六七八九十]+([-－.]\d+)?[\s　:：.、]*\S")
EFFECTIVE: Final = re.compile(
    r"自\s*((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)\s*起\s*(?:施行|实施|执行|生效)"
)
EFFECTIVE_NOW: Final = re.compile(r"自(?:发布|印发|公布|颁布)之日起\s*(?:施行|实施|执行|生效)")
EXPIRES: Final = re.compile(r"有效期(?:限)?(?:截?至|到)\s*((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)")
TERM: Final = re.compile(r"有效期(?:限)?(?:为)?\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*年")

# The levels of a document's structure; a smaller key stands above a larger one.
LEVELS: Final = (
    (1, re.compile(rf"^第[{_COUNT}\d]+(?:编|部分|篇)(?=[\s　:：]|$|[^之的])")),
    (5, re.compile(rf"^第[{_COUNT}\d]+章")),
    (7, re.compile(rf"^第[{_COUNT}\d]+节")),
    (10, re.compile(rf"^[{_COUNT}]{{1,4}}[、．.]")),
    (20, re.compile(rf"^[（(][{_COUNT}]{{1,4}}[）)]、?")),
    (34, re.compile(r"^\d{1,2}[.．]\d{1,2}[.．]\d{1,2}(?![\d年月])[.．]?")),
    (32, re.compile(r"^\d{1,2}[.．]\d{1,2}(?![\d.．%％年月万亿元])[.．]?(?=[\s　一-鿿])")),
    (30, re.compile(r"^\d{1,2}[.．、](?!\d)")),
    (40, re.compile(r"^[（(]\d{1,2}[）)]、?")),
    (50, re.compile(r"^[①-⑳]")),
)
ARTICLE: Final = re.compile(rf"^第[{_COUNT}\d]+条(?![例款])")


def squeeze(text: str) -> str:
    """Text on one line: spaces between Chinese characters dropped, others made single."""
    joined = " ".join(text.split())
    return re.sub(r"(?<=[^\x00-\xff])\s+|\s+(?=[^\x00-\xff])", "", joined)


def level_of(line: str) -> tuple[int, int] | None:
    """(key, length of the number) of a line that begins with a structure number."""
    for key, pattern in LEVELS:
        found = pattern.match(line)
        if found:
            return key, found.end()
    return None


def normal_number(line: str) -> str:
    """The document number (发文字号) in `line` in its proper form, or empty."""
    found = NUMBER.search(line)
    return f"{found[1]}〔{found[2]}〕{found[3]}号" if found else ""
