"""Earlier dates of items, read from a real git repository."""

import os
import subprocess
from pathlib import Path

import pytest

from sitegen.pipeline.standing import inputs_of
from sitegen.sources.git_history import earlier_dates, uncommitted_files
from tests.support.platform import TestPlatform

ITEM = "---\ntitle: 一篇稿件\ndate: {date}\nsource: 办公室\n---\n\n正文。\n"


class Repository:
    """A platform under version control."""

    def __init__(self, root: Path) -> None:
        self.content = root / "content"
        self.cache = root / "build" / "dates.json"
        (self.content / "city").mkdir(parents=True)
        self.git("init", "-q")

    def git(self, *arguments: str) -> None:
        who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        for role in ("AUTHOR", "COMMITTER"):
            who |= {f"GIT_{role}_NAME": "甲", f"GIT_{role}_EMAIL": "a@example.gov.cn"}
        subprocess.run(
            ["git", *arguments], cwd=self.content.parent, env={**os.environ, **who}, check=True,
            capture_output=True,
        )  # fmt: skip

    def commit(self, path: str, date: str) -> None:
        (self.content / "city" / path).write_text(ITEM.format(date=date), encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-qm", "改稿", "--allow-empty")

    def dates(self) -> object:
        return earlier_dates(self.content, self.cache)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_earlier_dates_are_listed_newest_first(repository: Repository) -> None:
    for date in ("2026-03-01 09:00", "2026-03-20", "2026-03-05 10:30"):
        repository.commit("通知.md", date)
    repository.commit("b.md", "2026-03-01 09:00")
    assert repository.dates() == {"city/通知.md": ("2026-03-20 00:00", "2026-03-01 09:00")}


def test_later_commits_are_added_to_what_is_known(repository: Repository) -> None:
    repository.commit("a.md", "2026-03-01 09:00")
    repository.commit("a.md", '"2026-03-02 09:00"')
    first = repository.dates()
    repository.commit("a.md", "2026-03-03 09:00")
    assert first == {"city/a.md": ("2026-03-01 09:00",)}
    assert repository.dates() == {"city/a.md": ("2026-03-02 09:00", "2026-03-01 09:00")}


@pytest.mark.parametrize("damage", ["", "{", '{"commit": "0000", "dates": 3}', "[]"])
def test_a_damaged_cache_is_made_anew(repository: Repository, damage: str) -> None:
    repository.commit("a.md", "2026-03-01 09:00")
    repository.commit("a.md", "2026-03-02 09:00")
    expected = repository.dates()
    repository.cache.write_text(damage, encoding="utf-8")
    assert repository.dates() == expected == {"city/a.md": ("2026-03-01 09:00",)}


def test_a_rewritten_history_is_read_anew(repository: Repository) -> None:
    repository.commit("a.md", "2026-03-01 09:00")
    repository.commit("a.md", "2026-03-09 09:00")
    repository.commit("a.md", "2026-03-02 09:00")
    repository.dates()
    repository.git("reset", "-q", "--hard", "HEAD~2")
    repository.commit("a.md", "2026-03-04 09:00")
    assert repository.dates() == {"city/a.md": ("2026-03-01 09:00",)}


def test_no_repository_means_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "content" / "city").mkdir(parents=True)
    assert earlier_dates(tmp_path / "content", tmp_path / "c.json") is None
    assert earlier_dates(tmp_path / "nowhere", tmp_path / "c.json") is None


def test_a_commit_is_found_in_packed_references_too(repository: Repository) -> None:
    repository.commit("a.md", "2026-03-01 09:00")
    repository.commit("a.md", "2026-03-02 09:00")
    repository.git("pack-refs", "--all")
    assert repository.dates() == {"city/a.md": ("2026-03-01 09:00",)}
    repository.commit("a.md", "2026-03-03 09:00")
    assert repository.dates() == {"city/a.md": ("2026-03-02 09:00", "2026-03-01 09:00")}


def test_a_build_warns_of_a_date_that_was_moved_back(platform: TestPlatform) -> None:
    repository = Repository.__new__(Repository)
    repository.content = platform.root / "content"
    repository.git("init", "-q")
    for date in ("2026-06-05", "2026-05-20"):
        platform.replace("content/city/yw/1.md", "date: 2026-06-05", f"date: {date}")
        repository.git("add", "content")
        repository.git("commit", "-qm", "改稿", "--allow-empty")
    moved = [one for one in platform.check() if one.rule == "date-moved-back"]
    assert [(one.file, one.level.value) for one in moved] == [("content/city/yw/1.md", "warning")]
    assert "改成了更早的" in moved[0].message


