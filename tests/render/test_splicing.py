"""Parts that stand ready are put into a page as they are, and are texts for everything else."""

import traceback

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from sitegen.pages.body import Body, Heading, Headings
from sitegen.render.environment import ThemeEnvironment, escaped
from sitegen.render.filters import FILTERS
from sitegen.render.splicing import Ready, key, mark, splice


def themed() -> ThemeEnvironment:
    environment = ThemeEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update(FILTERS)
    return environment


def drawn(source: str, **values: object) -> str:
    environment = themed()
    return environment.draw(environment.from_string(source), values)


@pytest.mark.parametrize(
    "value", ["a & b", "<i>", "'\"", "", "政务公开", 12, None, Markup("<b>"), ("<", 1)]
)
def test_printed_values_are_escaped_as_jinja_does(value: object) -> None:
    assert escaped(value) == escape(value)
    usual = Environment(autoescape=True).from_string("{{ value }}")
    assert drawn("{{ value }}", value=value) == usual.render(value=value)


def test_ready_parts_and_the_body_are_put_in_where_they_are_printed() -> None:
    text = drawn(
        "{{ head }}|{{ body | markup }}|{{ title }}",
        head=Ready.of("head", "<h1>市</h1>"),
        body=Body("<p>正文</p>".encode()),
        title="<",
    )
    parts = {key("head"): "<h1>市</h1>".encode(), key("body"): "<p>正文</p>".encode()}
    assert splice(text, parts).decode() == "<h1>市</h1>|<p>正文</p>|&lt;"


def test_a_template_may_do_more_than_print_a_part() -> None:
    head = Ready.of("head", "<h1>市</h1>")
    body = Body("<p>正文</p>".encode())
    assert drawn("{{ head | striptags }} {{ head | length }}", head=head) == "市 10"
    assert drawn("{{ body | striptags }}{% if body %}!{% endif %}", body=body) == "正文!"
    assert drawn("{{ body }}", body=body) == "&lt;p&gt;正文&lt;/p&gt;"


def test_content_cannot_call_for_a_part() -> None:
    body = b"<p>secret</p>"
    assert splice("\0body\0", {key("body"): body}) == b"body"
    assert mark("body") not in drawn("{{ title }}", title="\0body\0")


def test_an_error_in_a_template_names_its_line() -> None:
    environment = themed()
    template = environment.from_string("one\n\n{{ missing.part }}")
    with pytest.raises(UndefinedError, match="missing") as caught:
        environment.draw(template, {})
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert ("<template>", 3) in [(frame.filename, frame.lineno) for frame in frames]


def test_headings_are_made_when_a_theme_looks_at_them() -> None:
    headings = Headings('[[2, "h-1", "一、总则"], [3, "h-2", "二"]]')
    assert headings[0] == Heading(2, "h-1", "一、总则")
    assert [heading.level for heading in headings] == [2, 3]
    assert len(headings[1:]) == 1
    assert not Headings()
