"""An address has one page: nothing takes its place unseen, and it never gets lost beside others."""

from __future__ import annotations

import pytest

from tests.support.platform import TestPlatform, site_of

ITEM = "---\ntitle: {title}\ndate: 2026-06-05 10:00\nsource: 市政府办公室\n{front}---\n\n正文。\n"
ROWS = """title: 公共停车场一览
date: 2026-06-05 09:00
source: 市城管局
dataset: {fields: [{name: 名称}, {name: 车位}], rows: [[澄湖, 120]], publisher: 市城管局}
"""


def _refused(platform: TestPlatform) -> str:
    result = site_of(platform.build(), "city")
    assert result.status == "blocked"
    return result.error


@pytest.fixture
def dataset(platform: TestPlatform) -> TestPlatform:
    """A platform with a dataset, and a file of the name that the dataset's own table gets."""
    column = "title: 数据开放\ntype: open-data\norder: 50\n"
    platform.write("content/city/sjkf/_column.yaml", column)
    platform.write("content/city/sjkf/parking.yaml", ROWS)
    platform.write("content/city/sjkf/parking.csv", "名称,车位\n东站,300\n")
    return platform


def test_a_column_of_the_name_of_traditional_copies_keeps_its_pages(
    platform: TestPlatform,
) -> None:
    platform.write("content/city/hant/_column.yaml", "title: 繁体\norder: 60\n")
    platform.write("content/city/hant/a.md", ITEM.format(title="繁体资料", front=""))
    platform.built()
    before = platform.page("hant/index.html")

    platform.write("content/city/yw/9.md", ITEM.format(title="新消息", front=""))
    platform.built()

    assert "新消息" in platform.page("index.html")
    assert platform.page("hant/index.html") == before


def test_no_page_stands_where_the_traditional_copy_of_another_belongs(
    platform: TestPlatform,
) -> None:
    platform.write("content/city/hant/_column.yaml", "title: 繁体\norder: 60\n")
    platform.write("content/city/hant/a.md", ITEM.format(title="繁体资料", front=""))
    platform.site_config("city")["traditional"] = True
    platform.configure()
    assert "/hant/index.html" in _refused(platform)


def test_no_other_item_s_file_stands_for_a_dataset_s_table(dataset: TestPlatform) -> None:
    front = "attachments: [../sjkf/parking.csv]\n"
    dataset.built()
    before = dataset.tree()["sjkf/parking.csv"]

    item = dataset.write("content/city/yw/9.md", ITEM.format(title="附表", front=front))
    assert "/sjkf/parking.csv" in _refused(dataset)

    item.unlink()
    dataset.built()
    assert dataset.tree()["sjkf/parking.csv"] == before


def test_a_dataset_s_own_file_may_stand_for_its_table_and_be_named_by_others(
    dataset: TestPlatform,
) -> None:
    dataset.write("content/city/sjkf/parking.yaml", f"{ROWS}attachments: [parking.csv]\n")
    front = "attachments: [../sjkf/parking.csv]\n"
    dataset.write("content/city/yw/9.md", ITEM.format(title="附表", front=front))
    dataset.built()
    assert "东站" in dataset.tree()["sjkf/parking.csv"].decode()

    dataset.write("content/city/sjkf/parking.yaml", ROWS)
    dataset.delete("content/city/yw/9.md")
    dataset.built()
    assert "澄湖" in dataset.tree()["sjkf/parking.csv"].decode()


def test_no_file_is_taken_for_the_compressed_copy_of_a_page(platform: TestPlatform) -> None:
    platform.write("content/city/yw/1.html.gz", b"\x1f\x8b")
    front = "attachments: [1.html.gz]\n"
    platform.write("content/city/yw/9.md", ITEM.format(title="附件", front=front))
    assert "/yw/1.html" in _refused(platform)


def test_no_address_is_that_of_the_compressed_copy_of_a_page(platform: TestPlatform) -> None:
    platform.write("content/city/yw/8.md", ITEM.format(title="甲", front="url: /yw/1.html.gz\n"))
    aliases = "aliases: [/old/2.html, /index.html.br]\n"
    platform.write("content/city/yw/9.md", ITEM.format(title="乙", front=aliases))
    found = [one for one in platform.check() if one.rule == "source-bad-value"]
    assert [one.file.rpartition("/")[2] for one in found] == ["8.md", "9.md"]
    assert all("压缩副本" in one.fix for one in found)


def test_findings_are_told_whether_or_not_the_site_was_judged_before_it_was_drawn(
    platform: TestPlatform,
) -> None:
    front = "aliases: [/index.html]\n"
    platform.write("content/city/yw/9.md", ITEM.format(title="消息", front=front))
    told = [site_of(platform.build(jobs=2), "city") for _ in range(2)]
    assert [one.rule for one in told[0].findings] == [one.rule for one in told[1].findings]
    assert "share-alias-collision" in [one.rule for one in told[0].findings]
    assert [one.error for one in told] == ["", ""]
