"""What official prose marks by its place alone: whom it addresses (主送机关), who signed it (落款).

A document comes from Word or from an old site as plain paragraphs. GB/T 9704-2012 sets the
addressee without the indent of a paragraph, and the signature to the right with its date below;
`::: signature` says the same in so many words.
"""

import re

_DATE = r"(?:19|20)\d{2}年(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])日"
# A name, not a sentence: nothing that ends or joins sentences, no formula of a notice's end.
_NAME = r"<p>(?!特此|此[复致])[^<>\n，。；：、！？（）“”《》\s]{3,30}</p>\n"
_NAMES = 8
_SIGNATURE = re.compile(rf"((?:{_NAME}){{1,{_NAMES}}}<p>{_DATE}</p>\n)")
_MARKED = r'<div class="signature">\n\1</div>\n'
_DATED = re.compile(rf"<p>{_DATE}</p>\n")
_ADDRESSEE = re.compile(
    r"<p>(?=[^<>\n。；？！]{2,120}：</p>\n)(?![^<\n]*(?:如下|下列|以下|[问答：]：))"
)


def formal(html: str) -> str:
    """Mark the addressee and the signatures of a body; other bodies come back as they are."""
    if dated := _DATED.search(html):
        # Nothing before the paragraphs that may be names can belong to a signature.
        start = dated.start()
        for _ in range(_NAMES):
            start = html.rfind("<p>", 0, start) if start > 0 else start
        start = max(start, 0)
        html = html[:start] + _SIGNATURE.sub(_MARKED, html[start:])
    return f'<p class="addressee">{html[3:]}' if _ADDRESSEE.match(html) else html
