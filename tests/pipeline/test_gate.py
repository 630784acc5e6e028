"""The gate: no site ships with a mandatory column that is missing, hidden or says nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from sitegen.pipeline.results import BLOCKED
from tests.support.platform import TestPlatform, shown, site_of

SITES = {"city": "portal", "county-x": "county", "dept-cz": "department", "town-lq": "township"}
UNCONDITIONAL = {
    "disclosure-directory": "xxgk/ml",
    "interpretation": "zcjd",
    "annual-report": "xxgk/nb",
}
Make = Callable[[Mapping[str, str]], TestPlatform]


def _drafted(platform: TestPlatform, item: str) -> None:
    platform.replace(item, "source:", "draft: true\nsource:")


def _dated_ahead(platform: TestPlatform, item: str) -> None:
    platform.replace(item, "date: 2026-06-05", "date: 2027-01-01")


def _withdrawn(platform: TestPlatform, item: str) -> None:
    platform.replace(item, "source:", "withdrawn: {date: 2026-06-06, reason: 内容有误}\nsource:")


def _expired(platform: TestPlatform, item: str) -> None:
    platform.replace(item, "source:", "expires: 2026-06-07\nsource:")


def _emptied(platform: TestPlatform, item: str) -> None:
    platform.delete(item)


def _placeholder(platform: TestPlatform, item: str) -> None:
    platform.write(
        item,
        "---\ntitle: 栏目说明\ndate: 2026-06-05\nsource: 办公室\nkind: article\n---\n\n"
        "内容建设中，敬请期待！\n",
    )


WAYS = [_emptied, _drafted, _dated_ahead, _withdrawn, _expired, _placeholder]


@pytest.mark.parametrize("path", UNCONDITIONAL.values(), ids=UNCONDITIONAL)
@pytest.mark.parametrize("spoil", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_an_empty_unconditional_column_blocks_its_site_alone(
    make_platform: Make, path: str, spoil: Callable[[TestPlatform, str], None]
) -> None:
    platform = make_platform(SITES)
    first = platform.build(jobs=2)
    assert [site.status for site in first.sites] == ["published"] * 4, shown(
        [finding for site in first.sites for finding in site.findings]
    )
    before = platform.tree("county-x")
    spoil(platform, f"content/county-x/{path}/1.md")
    platform.write(
        "content/city/yw/2.md", platform.root.joinpath("content/city/yw/1.md").read_text()
    )
    platform.replace("content/city/yw/2.md", "title: ", "title: 新的")

    second = platform.build(jobs=2)

    assert second.exit_status == 1
    assert site_of(second, "county-x").status == "blocked"
    assert site_of(second, "city").status == "published"
    assert {site_of(second, site).status for site in ("dept-cz", "town-lq")} == {"unchanged"}
    gate = [one for one in site_of(second, "county-x").findings if one.rule == "gate-column-empty"]
    assert path in {one.column or one.file for one in gate} or any(path in one.file for one in gate)
    assert platform.tree("county-x") == before


@pytest.mark.parametrize("path", UNCONDITIONAL.values(), ids=UNCONDITIONAL)
def test_a_mandatory_column_cannot_hide(platform: TestPlatform, path: str) -> None:
    platform.delete(f"content/city/{path}/1.md")
    platform.replace(f"content/city/{path}/_column.yaml", "order:", "when_empty: hide\norder:")

    result = platform.build()

    rules = {finding.rule for finding in result.sites[0].findings if finding.level == "gate"}
    assert result.sites[0].status == "blocked"
    assert any(rule.startswith("gate-column-") for rule in rules)


def test_a_missing_mandatory_column_is_named_with_what_to_add(platform: TestPlatform) -> None:
    platform.delete("content/city/zcjd")

    result = platform.build()

    missing = [one for one in result.sites[0].findings if one.rule == "gate-column-missing"]
    assert [("interpretation" in one.message + one.fix, bool(one.fix)) for one in missing] == [
        (True, True)
    ]


def test_an_empty_column_beyond_the_profile_blocks_unless_it_hides(platform: TestPlatform) -> None:
    platform.write("content/city/ztzl/_column.yaml", "title: 专题专栏\ntype: special\n")
    assert platform.build().sites[0].status == "blocked"

    platform.write(
        "content/city/ztzl/_column.yaml", "title: 专题专栏\ntype: special\nwhen_empty: hide\n"
    )

    platform.built()
    assert "ztzl" not in platform.page("sitemap.html")
    assert "ztzl" not in platform.page("sitemap-columns.xml")
    assert not (platform.root / "build/city/ztzl").exists()


def test_the_clock_decides_what_counts_as_published(platform: TestPlatform) -> None:
    platform.replace(
        "content/city/xxgk/nb/1.md", "date: 2026-06-05 09:00", "date: 2026-06-20 09:00"
    )

    assert platform.build(as_of="2026-06-20 08:59").sites[0].status == "blocked"
    assert platform.build(as_of="2026-06-20 09:00").sites[0].status == "published"


def test_a_file_does_not_take_the_place_of_a_page(platform: TestPlatform) -> None:
    platform.write("content/city/yw/feed.xml", "<a/>")
    platform.replace("content/city/yw/1.md", "title:", "attachments: [feed.xml]\ntitle:")
    (site,) = platform.build().sites
    assert site.status == BLOCKED
    assert "yw/feed.xml" in site.error
