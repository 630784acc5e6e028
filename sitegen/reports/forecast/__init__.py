"""What will break which rule, and when, if nothing is published (预警)."""

from sitegen.reports.forecast.due import Due, Forecast, Outlook
from sitegen.reports.forecast.foreseeing import foresee

__all__ = ["Due", "Forecast", "Outlook", "foresee"]
