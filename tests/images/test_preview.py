"""The preview shows pictures in their size, without waiting for variants to be made."""

from __future__ import annotations

from sitegen.preview.session import PreviewSession
from tests.images.drawing import photo
from tests.support.platform import TestPlatform

ARTICLE = (
    "---\ntitle: 绿道全线贯通\ndate: 2026-06-08 10:00\nsource: 市政府办公室\n---\n\n"
    "绿道今日起开放，全长三十二公里。\n\n![绿道一角](lvdao.jpg)\n"
)


def _body(session: PreviewSession) -> str:
    session.refresh()
    answer = session.answer("city", "/yw/lvdao.html", {})
    assert answer.status == 200
    return answer.body.decode()


def test_a_changed_picture_has_its_new_size_at_once(platform: TestPlatform) -> None:
    platform.write("content/city/yw/lvdao.md", ARTICLE)
    platform.write("content/city/yw/lvdao.jpg", photo(1000, 600))
    session = PreviewSession(platform.root, platform.as_of, 1)

    assert 'width="1000" height="600"' in _body(session)
    platform.write("content/city/yw/lvdao.jpg", photo(700, 700))
    assert 'width="700" height="700"' in _body(session)

    assert "srcset=" not in _body(session)
    assert not (platform.root / "build/.state/images").exists()
    session.close()
