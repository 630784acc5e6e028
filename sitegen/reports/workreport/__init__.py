"""The official annual work report, filled from content (政府网站工作年度报表)."""

from sitegen.reports.workreport.filling import Filled, fill

__all__ = ["Filled", "fill"]
