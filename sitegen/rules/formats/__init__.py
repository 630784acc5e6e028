"""Printing the result of a check: text for people, and the forms that machines read."""

from collections.abc import Callable

from sitegen.rules.formats.report import CheckReport

FORMATS = ("text", "json", "sarif", "junit", "github")


def render(report: CheckReport, form: str) -> str:
    """Return the report in one of `FORMATS`, without a newline at its end."""
    import importlib

    module = importlib.import_module(f"sitegen.rules.formats.{form}_format")
    write: Callable[[CheckReport], str] = module.write
    return write(report)