def test_a_commit_that_moves_a_date_back_is_noticed_after_the_build_that_read_it(
    platform: TestPlatform,
) -> None:
    repository = Repository.__new__(Repository)
    repository.content = platform.root / "content"
    repository.git("init", "-q")
    repository.git("add", "content")
    repository.git("commit", "-qm", "初稿")
    platform.replace("content/city/yw/1.md", "date: 2026-06-05", "date: 2026-05-20")
    assert not [one for one in platform.check() if one.rule == "date-moved-back"]
    repository.git("commit", "-qam", "改稿")
    assert [one.file for one in platform.check() if one.rule == "date-moved-back"] == [
        "content/city/yw/1.md"
    ]


@pytest.mark.parametrize("kind", ["work tree", "own repository", "submodule"])
def test_a_build_without_changes_sees_a_commit_wherever_the_repository_lies(
    repository: Repository, tmp_path: Path, kind: str
) -> None:
    repository.commit("a.md", "2026-03-01 09:00")
    root = tmp_path
    if kind == "work tree":
        root = tmp_path / "beside"
        repository.git("worktree", "add", "-q", str(root))
    elif kind == "own repository":
        (tmp_path / ".git").rename(repository.content / ".git")
    else:
        place = tmp_path / "modules/content"
        place.parent.mkdir()
        (tmp_path / ".git").rename(place)
        (repository.content / ".git").write_text("gitdir: ../modules/content\n", "utf-8")
        subprocess.run(
            ["git", f"--git-dir={place}", "config", "core.worktree", str(repository.content)],
            check=True,
        )
    seen = inputs_of(root, "").digest
    assert inputs_of(root, "").digest == seen

    repository.content = root / "content"
    who = ("-c", "user.name=甲", "-c", "user.email=a@example.gov.cn")
    folder = str(repository.content)
    subprocess.run(
        ["git", "-C", folder, *who, "commit", "-q", "--allow-empty", "-m", "改"], check=True
    )

    assert inputs_of(root, "").digest != seen


def test_what_is_fetched_of_a_shallow_history_later_is_read(
    repository: Repository, tmp_path: Path
) -> None:
    for date in ("2026-03-01 09:00", "2026-03-02 09:00", "2026-03-03 09:00"):
        repository.commit("a.md", date)
    copy = tmp_path / "copy"
    repository.git("clone", "-q", "--depth=2", f"file://{tmp_path}", str(copy))
    cache = tmp_path / "dates.json"
    assert earlier_dates(copy / "content", cache) == {"city/a.md": ("2026-03-02 09:00",)}

    subprocess.run(["git", "-C", str(copy), "fetch", "-q", "--unshallow"], check=True)

    whole = ("2026-03-02 09:00", "2026-03-01 09:00")
    assert earlier_dates(copy / "content", cache) == {"city/a.md": whole}


def test_how_somebody_likes_differences_to_be_shown_changes_nothing(repository: Repository) -> None:
    repository.commit("a.md", "2026-03-01 09:00")
    repository.commit("a.md", "2026-03-02 09:00")
    repository.git("config", "diff.noprefix", "true")
    assert repository.dates() == {"city/a.md": ("2026-03-01 09:00",)}


def test_uncommitted_files_are_changed_and_new_ones(repository: Repository) -> None:
    root = repository.content.parent
    repository.commit("a.md", "2026-03-01 09:00")
    repository.commit("gone.md", "2026-03-01 09:00")
    repository.commit("same.md", "2026-03-01 09:00")
    (repository.content / "city" / "a.md").write_text("改了", encoding="utf-8")
    (repository.content / "city" / "新 稿.md").write_text("新的", encoding="utf-8")
    (repository.content / "city" / "gone.md").unlink()
    assert uncommitted_files(root) == ["content/city/a.md", "content/city/新 稿.md"]


def test_before_the_first_commit_every_added_file_is_uncommitted(repository: Repository) -> None:
    (repository.content / "city" / "a.md").write_text("新的", encoding="utf-8")
    repository.git("add", "-A")
    assert uncommitted_files(repository.content.parent) == ["content/city/a.md"]
