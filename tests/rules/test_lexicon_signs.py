"""The pass over all word lists sees what other checks look for, as a search of their own would."""

from hypothesis import given
from hypothesis import strategies as st

from sitegen.rules import load_rulebook
from sitegen.rules.privacy.numbers import eleven, long_stretches
from sitegen.rules.wording.lexicon import POSTS, has
from sitegen.rules.wording.wording_punctuation import DOUBLED

BOOK = load_rulebook(None)


@given(st.text("，。、；：甲,;\n", max_size=8))
def test_doubled_marks_are_seen(text: str) -> None:
    assert has(text, BOOK, "marks") == bool(DOUBLED.search(text))


@given(st.text("局市长记书主任a\n", max_size=8))
def test_posts_are_seen(text: str) -> None:
    assert has(text, BOOK, "posts") == any(post in text for post in POSTS)


@given(st.text("01234567890１２３４５６７８９０ -－年a\n", max_size=30))
def test_no_long_number_is_overlooked(text: str) -> None:
    signs = text.encode("ascii", "ignore")
    assert eleven(signs) or has(text, BOOK, "wide digits") or not long_stretches(text)[0]
