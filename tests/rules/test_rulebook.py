"""The rulebook as data: complete, quick to load, open to the operator except for the gate."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.errors import ConfigError
from sitegen.model.finding import Level
from sitegen.model.kinds import COLUMN_TYPES, UNCONDITIONAL_TYPES
from sitegen.model.platform import SiteConfig
from sitegen.rules import load_rulebook
from sitegen.rules.compiling import COMPILED, compile_book
from sitegen.rules.reference import explain, reference_page
from sitegen.rules.registry import discover
from sitegen.rules.rulebook import Rule
from tests.rules.small import SITE

ROOT = Path(__file__).parents[2]
BOOK = load_rulebook(None)
GATES = sorted(rule.id for rule in BOOK.rules.values() if rule.level is Level.GATE)


def overridden(tmp_path: Path, text: str | bytes) -> Path:
    raw = text.encode() if isinstance(text, str) else text
    (tmp_path / "rules.yaml").write_bytes(raw)
    return tmp_path


def site(kind: str, **profile: object) -> SiteConfig:
    return SiteConfig.model_validate({**SITE, "kind": kind, "profile": profile})


def test_every_check_stands_in_the_book_and_every_rule_has_its_check() -> None:
    checks = {check.rule: check.scope for check in discover()}
    assert checks == {rule.id: rule.scope for rule in BOOK.rules.values() if rule.scope != "source"}


def test_every_check_lives_in_the_folder_of_its_family() -> None:
    for check in discover():
        name = f"sitegen.rules.{BOOK.rules[check.rule].family}.{check.rule.replace('-', '_')}"
        assert check.run.__module__ == name


@pytest.mark.parametrize("rule", BOOK.rules.values(), ids=lambda rule: rule.id)
def test_every_rule_says_what_it_asks_for_and_why(rule: Rule) -> None:
    assert rule.title and rule.wrong and rule.right and rule.sources
    assert rule.family in BOOK.families
    for source in rule.sources:
        assert source.confidence in "ABC"


def test_a_source_that_nobody_read_is_never_shown_as_a_document() -> None:
    doubtful = [s for rule in BOOK.rules.values() for s in rule.sources if s.confidence == "C"]
    assert doubtful
    for source in doubtful:
        assert source.text().startswith("通行做法（未核对原文）")
        assert "〔" not in source.text()


def test_the_parsed_book_is_the_one_that_its_files_give() -> None:
    assert COMPILED.read_text(encoding="utf-8") == compile_book(), "run: python -m sitegen.rules"


def test_the_reference_page_is_the_one_that_the_book_gives() -> None:
    page = ROOT / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == reference_page(BOOK), "run: python -m sitegen.rules"


def test_an_explanation_shows_a_wrong_and_a_right_example() -> None:
    text = explain(BOOK.rule("privacy-mobile"))
    assert "错误示例" in text and "正确示例" in text and "第十五条" in text


def test_loading_the_package_loads_no_check() -> None:
    code = (
        "import sys, sitegen.rules as r; r.load_rulebook(None);"
        "print([m for m in sys.modules if m.startswith('sitegen.rules.privacy')],"
        "'yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "False"]


def test_a_book_goes_to_other_processes() -> None:
    copy = pickle.loads(pickle.dumps(BOOK))
    assert copy.digest == BOOK.digest
    assert copy.rules == BOOK.rules


def test_the_unconditional_columns_are_required_of_every_kind_of_site() -> None:
    for kind in BOOK.profiles:
        required = BOOK.required_types(site(kind, waive=list(COLUMN_TYPES)))
        assert set(required) == set(UNCONDITIONAL_TYPES)


def test_a_department_without_services_needs_no_guides_but_a_portal_does() -> None:
    assert "services" not in BOOK.required_types(site("department", no_services=True))
    assert "services" in BOOK.required_types(site("portal", no_services=True))


def test_a_link_to_the_portals_mailbox_replaces_the_departments() -> None:
    link = "https://www.yunze.gov.cn/hd/"
    assert "mailbox" not in BOOK.required_types(site("department", mailbox_link=link))
    assert "mailbox" not in BOOK.required_types(site("township", mailbox_link=link))
    assert "mailbox" in BOOK.required_types(site("county", mailbox_link=link))


def test_an_operator_changes_thresholds_levels_profiles_and_words(tmp_path: Path) -> None:
    (tmp_path / "词表.txt").write_text("# 本地\n云择市→云泽市\n", encoding="utf-8")
    root = overridden(
        tmp_path,
        "rules:\n"
        "  freshness-column: {level: error, params: {days: {news: 7}}}\n"
        "  review-missing: {level: warning}\n"
        "  wording-forbidden: {level: off}\n"
        "profiles:\n"
        "  township: {require: [survey], waive: budget}\n"
        "words:\n"
        "  typos: {云择: 云泽, 布署: ''}\n"
        "  grave: 词表.txt\n",
    )
    book = load_rulebook(root)
    rule = book.rule("freshness-column")
    assert rule.level is Level.ERROR
    assert rule.params["days"]["news"] == 7
    assert rule.params["days"]["notices"] == 183
    assert book.rule("review-missing").level is Level.WARNING
    assert book.rule("wording-forbidden").level is None
    assert "survey" in book.profiles["township"].require
    assert "budget" not in book.profiles["township"].require
    assert book.words["typos"]["云择"] == "云泽"
    assert "布署" not in book.words["typos"]
    assert book.words["grave"]["云择市"] == "云泽市"


def test_the_digest_follows_every_change(tmp_path: Path) -> None:
    (tmp_path / "w.txt").write_text("甲乙→乙甲\n", encoding="utf-8")
    first = load_rulebook(overridden(tmp_path, "words: {typos: w.txt}\n")).digest
    (tmp_path / "w.txt").write_text("甲丙→丙甲\n", encoding="utf-8")
    second = load_rulebook(tmp_path).digest
    assert len({BOOK.digest, first, second}) == 3


def test_an_empty_file_changes_nothing_but_the_digest(tmp_path: Path) -> None:
    book = load_rulebook(overridden(tmp_path, "# 暂无\n"))
    assert book.rules == BOOK.rules


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("change", ["{level: warning}", "{level: off}", "{params: {}}"])
def test_a_gate_rule_cannot_be_weakened(tmp_path: Path, gate: str, change: str) -> None:
    root = overridden(tmp_path, f"rules:\n  {gate}: {change}\n")
    with pytest.raises(ConfigError, match=r"rules\.yaml:2: .*否决规则"):
        load_rulebook(root)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules:\n  privacy-mobil: {level: info}\n", r"rules\.yaml:2: .*privacy-mobile"),
        ("rules:\n  privacy-mobile: {levl: info}\n", r":2: 不认识“levl”"),
        ("rules:\n  privacy-mobile:\n    level: fatal\n", r":3: 级别“fatal”不存在"),
        ("rules:\n  privacy-mobile: {level: gate}\n", r"级别“gate”不存在"),
        ("rules:\n  freshness-home:\n    params: {day: 3}\n", r":3: .*是不是“days”"),
        ("rules:\n  freshness-home: {params: {days: 三}}\n", r"阈值“days”应当是数字"),
        ("rules:\n  freshness-home: {params: {days: true}}\n", r"阈值“days”应当是数字"),
        ("rules:\n  freshness-home: {params: {days: .nan}}\n", r"不小于零的数"),
        ("rules:\n  freshness-home: {params: {days: -1}}\n", r"不小于零的数"),
        ("rules:\n  freshness-column: {params: {days: {news: 两周}}}\n", r"“days.news”应当是数字"),
        ("rules:\n  freshness-column: {params: {days: {special: 久}}}\n", r"应当是数字"),
        ("rules:\n  file-unreferenced: {params: {ignored: [md, {}]}}\n", r"应当是文字"),
        ("rules:\n  annual-missing: {params: {due: {portal: 三月底}}}\n", r"“月-日”"),
        ("rules:\n  privacy-bank-card: {params: {context: '(('}}\n", r"正则表达式"),
        ("words:\n  exceptions: {布署: '(('}\n", r":2: .*正则表达式"),
        ("words:\n  typos: {的: 地}\n", r":2: “的”太短"),
        ("rules: {? [a] : {level: off}}\n", r":1: rules 的键应当是一个词"),
        ("rules:\n  source-bom: {level: off}\n", r"不能停用"),
        ("rules:\n  a: {}\nrules:\n  b: {}\n", r"没有名为“a”|写了两次"),
        ("rules: [a]\n", r":1: rules 应写成"),
        ("profiles:\n  town: {}\n", r":2: .*township"),
        ("profiles:\n  township: {waive: [annual-report]}\n", r":2: .*不得免除"),
        ("profiles:\n  township: {require: [new]}\n", r"没有名为“new”的栏目类型"),
        ("words:\n  typo: {a: b}\n", r"是不是“typos”"),
        ("words:\n  typos: 没有.txt\n", r":2: 找不到词表文件"),
        ("words:\n  typos: ../../etc/passwd\n", r"找不到词表文件"),
        ("rule:\n  x: 1\n", r"是不是“rules”"),
        ("rules:\n\t- x\n", r":2: YAML 写法有误"),
        (b"\xff\xfe\x00", r"不是 UTF-8"),
    ],
)
def test_a_wrong_override_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        load_rulebook(overridden(tmp_path, text))


def test_a_word_file_says_which_line_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "w.txt").write_text("甲乙→乙甲\n只有一个词\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"w\.txt:2: "):
        load_rulebook(overridden(tmp_path, "words: {typos: w.txt}\n"))
