"""A build that has nothing to do finds so by looking at files, without loading the program."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.support.platform import TestPlatform

MOMENT = "2026-06-10 12:00"
Report = dict[str, object]
_RUN = """
import sys
from sitegen.cli import main
try:
    main()
except SystemExit as leave:
    status = leave.code
print("loaded" if "pydantic" in sys.modules else "looked", file=sys.stderr)
sys.exit(status)
"""


def build(platform: TestPlatform, *options: str, as_of: str = MOMENT) -> tuple[str, Report]:
    """Build by the command line; returns whether it loaded the program, and its report."""
    command = ["-C", str(platform.root), "build", "--as-of", as_of, "--json", *options]
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *command], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    report: Report = json.loads(done.stdout)
    return done.stderr.strip().splitlines()[-1], report


@pytest.fixture
def standing(platform: TestPlatform) -> TestPlatform:
    """A platform whose last build's result stands."""
    build(platform, "--no-search")
    # Files as young as those of the first build may change unseen: it leaves nothing.
    build(platform, "--no-search")
    return platform


def test_a_build_of_what_has_not_changed_loads_nothing_and_reports_so(
    standing: TestPlatform,
) -> None:
    before = standing.tree()
    how, report = build(standing, "--no-search", as_of="2026-06-10 13:00")
    assert how == "looked"
    sites = report["sites"]
    assert isinstance(sites, dict)
    assert sites["city"]["status"] == "unchanged"
    assert sites["city"]["pages"]["rendered"] == 0
    assert sites["city"]["pages"]["total"] == len(standing.manifest()["inputs"])
    assert report["as_of"] == "2026-06-10 13:00"
    assert standing.tree() == before


def _same_size(platform: TestPlatform) -> None:
    path = platform.root / "content/city/yw/1.md"
    text = path.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("title: "))
    path.write_text(text.replace(line, line[:-1] + "改"), "utf-8")


def _new_item(platform: TestPlatform) -> None:
    text = (platform.root / "content/city/yw/1.md").read_text("utf-8")
    platform.write("content/city/yw/9.md", text)


def _gone(platform: TestPlatform) -> None:
    platform.delete("content/city/yw/1.md")


def _configured(platform: TestPlatform) -> None:
    platform.config["platform"]["name"] = "另一个平台"
    platform.configure()


def _ruled(platform: TestPlatform) -> None:
    platform.write("rules.yaml", "rules: {}\n")


def _themed(platform: TestPlatform) -> None:
    platform.write("themes/gov/templates/partials/note.html", "<p>提示</p>\n")


def _other_release(platform: TestPlatform) -> None:
    link = platform.root / "build/city"
    target = link.readlink()
    link.unlink()
    link.symlink_to(target.with_name("000000-00000000"))


def _lost_manifest(platform: TestPlatform) -> None:
    platform.delete("build/city/manifest.json")


def _lost_state(platform: TestPlatform) -> None:
    platform.delete("build/.state/city/state.sqlite")


def _damaged_state(platform: TestPlatform) -> None:
    platform.write("build/.state/city/state.sqlite", "这不是数据库")


def _damaged_memory(platform: TestPlatform) -> None:
    platform.write("build/.state/standing.json", "{")


CHANGES: list[Callable[[TestPlatform], None]] = [
    _same_size, _new_item, _gone, _configured, _ruled, _themed, _other_release, _lost_manifest,
    _lost_state, _damaged_state, _damaged_memory,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_whatever_changes_is_looked_into(
    standing: TestPlatform, change: Callable[[TestPlatform], None]
) -> None:
    change(standing)
    assert build(standing, "--no-search")[0] == "loaded"


def test_a_word_file_below_another_folder_is_looked_into(platform: TestPlatform) -> None:
    platform.write("rules.yaml", "words:\n  typos: lists/words.txt\n")
    words = platform.write("lists/words.txt", "布署→部署\n")
    for _ in range(2):
        build(platform, "--no-search")
    assert build(platform, "--no-search")[0] == "looked"

    words.write_text("举措→措施\n", "utf-8")

    assert build(platform, "--no-search")[0] == "loaded"


def test_a_theme_that_stands_elsewhere_is_looked_into(platform: TestPlatform) -> None:
    script = platform.write("shared/gov/static/js/extra.js", "// 1\n")
    (platform.root / "themes").mkdir()
    (platform.root / "themes/gov").symlink_to(platform.root / "shared/gov")
    for _ in range(2):
        build(platform, "--no-search")
    assert build(platform, "--no-search")[0] == "looked"

    script.write_text("// 2, more than before\n", "utf-8")

    assert build(platform, "--no-search")[0] == "loaded"


@pytest.mark.parametrize(
    "as_of", ["2026-06-10 11:59", "2026-06-11 00:00", "2026-06-10 12:31"], ids=str
)
def test_a_result_stands_for_its_own_time_only(platform: TestPlatform, as_of: str) -> None:
    text = (platform.root / "content/city/yw/1.md").read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("date: "))
    platform.write("content/city/yw/8.md", text.replace(line, "date: 2026-06-10 12:31"))
    for _ in range(2):
        build(platform, "--no-search")
    assert build(platform, "--no-search", as_of="2026-06-10 12:30")[0] == "looked"
    assert build(platform, "--no-search", as_of=as_of)[0] == "loaded"


def test_other_options_are_another_build(standing: TestPlatform) -> None:
    assert build(standing)[0] == "loaded"
    assert build(standing, "--explain", "--no-search")[0] == "loaded"


def test_a_blocked_site_is_looked_into_every_time(platform: TestPlatform) -> None:
    for path in (platform.root / "content/city/zcjd").rglob("*.md"):
        path.unlink()
    for _ in range(3):
        how, report = build(platform, "--no-search")
        assert how == "loaded"
        sites = report["sites"]
        assert isinstance(sites, dict)
        assert sites["city"]["status"] == "blocked"
