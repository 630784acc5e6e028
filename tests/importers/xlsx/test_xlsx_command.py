"""`sitegen import xlsx`: the proposed map, the records, updates without duplicates."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl import Workbook

from sitegen.cli.import_xlsx import command
from sitegen.errors import ConfigError, UsageError
from sitegen.importers.soffice import convert, find_soffice
from sitegen.model.kinds import Kind
from sitegen.sources.faults import Fault
from sitegen.sources.item_file import read_item
from sitegen.sources.place import Place
from tests.importers.xlsx.xlsx_parts import platform, workbook

SERVICES: list[list[int | str]] = [
    ["云泽市政务服务事项清单"],
    ["序号", "事项名称", "事项编码", "设定依据", "申请材料", "服务对象", "实施机关", "发布日期"],
    [1, "林木采伐许可", "YZ-001", "《森林法》", "申请表（原件1份）", "个人", "市林业局", 46027],
    [2, "排水许可", "YZ-002", "《条例》", "申请表", "企业", "市住建局", "2026年2月3日"],
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return platform(
        tmp_path, bsfw="services", hdjl="mailbox", ys="budget", ml="disclosure-directory",
        ld="leaders", sj="open-data", zcwj="policy",
    )  # fmt: skip


def save(
    root: Path,
    rows: Iterable[Sequence[object]],
    file: str = "表.xlsx",
    merges: Iterable[str] = (),
    adjust: Callable[[Workbook], None] | None = None,
) -> Path:
    path = root / file
    path.write_bytes(workbook(rows, merges=merges, adjust=adjust))
    return path


def run(root: Path, *arguments: object, status: int = 0) -> Result:
    result = CliRunner().invoke(command, [str(a) for a in arguments], obj=root)
    assert result.exit_code == status, result.output + repr(result.exception)
    return result


def imported(root: Path, path: Path, column: str, status: int = 0) -> Result:
    run(root, path, "--column", f"city/{column}", "--dry-run", status=status)
    return run(root, path, "--column", f"city/{column}", status=status)


def items(root: Path, column: str) -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted((root / "content/city" / column).rglob("*.md")):
        front = path.read_text(encoding="utf-8").split("---\n")[1]
        found[path.name] = yaml.safe_load(front)
    return found


def faults_of(root: Path, column: str, kind: Kind) -> list[Fault]:
    faults: list[Fault] = []
    for path in (root / "content/city" / column).rglob("*.md"):
        relative = path.relative_to(root / "content/city").as_posix()
        faults += read_item(Place("city", relative, column, kind), path.read_bytes()).faults
    return faults


def test_the_first_dry_run_proposes_a_map_by_header_names(root: Path) -> None:
    path = save(root, SERVICES)
    run(root, path, "--column", "city/bsfw", "--dry-run")
    (sheet,) = yaml.safe_load((root / "表.map.yaml").read_text("utf-8"))["sheets"]
    assert sheet["header_row"] == 2 and sheet["shape"] == "records"
    assert sheet["key"] == ["事项编码"]
    assert sheet["fields"]["事项名称"] == ["title", "service.item"]
    assert sheet["fields"]["序号"] == ""
    assert not items(root, "bsfw")


def test_without_a_map_nothing_is_imported(root: Path) -> None:
    result = CliRunner().invoke(
        command, [str(save(root, SERVICES)), "--column", "city/bsfw"], obj=root
    )
    assert isinstance(result.exception, UsageError) and "--dry-run" in str(result.exception)


def test_rows_become_service_guides_that_read_without_a_fault(root: Path) -> None:
    imported(root, save(root, SERVICES), "bsfw")
    found = items(root, "bsfw")
    assert list(found) == ["yz-001.md", "yz-002.md"]
    first = found["yz-001.md"]
    assert first["title"] == first["service"]["item"] == "林木采伐许可"
    assert first["date"] == "2026-01-05 00:00" and first["source"] == "市林业局"
    assert first["service"]["materials"] == [{"name": "申请表", "form": "原件", "copies": 1}]
    assert not faults_of(root, "bsfw", Kind.SERVICE)


def test_a_second_run_touches_nothing(root: Path) -> None:
    path = save(root, SERVICES)
    imported(root, path, "bsfw")
    before = {f: f.stat().st_mtime_ns for f in root.rglob("*") if f.is_file()}
    assert "未变 2" in run(root, path, "--column", "city/bsfw").stderr
    assert before == {f: f.stat().st_mtime_ns for f in root.rglob("*") if f.is_file()}


def test_a_changed_row_updates_its_item_by_the_key(root: Path) -> None:
    imported(root, save(root, SERVICES), "bsfw")
    changed = [*SERVICES[:2], SERVICES[3], [1, "林木采伐", *SERVICES[2][2:]]]
    said = run(root, save(root, changed), "--column", "city/bsfw").stderr
    assert "更新 1" in said and "未变 1" in said
    assert items(root, "bsfw")["yz-001.md"]["title"] == "林木采伐"
    assert len(items(root, "bsfw")) == 2


def test_items_edited_by_hand_are_left_alone(root: Path) -> None:
    imported(root, save(root, SERVICES), "bsfw")
    item = root / "content/city/bsfw/yz-001.md"
    item.write_text(item.read_text("utf-8") + "\n补充说明。\n", "utf-8")
    changed = [*SERVICES[:2], [1, "林木采伐", *SERVICES[2][2:]], SERVICES[3]]
    said = run(root, save(root, changed), "--column", "city/bsfw").stderr
    assert "未覆盖 1" in said and "补充说明" in item.read_text("utf-8")


def test_rows_that_left_the_table_are_named_and_their_items_kept(root: Path) -> None:
    imported(root, save(root, SERVICES), "bsfw")
    said = run(root, save(root, SERVICES[:3]), "--column", "city/bsfw").stderr
    assert "有 1 篇已导入的稿件" in said and len(items(root, "bsfw")) == 2


def test_letters_mask_names_and_drop_contact_details(root: Path) -> None:
    rows = [
        ["信件编号", "标题", "姓名", "联系电话", "来信时间", "来信内容",
         "答复时间", "答复单位", "答复内容"],
        ["A-100", "路灯不亮", "钱甲乙", "13800000000", "2026-03-01 10:00", "澄湖路路灯不亮。",
         "2026-03-03 09:00", "市城管局", "已修复。"],
    ]  # fmt: skip
    imported(root, save(root, rows), "hdjl")
    ((_, front),) = items(root, "hdjl").items()
    assert front["letter"]["from_name"] == "钱**"
    assert "13800000000" not in json.dumps(front)
    assert front["date"] == "2026-03-03 09:00" and front["source"] == "市城管局"
    assert not faults_of(root, "hdjl", Kind.LETTER)


def test_a_budget_sheet_becomes_one_page_with_its_merged_table(root: Path) -> None:
    rows: list[list[object]] = [["2026年部门收支预算总表"], ["单位：万元"], ["科目", "支出", None],
            [None, "基本", "项目"],
            ["教育", 1234.56, 0.1], ["合计", 1234.56, 0.1]]  # fmt: skip
    path = save(root, rows, merges=["A1:C1", "A3:A4", "B3:C3"], file="收支.xlsx")
    imported(root, path, "ys")
    (item,) = (root / "content/city/ys").rglob("*.md")
    text = item.read_text("utf-8")
    assert "title: 2026年部门收支预算总表" in text and "单位：万元" in text
    assert '<th rowspan="2" scope="col">科目</th>' in text
    assert "<td>合计</td><td>1234.56</td><td>0.1</td>" in text
    assert not faults_of(root, "ys", Kind.ARTICLE)


def test_directory_entries_carry_their_document_fields(root: Path) -> None:
    rows = [
        ["索引号", "名称", "内容概述", "生成日期", "发布机构", "文号"],
        [
            "YZ0001/2026-00001",
            "水库名录",
            "全市水库。",
            "2026-01-05",
            "市水利局",
            "云水发〔2026〕3号",
        ],
    ]
    imported(root, save(root, rows), "ml")
    ((_, front),) = items(root, "ml").items()
    assert front["document"]["index_no"] == "YZ0001/2026-00001"
    assert str(front["document"]["signed"]) == "2026-01-05"
    assert front["description"] == "全市水库。" and front["source"] == "市水利局"


def test_a_dataset_keeps_fields_units_and_exact_figures(root: Path) -> None:
    rows: list[list[object]] = [
        ["各县区面积"],
        ["县区", "面积（平方公里）"],
        ["望溪县", 1520.35],
        ["云岭县", 2],
    ]
    imported(root, save(root, rows, merges=["A1:B1"]), "sj")
    ((_, front),) = items(root, "sj").items()
    assert front["title"] == "各县区面积"
    assert front["dataset"]["rows"] == [["望溪县", "1520.35"], ["云岭县", "2"]]
    assert front["dataset"]["fields"][1] == {"name": "面积（平方公里）", "unit": "平方公里"}
    assert not faults_of(root, "sj", Kind.DATASET)


def test_policy_rows_without_document_columns_still_pass(root: Path) -> None:
    rows = [["标题", "发布日期"], ["关于工作的通知", "2026-1-5"]]
    imported(root, save(root, rows), "zcwj")
    assert [fault.rule for fault in faults_of(root, "zcwj", Kind.POLICY)] == ["source-no-content"]


def test_leaders_come_from_a_roster(root: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "姓名", "职务", "工作分工"],
        [1, "闻甲", "市长", "主持全面工作。"],
    ]
    imported(root, save(root, rows), "ld")
    ((_, front),) = items(root, "ld").items()
    assert front["leader"] == {
        "order": 1,
        "name": "闻甲",
        "post": "市长",
        "portfolio": "主持全面工作。",
    }
    assert not faults_of(root, "ld", Kind.LEADER)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ([3, "丙", "YZ-002", "x", "y", "个人", "局", "2026-1-1"], "与第 4 行的 key 列相同"),
        ([3, "丙", None, "x", "y", "个人", "局", "2026-1-1"], "为空"),
        ([3, "丙", "YZ-003", "x", "y", "个人", "局", "昨天"], "“发布日期”列：“昨天”不是日期"),
        ([3, "丙", "YZ-003", "x", "y", "神仙", "局", "2026-1-1"], "服务对象"),
        ([3, None, "YZ-003", "x", "y", "个人", "局", "2026-1-1"], "缺少必填内容"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_imported(
    root: Path, row: list[int | str | None], word: str
) -> None:
    good = save(root, SERVICES)
    run(root, good, "--column", "city/bsfw", "--dry-run")
    said = run(root, save(root, [*SERVICES, row]), "--column", "city/bsfw", status=1).stderr
    assert word in said and len(items(root, "bsfw")) == 2


def test_several_sheets_are_mapped_each(root: Path) -> None:
    def adjust(book: Workbook) -> None:
        second = book.create_sheet("二")
        second.append(["标题", "发布日期", "内容"])
        second.append(["乙文", "2026-2-1", "第一段。\n第二段。"])

    path = save(root, [["标题", "发布日期"], ["甲文", "2026-1-5"]], adjust=adjust)
    imported(root, path, "ml")
    assert sorted(front["title"] for front in items(root, "ml").values()) == ["乙文", "甲文"]
    texts = [path.read_text("utf-8") for path in (root / "content/city/ml").rglob("*.md")]
    assert any("第一段。\n\n第二段。\n" in text for text in texts)


def test_skipped_and_unmapped_sheets_are_left_out(root: Path) -> None:
    path = save(root, SERVICES)
    (root / "m.yaml").write_text("sheets: [{sheet: 清单, shape: skip}]", "utf-8")
    run(root, path, "--column", "city/bsfw", "--map", root / "m.yaml")
    (root / "m.yaml").write_text("sheets: [{sheet: 别的, shape: skip}]", "utf-8")
    said = run(root, path, "--column", "city/bsfw", "--map", root / "m.yaml").stderr
    assert "映射表没有写工作表“清单”" in said and not items(root, "bsfw")


def test_defaults_of_the_map_fill_what_the_table_lacks(root: Path) -> None:
    rows = [["标题", "内容"], ["甲文", "正文。"]]
    (root / "m.yaml").write_text(
        "sheets:\n  - sheet: 清单\n    key: [标题]\n    fields: {标题: title, 内容: body}\n"
        "    defaults: {source: 云泽日报, date: 2026-05-01 08:00, keywords: [水库]}\n",
        "utf-8",
    )
    run(root, save(root, rows), "--column", "city/ml", "--map", root / "m.yaml")
    ((_, front),) = items(root, "ml").items()
    assert front["source"] == "云泽日报" and front["date"] == "2026-05-01 08:00"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("sheets: [", "无法读取"),
        ("sheets: []", "有误"),
        ("sheets: [{sheet: a, shape: magic}]", "有误"),
        ("sheets: [{sheet: a, surprise: 1}]", "有误"),
    ],
)
def test_a_wrong_map_is_named(root: Path, text: str, word: str) -> None:
    (root / "m.yaml").write_text(text, "utf-8")
    arguments = [str(save(root, SERVICES)), "--column", "city/bsfw", "--map", str(root / "m.yaml")]
    result = CliRunner().invoke(command, arguments, obj=root)
    assert isinstance(result.exception, ConfigError) and word in str(result.exception)


def test_csv_in_gbk_is_imported_like_a_workbook(root: Path) -> None:
    path = root / "表.csv"
    path.write_bytes("事项名称,事项编码,实施机关\n排水许可,YZ-9,市住建局\n".encode("gbk"))
    imported(root, path, "bsfw")
    assert list(items(root, "bsfw")) == ["yz-9.md"]


def test_json_alone_stands_on_standard_output(root: Path) -> None:
    path = save(root, SERVICES)
    run(root, path, "--column", "city/bsfw", "--dry-run")
    report = json.loads(run(root, path, "--column", "city/bsfw", "--json").stdout)
    assert report["counts"] == {"added": 2}
    assert report["items"][0]["item"] == "content/city/bsfw/yz-001.md"


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_turns_ods_into_a_workbook(tmp_path: Path) -> None:
    from sitegen.importers.xlsx.sheets import read_workbook

    source = tmp_path / "a.fods"
    source.write_text(
        '<?xml version="1.0"?><office:document '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>'
        '<office:spreadsheet><table:table table:name="T"><table:table-row><table:table-cell '
        'office:value-type="string"><text:p>标题</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document>",
        encoding="utf-8",
    )
    sheets, _ = read_workbook(convert(source, "xlsx"))
    assert sheets[0].rows == (("标题",),)
