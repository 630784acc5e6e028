"""The live preview: drafts, findings and faults on the page, and pages that follow every save."""

from __future__ import annotations

from sitegen.preview.saves import changed_files
from sitegen.preview.session import PreviewSession
from tests.support.platform import TestPlatform

ITEM = "content/city/yw/1.md"


def _page(session: PreviewSession, path: str, site: str = "city") -> str:
    """The page as it is once the verdict is there."""
    session.answer(site, path, {})
    session.settle()
    return session.answer(site, path, {}).body.decode()


def test_a_page_is_drawn_without_a_build(platform: TestPlatform, session: PreviewSession) -> None:
    assert "city要闻第一篇" in _page(session, "/yw/1.html")
    assert "city要闻第一篇" in _page(session, "/yw/")
    assert not (platform.root / "build/city").exists()


def test_a_saved_change_is_on_the_next_page(
    platform: TestPlatform, session: PreviewSession
) -> None:
    _page(session, "/yw/1.html")
    platform.replace(ITEM, "便民举措", "惠民举措")
    session.refresh()

    assert "惠民举措" in _page(session, "/yw/1.html")


def test_a_draft_is_shown_and_marked(platform: TestPlatform, session: PreviewSession) -> None:
    platform.replace(ITEM, "source:", "draft: true\nsource:")
    session.refresh()

    assert "草稿" in _page(session, "/yw/1.html")
    assert "草稿" not in _page(session, "/tzgg/1.html")


def test_findings_stand_on_the_page_that_they_belong_to(
    platform: TestPlatform, session: PreviewSession
) -> None:
    platform.write(ITEM, (platform.root / ITEM).read_text("utf-8") + "\n见[名单](none.csv)。\n")
    session.refresh()

    assert "none.csv" in _page(session, "/yw/1.html").partition("sitegen-notes")[2]
    assert "sitegen-notes" not in _page(session, "/tzgg/1.html").partition("</head>")[2]


def test_a_fault_shows_as_a_readable_page_and_heals(
    platform: TestPlatform, session: PreviewSession
) -> None:
    platform.replace(ITEM, "title:", "titel:")
    session.refresh()
    broken = _page(session, "/yw/1.html")

    assert "titel" in broken
    assert f"{ITEM}:2" in broken

    platform.replace(ITEM, "titel:", "title:")
    session.refresh()
    assert "city要闻第一篇" in _page(session, "/yw/1.html")


def test_a_broken_sites_yaml_is_said_and_heals(
    platform: TestPlatform, session: PreviewSession
) -> None:
    text = (platform.root / "sites.yaml").read_text("utf-8")
    platform.write("sites.yaml", text.replace("kind:", "kinds:"))
    session.refresh()
    assert "sites.yaml" in _page(session, "/")

    platform.write("sites.yaml", text)
    session.refresh()
    assert "澄湖市" in _page(session, "/")


def test_a_broken_template_is_said(platform: TestPlatform, session: PreviewSession) -> None:
    platform.write("themes/gov/templates/withdrawn.html", "{% if %}")
    platform.replace(ITEM, "source:", "withdrawn: {date: 2026-06-06, reason: 内容有误}\nsource:")
    session.refresh()

    answer = session.answer("city", "/yw/1.html", {})

    assert answer.status == 500
    assert "withdrawn.html" in answer.body.decode()


def test_an_unknown_address_is_the_sites_own_404(session: PreviewSession) -> None:
    answer = session.answer("city", "/no/such.html", {})

    assert answer.status == 404
    assert "澄湖市" in answer.body.decode()


def test_editors_temporary_files_are_no_change() -> None:
    changes = [(1, "/p/.1.md.swp"), (1, "/p/~$表.docx"), (1, "/p/1.md~"), (1, "/p/1.md")]

    assert changed_files(changes) == ["/p/1.md"]


def test_the_list_of_a_column_with_broken_settings_says_why_it_is_missing(
    platform: TestPlatform, session: PreviewSession
) -> None:
    settings = "content/city/tzgg/_column.yaml"
    platform.replace(settings, "title:", "title：")
    session.refresh()
    session.answer("city", "/tzgg/", {})
    answer = session.answer("city", "/tzgg/", {})

    assert answer.status == 404
    notes = answer.body.decode().partition("<aside")[2]
    assert f"{settings}:1" in notes and "全角" in notes
