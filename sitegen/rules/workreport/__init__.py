"""Checks of the annual website work report (网站工作年度报表)."""
