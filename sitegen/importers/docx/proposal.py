"""The front matter proposed for a document, each value with the evidence for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sitegen.importers.chinese_dates import find_date
from sitegen.importers.docx import patterns
from sitegen.importers.docx.notice import Notice
from sitegen.importers.front_matter import prune
from sitegen.importers.remark import Evidence, Remark
from sitegen.model.kinds import Kind

FILL: Final = "（请填写）"
_NUMERALS: Final = {c: i for i, c in enumerate("零一二三四五六七八九十")}
_TITLE_ORGAN: Final = re.compile(r"^(.{3,40}?)(?:关于|印发|转发)")


@dataclass(frozen=True)
class Wishes:
    """What the user decided: these values win over everything in the document. `date_from` says
    where the date comes from.
    """

    date: str = ""
    source: str = ""
    draft: bool = False
    date_from: str = "命令行 --date"


@dataclass(frozen=True)
class Proposal:
    """Front matter in order of its keys, with evidence, and what an editor should mend."""

    front: dict[str, Any]
    evidence: tuple[Evidence, ...]
    remarks: tuple[Remark, ...]


def propose(notice: Notice, kind: Kind, organ: str, now: str, wishes: Wishes) -> Proposal:
    """Propose the front matter of an item of `kind`.

    Args:
        notice: the document taken apart.
        kind: the record kind of the column.
        organ: the site's sponsor or name, the source of last resort.
        now: the moment of import, `YYYY-MM-DD HH:MM`, the publication time by default.
        wishes: values that the user gave.
    """
    evidence = list(notice.evidence)
    remarks: list[Remark] = []
    issuer = _issuer(notice, evidence, remarks)
    published = wishes.date or now
    how = wishes.date_from if wishes.date else "导入时刻（文件中没有发布时间，可用 --date 指定）"
    evidence.append(Evidence("date", published, how, 1.0 if wishes.date else 0.5))
    source = _source(wishes.source, issuer, organ, evidence)
    front: dict[str, Any] = {"title": notice.title, "date": published, "source": source or FILL}
    if not any(item.field == "title" for item in evidence):
        evidence.append(Evidence("title", notice.title, "文件属性或文件名", 0.4))
        remarks.append(
            Remark("warning", "正文中没有识别出标题，暂用文件属性或文件名。", fix="请核对 title。")
        )
    document = _document(notice, issuer, evidence)
    if kind is Kind.POLICY or document["number"]:
        front["document"] = prune(document) or {"issuer": front["source"]}
    if kind is Kind.POLICY:
        remarks.extend(_missing(document))
    remarks.extend(_date_remarks(notice, published))
    todo = _fill_kind(kind, front)
    if not source:
        todo.append("source（来源）")
    if todo:
        front["draft"] = True
        fields = "、".join(todo)
        remarks.append(
            Remark(
                "error",
                f"有字段须人工填写：{fields}，已存为草稿。",
                fix=f"请把标有“{FILL}”的字段补全，然后删去 draft: true。",
            )
        )
    elif wishes.draft:
        front["draft"] = True
    return Proposal(front, tuple(evidence), tuple(remarks))


def _issuer(notice: Notice, evidence: list[Evidence], remarks: list[Remark]) -> str:
    head, signers = notice.front.issuer, "、".join(notice.closing.signers)
    if head and signers and head != signers and not (head in signers or signers in head):
        remarks.append(
            Remark(
                "warning",
                f"红头为“{head}”，落款为“{signers}”，两者不一致。",
                fix="请核对发文机关。",
            )
        )
    if head or signers:
        return signers or head
    named = _TITLE_ORGAN.match(notice.title)
    if named and patterns.ORGAN.search(named[1]):
        evidence.append(Evidence("document.issuer", named[1], "标题中的机关名称", 0.75))
        return named[1]
    return ""


def _source(wish: str, issuer: str, organ: str, evidence: list[Evidence]) -> str:
    for value, how, confidence in (
        (wish, "命令行 --source", 1.0),
        (issuer, "发文机关", 0.9),
        (organ, "站点的主办单位或名称（文件中没有发文机关）", 0.6),
    ):
        if value:
            evidence.append(Evidence("source", value, how, confidence))
            return value
    return ""


def _document(notice: Notice, issuer: str, evidence: list[Evidence]) -> dict[str, Any]:
    signed = notice.closing.signed
    text = "\n".join(piece.line for piece in notice.closing.pieces)
    begins = signed or notice.closing.printed
    effective = _effective(text, begins, evidence)
    genre = patterns.GENRE.search(notice.title)
    if genre:
        evidence.append(Evidence("document.genre", genre[1], "标题中的文种", 0.95))
    return {
        "number": notice.front.number,
        "issuer": issuer,
        "signed": signed.isoformat() if signed else "",
        "effective": effective.isoformat() if effective else "",
        "expires": _expires(text, effective or begins, evidence),
        "genre": genre[1] if genre else "",
    }


def _effective(text: str, begins: date | None, evidence: list[Evidence]) -> date | None:
    dates = {found[1] for found in patterns.EFFECTIVE.finditer(text)}
    if len(dates) == 1:
        effective = find_date(dates.pop())
        evidence.append(Evidence("document.effective", str(effective), "正文“自…起施行”", 0.9))
        return effective
    if not dates and begins and patterns.EFFECTIVE_NOW.search(text):
        evidence.append(Evidence("document.effective", str(begins), "正文“自印发之日起施行”", 0.8))
        return begins
    return None


def _expires(text: str, begins: date | None, evidence: list[Evidence]) -> str:
    until = patterns.EXPIRES.search(text)
    if until:
        expires = find_date(until[1])
        evidence.append(Evidence("document.expires", str(expires), "正文“有效期至…”", 0.9))
        return expires.isoformat() if expires else ""
    term = patterns.TERM.search(text)
    if term and begins:
        years = int(term[1]) if term[1].isdigit() else _chinese_years(term[1])
        last = _after_years(begins, years) - timedelta(days=1)
        how = f"正文“有效期{term[1]}年”，自施行之日起算"
        evidence.append(Evidence("document.expires", last.isoformat(), how, 0.8))
        return last.isoformat()
    return ""


def _chinese_years(text: str) -> int:
    if len(text) == 2 and text.startswith("十"):
        return 10 + _NUMERALS[text[1]]
    return _NUMERALS[text[0]] if len(text) == 1 else _NUMERALS[text[0]] * 10


def _after_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _missing(document: dict[str, Any]) -> list[Remark]:
    names = {"number": "发文字号", "issuer": "发文机关", "signed": "成文日期"}
    return [
        Remark("warning", f"没有识别出{name}。", fix=f"请在 document.{key} 中填写。")
        for key, name in names.items()
        if not document[key]
    ]


def _date_remarks(notice: Notice, published: str) -> list[Remark]:
    signed = notice.closing.signed
    if signed and signed.isoformat() > published[:10]:
        return [
            Remark(
                "warning",
                f"成文日期 {signed} 晚于发布时间 {published}。",
                fix="请核对成文日期，或用 --date 指定发布时间。",
            )
        ]
    return []


def _fill_kind(kind: Kind, front: dict[str, Any]) -> list[str]:
    """Mark what a column of that kind needs and a Word document does not tell."""
    if kind is Kind.INTERPRETATION:
        front["interprets"] = [FILL]
        front["form"] = "text"
        return ["interprets（所解读的文件）"]
    if kind not in {Kind.ARTICLE, Kind.POLICY}:
        front["kind"] = Kind.ARTICLE.value
    return []
