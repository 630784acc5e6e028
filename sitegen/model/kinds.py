"""Column types and record kinds: the vocabulary of 47号 and 19号 in one table."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What fields an item has (稿件类型)."""

    ARTICLE = "article"
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    LEADER = "leader"
    ORGAN = "organ"
    SERVICE = "service"
    LETTER = "letter"
    SURVEY = "survey"
    INTERVIEW = "interview"
    DATASET = "dataset"
    OFFICE = "office"
    ANNUAL_REPORT = "annual-report"
    WORK_REPORT = "work-report"


@dataclass(frozen=True, slots=True)
class ColumnType:
    """One type of column.

    `tag` is the official value of the page tag ColumnType (47号 annex); `kind` the record kind of
    its items where they do not say otherwise; `group` the heading under which the search shows
