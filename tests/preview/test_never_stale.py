"""Whatever was saved in whatever order, pages are those of a preview that was started just now."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.preview.session import PreviewSession
from tests.preview.conftest import Opener
from tests.preview.desk import Desk
from tests.support.platform import TestPlatform

SITES = {"city": "portal", "east": "county"}
COLUMNS = {
    "yw": "title: 要闻\ntype: news\npage_size: 3\n",
    "zcwj": "title: 政策文件\ntype: policy\n",
    "zcjd": "title: 政策解读\ntype: interpretation\n",
    "dt": "title: 动态\ntype: list\nwhen_empty: hide\n",
}
SHARING = {
    "city/dt": "accept: ['*']\n",
    "city/yw": "collect: [{sites: [east], columns: [yw], limit: 2}]\n",
}
ITEM = (
    "---\ntitle: {title}\ndate: 2026-06-0{day} 09:00\nsource: 市政府办公室\n{more}---\n\n{body}\n"
)
NAMES = ("1", "2", "3", "2025/4")
EXTRAS = (
    "", "", "", "draft: true\n", "withdrawn: {date: 2026-06-05, reason: 内容有误}\n", "pin: true\n",
    "expires: 2026-06-09 10:00\n", "publish_to: [city/dt]\n", "attachments: [表.csv]\n",
    "interprets: [../zcwj/1.md]\n", "date: 2026-06-30 09:00\n", "titel: 写错\n",
)  # fmt: skip
LINKS = ("", "", "见[文件](../zcwj/1.md)。", "见[动态](../../east/yw/2.md)。", "见[表](表.csv)。")


class Editor:
    """Does what editors do, at random."""

    def __init__(self, platform: TestPlatform, seed: int) -> None:
        self.platform = platform
        self.draw = random.Random(seed)

    def place(self) -> str:
        """A place for an item."""
        one = self.draw.choice
        return f"content/{one([*SITES])}/{one([*COLUMNS])}/{one(NAMES)}.md"

    def item(self) -> str:
        """The text of an item, sometimes a faulty one."""
        draw = self.draw
        title = f"第{draw.randint(1, 999)}号稿件"
        body = f"办事安排已经明确，共{draw.randint(2, 99)}项。{draw.choice(LINKS)}"
        more, day = draw.choice(EXTRAS), draw.randint(1, 9)
        return ITEM.format(title=title, day=day, more=more, body=body)

    def step(self) -> list[str]:
        """Change something; returns the paths that changed."""
        actions = (self.write, self.write, self.write, self.delete, self.move, self.attach)
        rare = (self.settings, self.folder, self.half)
        return self.draw.choice(actions if self.draw.random() < 0.85 else rare)()

    def write(self) -> list[str]:
        paths = [self.place() for _ in range(self.draw.choice((1, 1, 1, 3)))]
        for path in paths:
            self.platform.write(path, self.item())
        return paths

    def half(self) -> list[str]:
        path = self.place()
        self.platform.write(path, self.item()[: self.draw.randint(0, 60)])
        return [path]

    def there(self) -> str | None:
        root = self.platform.root
        found = sorted(
            path.relative_to(root).as_posix() for path in root.glob("content/*/*/**/*.md")
        )
        return self.draw.choice(found) if found else None

    def delete(self) -> list[str]:
        path = self.there()
        if path is None:
            return []
        self.platform.delete(path)
        return [path]

    def move(self) -> list[str]:
        old, new = self.there(), self.place()
        if old is None:
            return []
        target = self.platform.root / new
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(self.platform.root / old, target)
        return [old, new]

    def attach(self) -> list[str]:
        path = f"{self.place().rpartition('/')[0]}/表.csv"
        if self.draw.random() < 0.3 and (self.platform.root / path).exists():
            self.platform.delete(path)
        else:
            self.platform.write(path, f"甲,乙\n1,{self.draw.randint(1, 99)}\n")
        return [path]

    def settings(self) -> list[str]:
        site, column = self.draw.choice([*SITES]), self.draw.choice([*COLUMNS])
        path = f"content/{site}/{column}/_column.yaml"
        more = f"description: 第{self.draw.randint(1, 99)}版\n"
        self.platform.write(path, COLUMNS[column] + SHARING.get(f"{site}/{column}", "") + more)
        return [path]

    def folder(self) -> list[str]:
        folder = self.place().rpartition("/")[0].removesuffix("/2025") + "/2025"
        if (self.platform.root / folder).exists():
            self.platform.delete(folder)
        return [folder]


def _pages() -> list[tuple[str, str]]:
    found = []
    for site in SITES:
        found += [(site, page) for page in ("/", "/feed.xml", "/sitemap.html", "/sitemap-2026.xml")]
        for column in COLUMNS:
            found += [(site, f"/{column}/"), (site, f"/{column}/list_1.html")]
            found += [(site, f"/{column}/year-2026.html"), (site, f"/{column}/表.csv")]
            found += [(site, f"/{column}/{name}.html") for name in NAMES]
    copied = [f"/dt/east/{column}/{name}.html" for column in COLUMNS for name in NAMES]
    copied += [f"/yw/east/yw/{name}.html" for name in NAMES]
    return found + [("city", page) for page in copied]


def _seen(session: PreviewSession) -> dict[tuple[str, str], tuple[int, bytes]]:
    for site in SITES:
        session.answer(site, "/", {})
    session.settle()
    answers = {page: session.answer(*page, {}) for page in _pages()}
    return {page: (answer.status, answer.body) for page, answer in answers.items()}


@pytest.fixture
def desk(make_platform: Callable[[dict[str, str]], TestPlatform], open_desk: Opener) -> Desk:
    """A city and a county with four columns each."""
    platform = make_platform(SITES)
    shutil.rmtree(platform.root / "content")
    for site in SITES:
        for column, text in COLUMNS.items():
            path = f"content/{site}/{column}/_column.yaml"
            platform.write(path, text + SHARING.get(f"{site}/{column}", ""))
    return open_desk(platform)


@pytest.mark.parametrize(
    "seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 12))]
)
def test_pages_after_any_saves_are_those_of_a_fresh_preview(
    desk: Desk, tmp_path: Path, seed: int
) -> None:
    editor = Editor(desk.platform, seed)
    for step in range(25):
        paths = editor.step()
        desk.take(*paths)
        mine = _seen(desk.session)

        assert mine == _fresh(desk.platform, tmp_path / "fresh"), f"step {step}: {paths}"


def _fresh(platform: TestPlatform, root: Path) -> dict[tuple[str, str], tuple[int, bytes]]:
    """What a preview shows that remembers nothing (but compiled templates)."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(platform.root, root, ignore=shutil.ignore_patterns("build"))
    shutil.copytree(platform.root / "build/.state/templates", root / "build/.state/templates")
    session = PreviewSession(root, platform.as_of, jobs=1)
    session.refresh()
    try:
        return _seen(session)
    finally:
        session.close()
