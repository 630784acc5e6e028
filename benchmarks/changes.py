"""Changes to a benchmark platform and its twin: the same on both sides."""

import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.layout import COLUMNS, SitePlan

_NEW = "zwdt/bmdt"
_DATE = re.compile(r"^date: \S+ \S+$", re.M)
_TITLE = re.compile(r"^title: .*$", re.M)
_ATTACHMENTS = re.compile(r"^attachments: .*\n", re.M)
_FACET = re.compile(rf"^facets: \[{_NEW.replace('/', '-')}-\d{{4}}", re.M)


class Pair:
    """The content of a platform and of its twin."""

    def __init__(self, platform: Path, twin: Path, plans: Sequence[SitePlan]) -> None:
        self.platform = platform
        self.twin = twin
        self.plans = plans
        self._edits = 0

    def _files(self, site: str, path: str) -> tuple[tuple[Path, str], ...]:
        mine = self.platform / "content" / site / path
        theirs = self.twin / site / "content" / path
        return tuple(
            (one, one.read_text(encoding="utf-8")) for one in (mine, theirs) if one.exists()
        )

    def items(self, site: str) -> list[str]:
        """The items of a site that change at night: those of columns that share its bulk."""
        root = self.platform / "content" / site
        return [
            path.relative_to(root).as_posix()
            for column in COLUMNS
            if column.share
            for path in sorted((root / column.path).glob("*/*.md"))
        ]

    def edit(self, site: str, path: str) -> None:
        """Append a paragraph to an item."""
        self._edits += 1
        for file, text in self._files(site, path):
            addition = f"\n本文于第{self._edits}次校核时作了文字更正，其余内容不变。\n"
            file.write_text(text + addition, encoding="utf-8")

    def edit_one(self) -> None:
        """Edit one item in the middle of the first site's largest column."""
        site = self.plans[0].id
        paths = [path for path in self.items(site) if path.startswith("zwdt/yw/")]
        self.edit(site, paths[len(paths) // 2])

    def edit_template(self) -> None:
        """Change the template of articles on both sides."""
        self._edits += 1
        mark = f'<p class="note">版式第{self._edits}版</p>\n'
        targets = [
            (self.platform / "themes/bench/templates/article.html", "{% if data.interpreted_by %}")
        ]
        targets += [
            (self.twin / plan.id / "layouts/page.html", "{{ with .Params.interpreted_by -}}")
            for plan in self.plans
        ]
        for file, anchor in targets:
            if file.exists():
                text = file.read_text(encoding="utf-8")
                file.write_text(text.replace(anchor, mark + anchor, 1), encoding="utf-8")

    def night(self, share: float, seed: int, recent: float = 1.0) -> int:
        """Edit that share of the items, a fifth of it new items; returns how many changed.

        `recent` is the share of the newest items of each column that edits are drawn from.
        """
        draw = random.Random(seed)
        changed = 0
        for plan in self.plans:
            paths = _newest(self.items(plan.id), recent)
            chosen = draw.sample(paths, max(1, round(plan.items * share)))
            added = len(chosen) // 5
            for path in chosen[added:]:
                self.edit(plan.id, path)
            models = [path for path in paths if path.startswith(_NEW)]
            for number in range(added):
                model = models[number % len(models)]
                self._add(plan.id, model, f"{_NEW}/2026/night-{seed}-{number}.md", number)
            changed += len(chosen)
        return changed

    def _add(self, site: str, model: str, path: str, number: int) -> None:
        """Add an item of today with the text of another one of its column."""
        for (_, text), root in zip(
            self._files(site, model),
            (self.platform / "content" / site, self.twin / site / "content"),
            strict=False,
        ):
            seconds = ":00" if root.name == "content" else ""
            moment = f"2026-06-09 {8 + number // 60 % 12:02d}:{number % 60:02d}{seconds}"
            new = _DATE.sub(f"date: {moment}", text, count=1)
            new = _TITLE.sub(f"title: 夜间新增稿件{path[-12:-3]}", new, count=1)
            new = _FACET.sub(f"facets: [{_NEW.replace('/', '-')}-2026", new, count=1)
            new = _ATTACHMENTS.sub("", new, count=1)
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(new, encoding="utf-8")


def _newest(paths: Sequence[str], share: float) -> list[str]:
    """Return the newest of each column's items, which are numbered from the oldest."""
    columns: dict[str, list[str]] = {}
    for path in paths:
        columns.setdefault(path.rsplit("/", 2)[0], []).append(path)
    return [
        path
        for items in columns.values()
        for path in sorted(items, key=_number)[-max(1, round(len(items) * share)) :]
    ]


def _number(path: str) -> int:
    stem = path.rpartition("/")[2].removesuffix(".md")
    return int(stem) if stem.isdecimal() else sys.maxsize
