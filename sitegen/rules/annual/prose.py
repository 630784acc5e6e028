"""The prose of an annual report made even: only what it says of its own year, in plain figures."""

import re

COMPARED = re.compile(r"同比|去年|上一年度(?!结转)|前一年|较上年|比上年|近[两二三四五]年|累计|以来")
CLAUSE = re.compile(r"[^。；，]*[。；，]")
YEAR = re.compile(r"20\d\d(?=年)")
NOISE = re.compile(r"[\s*_`]")
GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
DIGITS = str.maketrans("０１２３４５６７８９（）", "0123456789()")


def of_year(text: str, year: int) -> str:
    """The prose in one line, without clauses that speak of other years or several years.

    What was carried over from the year before, or into the next, is said without the year.
    """
    even = GROUPED.sub("", NOISE.sub("", text).translate(DIGITS)) + "。"
    even = re.sub(rf"{year - 1}年度?结转", "上年结转", even)
    even = re.sub(rf"(结转|转入|转到|转至)([到至]?){year + 1}年度?", r"\1\2下年度", even)
    even = re.sub(
        rf"((?:全年|本年度?|年内|今年|{year}年度?)[^。；]{{0,10}}?)(?:累计|以来)", r"\1", even
    )
    return "".join(one for one in CLAUSE.findall(even) if _of_year(one, str(year)))


def _of_year(clause: str, year: str) -> bool:
    return not COMPARED.search(clause) and set(YEAR.findall(clause)) <= {year}


def sentences(prose: str) -> list[str]:
    """The sentences of even prose, each with its stop."""
    return [f"{one}。" for one in prose.split("。") if one]
