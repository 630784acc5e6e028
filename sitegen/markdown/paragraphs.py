"""A block rule that recognises a plain one-line paragraph at once.

Long official documents are nearly all such lines, and asking the eleven other block rules about
each of them is where markdown-it's time goes. The rule answers only for lines that no other rule
could take, so the result is the same.
"""

from markdown_it.rules_block import StateBlock

from sitegen.markdown.plain import PARAGRAPH


def plain_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Emit a one-line paragraph that is followed by a blank line or the end."""
    if silent or state.blkIndent or state.sCount[start] != 0 or state.parentType != "root":
        return False
    following = start + 1
    if following < end and not state.isEmpty(following):
        return False
    content = state.src[state.bMarks[start] : state.eMarks[start]]
    if not PARAGRAPH.fullmatch(content):
        return False
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, following]
    token = state.push("inline", "", 0)
    token.content = content
    token.map = [start, following]
    token.children = []
    state.push("paragraph_close", "p", -1)
    state.line = following
    return True
