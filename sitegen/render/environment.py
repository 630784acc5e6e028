"""Jinja as the themes use it, without what a page costs there and nobody needs.

A page prints some fifty values. Jinja wraps each into a new `Markup` only to join them the moment
after; that alone was half the time of a page. Here text is escaped into plain text.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup, escape

from sitegen.render.splicing import Ready

try:
    from markupsafe._speedups import _escape_inner as _escape_text
except ImportError:  # another MarkupSafe: the same, only slower
    _escape_text = escape


def escaped(value: object) -> str:
    """Return a value as templates print it: ready markup as it is, everything else escaped."""
    if type(value) is str:
        return _escape_text(value)
    if type(value) is Ready:
        return value.mark
    return value if type(value) is Markup else escape(value)


class ThemeTemplate(Template):
    """A template whose printed values go through `escaped`."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: Any,
        uptodate: Callable[[], bool] | None = None,
    ) -> "ThemeTemplate":
        """Make a template from compiled code."""
        template = super().from_code(environment, code, globals, uptodate)
        # Compiled code calls the name `escape`; where it does not, it stays correct without this.
        template.root_render_func.__globals__["escape"] = escaped
        return template  # type: ignore[return-value]


class ThemeEnvironment(Environment):
    """An environment of `ThemeTemplate`s."""

    template_class = ThemeTemplate

    def draw(self, template: Template, context: dict[str, Any]) -> str:
        """Render a template; unlike with `render`, the globals are already in `context`."""
        try:
            made = self.context_class(self, context, template.name, template.blocks)
            return "".join(template.root_render_func(made))
        except Exception:
            self.handle_exception()
