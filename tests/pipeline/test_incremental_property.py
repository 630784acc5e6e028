"""Incremental ≡ clean: after any sequence of changes the tree equals one built from nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.platform import TestPlatform, site_of

SITES = {"city": "portal", "county-x": "county"}
COLUMNS = ("yw", "tzgg", "zcwj", "hygq")
WORDS = ("会议", "通知", "调研", "项目", "供暖", "茶叶", "石桥", "学校", "医院", "道路")


class Story:
    """A platform that changes at random, each step one thing that somebody might do."""

    def __init__(self, platform: TestPlatform, seed: int) -> None:
        self.platform = platform
        self.random = random.Random(seed)
        self.count = 0
        self.log: list[str] = []
        self.hour = 0

    def step(self) -> None:
        moves: list[Callable[[], str]] = [
            self.add, self.add, self.edit_body, self.edit_body, self.edit_title, self.delete,
            self.move, self.withdraw, self.draft, self.future, self.share, self.clock,
            self.column_setting, self.new_column, self.site_setting, self.theme, self.alias,
            self.attach, self.link, self.home,
        ]  # fmt: skip
        self.log.append(self.random.choice(moves)())

    def _column(self) -> str:
        return f"content/{self.random.choice(list(SITES))}/{self.random.choice(COLUMNS)}"

    def _items(self) -> list[Path]:
        root = self.platform.root / "content"
        return sorted(path for path in root.rglob("n*.md"))

    def _any(self) -> Path | None:
        items = self._items()
        return self.random.choice(items) if items else None

    def _front(self, path: Path, extra: str) -> None:
        text = path.read_text("utf-8")
        path.write_text(text.replace("source:", f"{extra}\nsource:", 1), "utf-8")

    def add(self) -> str:
        self.count += 1
        column = self._column()
        title = "".join(self.random.choices(WORDS, k=3)) + str(self.count)
        day, minute = self.random.randint(1, 9), self.random.randint(0, 59)
        kind = "kind: article\n" if column.endswith("zcwj") else ""
        text = (
            f"---\ntitle: {title}\ndate: 2026-06-{day:02d} 08:{minute:02d}\nsource: 办公室\n"
            f"keywords: [{self.random.choice(WORDS)}]\n{kind}---\n\n{title}的具体安排。\n"
        )
        self.platform.write(f"{column}/2026/n{self.count}.md", text)
        return f"add {column}/n{self.count}"

    def _change(self, what: str, change: Callable[[Path], object]) -> str:
        path = self._any()
        if path is None:
            return self.add()
        change(path)
        return f"{what} {path.name}"

    def edit_body(self) -> str:
        def change(path: Path) -> None:
            path.write_text(path.read_text("utf-8") + f"\n补充第{len(self.log)}点。\n", "utf-8")

        return self._change("body", change)

    def edit_title(self) -> str:
        def change(path: Path) -> None:
            text = path.read_text("utf-8").replace("title: ", "title: 再", 1)
            path.write_text(text, "utf-8")

        return self._change("title", change)

    def delete(self) -> str:
        return self._change("delete", lambda path: path.unlink())

    def move(self) -> str:
        def change(path: Path) -> None:
            target = self.platform.root / self._column() / "2026" / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8")
            if target.parent.parent.name == "zcwj" and "kind:" not in text:
                text = text.replace("source:", "kind: article\nsource:", 1)
            path.unlink()
            target.write_text(text, "utf-8")

        return self._change("move", change)

    def _once(self, key: str, line: str) -> str:
        def change(path: Path) -> None:
            if f"\n{key}:" not in path.read_text("utf-8"):
                self._front(path, line)

        return self._change(key, change)

    def withdraw(self) -> str:
        return self._once("withdrawn", "withdrawn: {date: 2026-06-09, reason: 内容有误}")

    def draft(self) -> str:
        return self._once("draft", "draft: true")

    def future(self) -> str:
        return self._once("expires", f"expires: 2026-06-11 {self.random.randint(0, 9):02d}:00")

    def alias(self) -> str:
        return self._once("aliases", f"aliases: [/old/{len(self.log)}.html]")

    def share(self) -> str:
        def change(path: Path) -> None:
            text = path.read_text("utf-8")
            if "/county-x/" in path.as_posix() and "publish_to" not in text:
                self._front(path, "publish_to: [city/xqdt]")

        return self._change("share", change)

    def attach(self) -> str:
        def change(path: Path) -> None:
            (path.parent / f"{path.stem}.csv").write_text(f"甲,{len(self.log)}\n", "utf-8")
            if "attachments" not in path.read_text("utf-8"):
                self._front(path, f"attachments: [{path.stem}.csv]")

        return self._change("attach", change)

    def link(self) -> str:
        # To an item that no step ever takes away.
        target = "[要闻](../1.md)"
        return self._change(
            "link",
            lambda path: path.write_text(path.read_text("utf-8") + f"\n见{target}。\n", "utf-8"),
        )

    def clock(self) -> str:
        self.hour = min(self.hour + self.random.randint(1, 9), 60)
        day, hour = 10 + self.hour // 24, self.hour % 24
        self.platform.as_of = f"2026-06-{day:02d} {hour:02d}:00"
        return f"clock {self.platform.as_of}"

    def column_setting(self) -> str:
        column = self._column()
        size = self.random.choice((2, 3, 5, 20))
        path = self.platform.root / column / "_column.yaml"
        lines = [line for line in path.read_text("utf-8").splitlines() if "page_size" not in line]
        path.write_text("\n".join([*lines, f"page_size: {size}", ""]), "utf-8")
        return f"page_size {column} {size}"

    def new_column(self) -> str:
        number = len(self.log)
        folder = f"content/city/zt{number}"
        self.platform.write(f"{folder}/_column.yaml", f"title: 专题{number}\nwhen_empty: hide\n")
        if self.random.random() < 0.7:
            self.platform.write(
                f"{folder}/n{number}-1.md",
                f"---\ntitle: 专题稿件{number}\ndate: 2026-06-07\nsource: 办公室\n---\n\n"
                "专题内容。\n",
            )
        return f"column {folder}"

    def site_setting(self) -> str:
        site = self.random.choice(list(SITES))
        self.platform.site_config(site)["operator"] = f"大数据中心{len(self.log)}"
        self.platform.configure()
        return f"sites.yaml {site}"

    def theme(self) -> str:
        self.platform.write(
            "themes/gov/templates/withdrawn.html",
            '{% extends "layout.html" %}{% block main %}<h1>该稿件已撤回</h1>'
            f"<p>{{{{ data.reason }}}}（{len(self.log)}）</p>{{% endblock %}}\n",
        )
        return "theme"

    def home(self) -> str:
        column = self.random.choice(COLUMNS)
        self.platform.write(
            "content/city/_site.yaml",
            f"slogan: 第{len(self.log)}版\nhome:\n  - block: columns\n"
            f"    columns: [{column}, xqdt]\n  - block: disclosure\n",
        )
        return "home"


def _clean_trees(platform: TestPlatform, root: Path) -> dict[str, dict[str, bytes]]:
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(platform.root, root, ignore=shutil.ignore_patterns("build"))
    copy = TestPlatform.__new__(TestPlatform)
    copy.root, copy.as_of, copy.config = root, platform.as_of, platform.config
    copy.build()
    return {site: copy.tree(site) for site in SITES}


def _run(make: Callable[[dict[str, str]], TestPlatform], tmp: Path, seed: int, steps: int) -> None:
    platform = make(SITES)
    platform.write(
        "content/city/xqdt/_column.yaml", "title: 县区动态\norder: 60\naccept: [county-x]\n"
    )
    platform.write("content/city/xqdt/1.md", (platform.root / "content/city/yw/1.md").read_text())
    platform.build()
    story = Story(platform, seed)
    for number in range(steps):
        story.step()
        if story.random.random() < 0.3:
            continue  # several changes may come in one build
        result = platform.build(allow_shrink=True)
        told = f"seed {seed}, step {number}: {story.log[-6:]}"
        assert [site.status for site in result.sites if site.status == "blocked"] == [], told
        trees = _clean_trees(platform, tmp / "clean")
        for site in SITES:
            mine = platform.tree(site)
            assert mine.keys() == trees[site].keys(), f"{told} {site}"
            wrong = [path for path in mine if mine[path] != trees[site][path]]
            assert wrong == [], f"{told} {site}"
        assert site_of(platform.build(allow_shrink=True), "city").status == "unchanged", told


@pytest.mark.parametrize("seed", range(4))
def test_incremental_equals_clean(
    make_platform: Callable[[dict[str, str]], TestPlatform], tmp_path: Path, seed: int
) -> None:
    _run(make_platform, tmp_path, seed, 15)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_incremental_equals_clean_over_long_stories(
    make_platform: Callable[[dict[str, str]], TestPlatform], tmp_path: Path, seed: int
) -> None:
    _run(make_platform, tmp_path, seed, 100)
