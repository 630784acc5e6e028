"""The inspection scorecards of 2019 and 2015 (检查评分表)."""

from sitegen.reports.scorecard.judging import Scorecard, score
from sitegen.reports.scorecard.specs import ScoreBook, load_scorebook

__all__ = ["ScoreBook", "Scorecard", "load_scorebook", "score"]
