"""Interpretations and the documents they explain find each other by their pages' links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.model.item import ITEM_MODELS, InterpretationItem, PolicyItem
from sitegen.model.kinds import Kind
from tests.support.platform import TestPlatform

from .articles import ARTICLES
from .moving import items, platform, run, save

POLICY = "/zwgk/zcwj/202104/t20210409_21.html"
READING = "/zwgk/zcjd/202312/t20231228_5.html"
WHERE = {"policy": "zwgk/zcwj/2021/0409-21.md", "reading": "zwgk/zcjd/2023/1228-5.md"}
LINK = '请见<a href="{}">原文</a>'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = platform(tmp_path / "platform")
    folder = root / "content/city/zwgk/zcjd"
    folder.mkdir()
    (folder / "_column.yaml").write_text("title: 政策解读\ntype: interpretation\n", "utf-8")
    return root


def reading(mirror: Path, link: str = "") -> None:
    page = save(mirror, READING, ARTICLES[2], old="敬请谅解", new=link or "敬请谅解")
    page.write_text(page.read_text("utf-8").replace("通知公告", "政策解读"), "utf-8")


def front(root: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(items(root)[WHERE[name]].split("---\n")[1])
    return found


@pytest.mark.parametrize("side", ["interpretation", "document"])
def test_a_link_from_either_page_makes_the_pair(root: Path, tmp_path: Path, side: str) -> None:
    if side == "interpretation":
        save(tmp_path / "m", POLICY)
        reading(tmp_path / "m", LINK.format(POLICY))
    else:
        save(tmp_path / "m", POLICY, old="（此件公开发布）", new=LINK.format(READING))
        reading(tmp_path / "m")
    run(root, tmp_path / "m")
    data = front(root, "reading")
    assert "kind" not in data
    assert InterpretationItem.model_validate(data).interprets == ("../../zcwj/2021/0409-21.md",)
    policy = PolicyItem.model_validate(front(root, "policy"))
    assert policy.document.interpretation == ("../../zcjd/2023/1228-5.md",)


def test_an_interpretation_that_links_to_no_document_is_an_article(
    root: Path, tmp_path: Path
) -> None:
    save(tmp_path / "m", POLICY)
    reading(tmp_path / "m")
    run(root, tmp_path / "m")
    data = front(root, "reading")
    assert (data["kind"], "interprets" in data) == ("article", False)
    assert "interpretation" not in front(root, "policy")["document"]


def test_a_document_without_a_day_of_signing_is_no_side_of_a_pair(
    root: Path, tmp_path: Path
) -> None:
    save(tmp_path / "m", "/zwgk/zcwj/202206/t20220610_3.html", ARTICLES[3])
    reading(tmp_path / "m", LINK.format("/zwgk/zcwj/202206/t20220610_3.html"))
    run(root, tmp_path / "m")
    assert front(root, "reading")["kind"] == "article"


def test_a_document_that_comes_later_turns_the_article_into_its_interpretation(
    root: Path, tmp_path: Path
) -> None:
    page = save(tmp_path / "m", POLICY)
    reading(tmp_path / "m", LINK.format(POLICY))
    run(root, tmp_path / "m", dry_run=True)
    page.unlink()
    run(root, tmp_path / "m")
    assert front(root, "reading")["kind"] == "article"
    save(tmp_path / "m", POLICY)
    assert run(root, tmp_path / "m").outcomes == {"added": 1, "updated": 1}
    data = front(root, "reading")
    ITEM_MODELS[Kind.INTERPRETATION].model_validate(data)
    assert data["interprets"] == ["../../zcwj/2021/0409-21.md"]


def test_both_pages_show_the_pair(platform: TestPlatform, tmp_path: Path) -> None:
    save(tmp_path / "m", POLICY)
    reading(tmp_path / "m", LINK.format(POLICY))
    run(platform.root, tmp_path / "m")
    platform.built()
    paths = {
        text.split("title: ")[1].split("\n")[0]: path for path, text in items(platform.root).items()
    }
    policy, about = (paths[ARTICLES[n].title].removesuffix(".md") + ".html" for n in (0, 2))
    assert f'href="/{policy}"' in platform.page(about).split("<main")[1]
    assert f'href="/{about}"' in platform.page(policy).split("<main")[1]
