"""Sites in another language: the theme's words, exchanged before templates are compiled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from sitegen.errors import ThemeError
from sitegen.render.theme import Theme, built_in_theme
from sitegen.render.words import CHINESE, Words, english_day, initials

WORDS = Words(
    {
        "来源": "Source",
        "条": "",
        "第 # 页": "Page #",
        "* #年": "* – #",
        "有效": "In force",
        "更多": "More ",
        "引用": 'the "quoted" & <other>',
    }
)
SHOWN_TO_EDITORS_ONLY = ("styleguide.html", "preview-error.html")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("来源", "Source"),
        ("来源：", "Source: "),
        ("第 12 页", "Page 12"),
        ("News 2026年", "News – 2026"),
        ("不认识的词", "不认识的词"),
        ("Plain", "Plain"),
    ],
)
def test_a_text_is_called_by_its_entry_or_its_pattern(text: str, said: str) -> None:
    assert WORDS.say(text) == said


@pytest.mark.parametrize(
    ("source", "exchanged"),
    [
        ("<p>来源：{{ x }} 条</p>", "<p>Source: {{ x }} </p>"),
        ('<nav aria-label="更多{{ x }}">', '<nav aria-label="More {{ x }}">'),
        ('{{ x or "有效" }}', '{{ x or "In force" }}'),
        ("{{ x or '有效' }}", "{{ x or 'In force' }}"),
        ('{% if x != "有效" %}', '{% if x != "有效" %}'),
        ("{# 有效 #}", "{# 有效 #}"),
        ("<b>引用</b>", "<b>the ”quoted” &amp; &lt;other></b>"),
    ],
)
def test_templates_change_their_texts_but_not_their_conditions(source: str, exchanged: str) -> None:
    assert WORDS.exchanged(source) == exchanged


def test_without_words_everything_stays_as_it_is() -> None:
    source = "<p>来源：{{ x }}</p>"
    assert Words({}).exchanged(source) is source
    assert Words({}).say("来源") == "来源"
    assert Words({}).digest == ""


def test_every_text_of_the_theme_has_an_english_one() -> None:
    folder = built_in_theme() / "templates"
    words = Theme((built_in_theme(),)).words("en")
    left: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.html")):
        if path.name in SHOWN_TO_EDITORS_ONLY:
            continue
        source = re.sub(r"\{#.*?#\}|\{% (?:el)?if .*?%\}", "<>", path.read_text("utf-8"))
        source = re.sub(r"简体|繁體", "", source)  # the names of scripts, in that script
        lines = [line for line in words.exchanged(source).splitlines() if re.search(CHINESE, line)]
        if lines:
            left[path.name] = lines
    assert left == {}


def test_every_text_of_the_scripts_has_an_english_one() -> None:
    folder = built_in_theme() / "static/js"
    known = set(re.findall(r'^ +"(.+?)":', (folder / "words-en.js").read_text("utf-8"), re.M))
    said: set[str] = set()
    for path in folder.glob("*.js"):
        if path.name not in ("words.js", "words-en.js", "hans.js"):
            code = re.sub(r"^\s*(?://|\*|/\*).*$", "", path.read_text("utf-8"), flags=re.M)
            found = {text for text in re.findall(r'"([^"]*)"', code) if re.search(CHINESE, text)}
            assert not re.search(r"`[^`\n]*[\u4e00-\u9fff]", code), path.name
            said |= found
    assert said
    assert said <= known


def test_a_city_adds_words_for_its_own_templates(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words/en.yaml").write_text("市长信箱: Letters to the mayor\n来源: From\n", "utf-8")
    words = Theme((tmp_path, built_in_theme())).words("en")
    assert words.say("市长信箱") == "Letters to the mayor"
    assert words.say("来源") == "From"
    assert words.say("下一篇") == "Next"


def test_a_list_of_words_that_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words/en.yaml").write_text("- 来源\n", "utf-8")
    with pytest.raises(ThemeError, match=r"en\.yaml"):
        Theme((tmp_path,)).words("en")


def test_dates_and_marks_are_english() -> None:
    assert english_day("2026-11-02 09:30") == "2 November 2026"
    assert english_day("—") == "—"
    assert initials("Yunze Foreign Affairs") == "YF"


def _chinese(page: lxml_html.HtmlElement) -> list[str]:
    found: list[str] = []
    for element in page.iter():
        around = [element, *element.iterancestors()]
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        # Types of columns come from a list that is fixed in Chinese; nobody is shown them.
        if element.get("name") == "ColumnType":
            continue
        if any(one.get("lang") == "zh-CN" for one in around):
            continue
        names = ("alt", "title", "placeholder", "data-label", "aria-label", "content")
        texts = [element.text or "", *(child.tail or "" for child in element)]
        texts += [element.get(name, "") for name in names]
        found += [text.strip() for text in texts if re.search(CHINESE, text)]
    return found


def test_nothing_on_an_english_site_is_in_chinese_but_names_marked_so(demo: Path) -> None:
    pages = sorted((demo / "dept-fao").resolve().rglob("*.html"))
    assert len(pages) > 40
    left = {path.name: _chinese(lxml_html.fromstring(path.read_bytes())) for path in pages}
    assert {name: texts for name, texts in left.items() if texts} == {}
