"""Quick looks at a body say the same as going through all of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sitegen.markdown import formal as marking
from sitegen.markdown.wording import ENGLISH, words_of
from sitegen.sources.prose import _TWO_LETTERS

PARAGRAPHS = (
    "<p>云岭市人民政府</p>\n", "<p>财政局</p>\n", "<p>2026年6月10日</p>\n", "<p>这是一句话。</p>\n",
    "<h2>标题</h2>\n", "<p>各县：</p>\n", "<p>特此通知</p>\n",
    "<ul>\n<li>\n<p>市财政局办公室</p>\n</li>\n</ul>\n",
)  # fmt: skip


@given(st.text("ab中文1。é ", max_size=30))
def test_the_language_of_labels_is_that_of_most_words(text: str) -> None:
    latin = len(re.findall("[A-Za-z]", text))
    chinese = len(re.findall(r"[\u4e00-\u9fff]", text))
    assert (words_of(text) is ENGLISH) == (latin > 4 * chinese)


@given(st.lists(st.sampled_from(PARAGRAPHS), max_size=24).map("".join))
def test_signatures_are_those_of_the_whole_body(html: str) -> None:
    whole = marking._SIGNATURE.sub(marking._MARKED, html)
    assert marking.formal(html).replace(' class="addressee"', "") == whole


@given(st.text("a中_ 。-", max_size=8))
def test_two_letters_are_seen_wherever_they_stand(text: str) -> None:
    assert bool(_TWO_LETTERS.search(text)) == (len(re.sub(r"[\W_]+", "", text)) > 1)
