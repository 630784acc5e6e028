"""The quick look for doubled marks says the same as the search."""

from hypothesis import given
from hypothesis import strategies as st

from sitegen.rules.wording.wording_punctuation import DOUBLED, doubled


@given(st.text("，。、；：甲,;\n", max_size=8))
def test_doubled_marks_are_seen_at_a_look(text: str) -> None:
    assert doubled(text) == bool(DOUBLED.search(text))
