"""`sitegen import docx` on a small platform: what it writes, says, and leaves alone."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.cli.import_docx import command
from sitegen.errors import UsageError
from sitegen.importers.destination import find_destination
from sitegen.importers.docx.batch import Batch
from sitegen.importers.docx.convert import Options
from sitegen.importers.ledger import load_ledger
from sitegen.importers.soffice import convert, find_soffice
from sitegen.model.kinds import Kind
from sitegen.sources.item_file import read_item
from sitegen.sources.place import Place
from tests.importers.docx.docx_parts import centred, docx, p, picture, png, relation, right

SITES = """\
platform: {name: 演示平台, as_of: 2026-01-10 09:00}
sites:
  - {id: city, kind: portal, name: 云泽市人民政府, sponsor: 云泽市人民政府办公室, domain: a.gov.cn}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    column = tmp_path / "content/city/zwgk/zcwj"
    column.mkdir(parents=True)
    (tmp_path / "sites.yaml").write_text(SITES, encoding="utf-8")
    (column / "_column.yaml").write_text("title: 政策文件\ntype: policy\n", encoding="utf-8")
    return tmp_path


def notice(text: str = "正文。", number: str = "云政发〔2026〕1号", note: str = "") -> bytes:
    return docx(
        centred("云泽市人民政府文件", 80, '<w:color w:val="FF0000"/>'),
        p(number),
        centred("云泽市人民政府关于水库安全的通知"),
        p(text, picture("rId5", "位置图")),
        right("云泽市人民政府"),
        right("2026年1月5日"),
        p(note) if note else "",
        relations=relation("rId5", "image", "media/i.png"),
        parts={"word/media/i.png": png()},
    )


def save(root: Path, data: bytes, name: str = "通知.docx") -> Path:
    path = root / name
    path.write_bytes(data)
    return path


def run(root: Path, *arguments: object, status: int = 0) -> Result:
    args = [str(a) for a in arguments] + ["--column", "city/zwgk/zcwj"]
    result = CliRunner().invoke(command, args, obj=root)
    assert result.exit_code == status, result.output + repr(result.exception)
    return result


ITEM = "content/city/zwgk/zcwj/2026/20260105-1.md"


def test_the_item_stands_in_the_column_and_reads_without_a_fault(root: Path) -> None:
    run(root, save(root, notice()))
    item = read_item(
        Place("city", "zwgk/zcwj/2026/20260105-1.md", "zwgk/zcwj", Kind.POLICY),
        (root / ITEM).read_bytes(),
    )
    assert not item.faults and item.stub is not None
    assert item.record["document"]["number"] == "云政发〔2026〕1号"
    assert item.record["date"] == "2026-01-10 09:00"
    assert (root / ITEM).with_name("20260105-1-image-1.png").read_bytes() == png()


def test_a_second_run_touches_nothing(root: Path) -> None:
    path = save(root, notice())
    run(root, path)
    before = {f: f.stat().st_mtime_ns for f in root.rglob("*") if f.is_file()}
    assert "未变" in run(root, path).stderr
    assert before == {f: f.stat().st_mtime_ns for f in root.rglob("*") if f.is_file()}


def test_a_changed_document_updates_its_item_and_adds_none(root: Path) -> None:
    run(root, save(root, notice()))
    assert "更新" in run(root, save(root, notice("新的正文。"), "另一个名字.docx")).stderr
    assert "新的正文。" in (root / ITEM).read_text(encoding="utf-8")
    assert len(list((root / "content").rglob("*.md"))) == 1


def test_an_item_edited_by_hand_is_left_alone_unless_forced(root: Path) -> None:
    run(root, save(root, notice()))
    (root / ITEM).write_text((root / ITEM).read_text("utf-8") + "\n补充。\n", "utf-8")
    path = save(root, notice("新的正文。"))
    assert "人工修改" in run(root, path).stderr
    assert "补充。" in (root / ITEM).read_text("utf-8")
    run(root, path, "--force")
    assert "补充。" not in (root / ITEM).read_text("utf-8")


def test_two_documents_of_one_day_and_number_get_two_items_with_their_pictures(root: Path) -> None:
    run(root, save(root, notice()))
    run(root, save(root, notice("另文。", "云政办发〔2026〕1号")))
    second = (root / ITEM).with_name("20260105-1-2.md").read_text("utf-8")
    assert "(20260105-1-2-image-1.png)" in second
    assert (root / ITEM).with_name("20260105-1-2-image-1.png").exists()


def test_pictures_gone_from_the_document_are_removed(root: Path) -> None:
    run(root, save(root, notice()))
    without = docx(
        centred("云泽市人民政府文件", 80, '<w:color w:val="FF0000"/>'), p("云政发〔2026〕1号"),
        centred("云泽市人民政府关于水库安全的通知"), p("无图。"),
    )  # fmt: skip
    run(root, save(root, without))
    assert not list((root / "content").rglob("*.png"))


def test_dry_run_writes_nothing_and_shows_the_item(root: Path) -> None:
    before = sorted(root.rglob("*"))
    path = save(root, notice())
    result = run(root, path, "--dry-run")
    assert "title: 云泽市人民政府关于水库安全的通知" in result.stdout
    assert sorted(root.rglob("*")) == sorted([*before, path])


def test_evidence_and_remarks_are_shown_in_chinese(root: Path) -> None:
    said = run(root, save(root, notice())).stderr
    assert "发文字号：云政发〔2026〕1号（版头中的发文字号，把握 99%）" in said


def test_json_alone_stands_on_standard_output(root: Path) -> None:
    result = run(root, save(root, notice()), "--json")
    (report,) = json.loads(result.stdout)["files"]
    assert report["status"] == "added" and report["item"] == ITEM
    assert {row["field"] for row in report["evidence"]} >= {"title", "document.number"}


def test_one_bad_file_does_not_stop_the_others(root: Path) -> None:
    bad = save(root, b"PK\x03\x04", "坏.docx")
    result = run(root, bad, save(root, notice()), status=1)
    assert "失败" in result.stderr and "新增" in result.stderr
    assert (root / ITEM).exists()


def test_a_restricted_document_is_refused_until_it_was_reviewed(root: Path) -> None:
    path = save(root, notice(note="（此件不公开）"))
    assert "未导入" in run(root, path, status=1).stderr
    assert not (root / ITEM).exists()
    run(root, path, "--reviewed")
    assert (root / ITEM).exists()


def test_a_document_without_text_is_refused(root: Path) -> None:
    run(root, save(root, docx(centred("关于工作的通知"))), status=1)
    assert not list((root / "content").rglob("*.md"))


def test_a_folder_is_imported_without_lock_files(root: Path) -> None:
    folder = root / "in"
    folder.mkdir()
    (folder / "a.docx").write_bytes(notice())
    (folder / "~$a.docx").write_bytes(b"lock")
    assert run(root, folder).stderr.count("新增") == 1


@pytest.mark.parametrize("column", ["city", "city/none", "../x/y", "city/../../etc", "city/zwgk"])
def test_columns_that_are_none_are_usage_errors(root: Path, column: str) -> None:
    with pytest.raises(UsageError):
        find_destination(root, column)


def test_a_column_that_links_out_of_the_content_is_refused(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "_column.yaml").write_text("title: x\n", "utf-8")
    (root / "content/city/out").symlink_to(outside)
    with pytest.raises(UsageError, match="之外"):
        find_destination(root, "city/out")


def test_other_file_types_are_named(root: Path) -> None:
    assert "不支持 .pdf" in run(root, save(root, b"%PDF", "a.pdf"), status=1).stderr


def test_a_time_typed_wrongly_is_a_usage_error(root: Path) -> None:
    result = CliRunner().invoke(
        command,
        [str(save(root, notice())), "--column", "city/zwgk/zcwj", "--date", "昨天"],
        obj=root,
    )
    assert isinstance(result.exception, UsageError)


def test_old_formats_go_through_the_converter(root: Path) -> None:
    path = save(root, b"old", "旧文.doc")
    batch = Batch(
        find_destination(root, "city/zwgk/zcwj"),
        load_ledger(root / "x.json"),
        Options(now="2026-01-10 09:00", kind=Kind.POLICY),
        convert_old=lambda _: notice(),
    )
    (report,) = batch.run([path])
    assert report.status == "added"


def test_without_libreoffice_old_formats_get_a_clear_message(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.importers.soffice.find_soffice", lambda: None)
    said = run(root, save(root, b"old", "旧文.doc"), status=1).stderr
    assert "LibreOffice" in said and "另存为 .docx" in said


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_turns_rtf_into_a_document(tmp_path: Path) -> None:
    from tests.importers.docx.docx_parts import body_of

    source = tmp_path / "a.rtf"
    source.write_text(r"{\rtf1\ansi Title\par Body text.\par}", encoding="ascii")
    assert "Body text." in body_of(convert(source, "docx"))


def test_a_converter_that_hangs_is_ended(tmp_path: Path) -> None:
    import sys

    from sitegen.errors import ImportFault

    program = tmp_path / "soffice"
    program.write_text(f"#!{sys.executable}\nimport signal\nsignal.pause()\n", encoding="utf-8")
    program.chmod(0o755)
    source = tmp_path / "a.doc"
    source.write_bytes(b"x")
    with pytest.raises(ImportFault, match="已中止"):
        convert(source, "docx", program=str(program), timeout=1)


def test_a_damaged_ledger_is_a_fault_that_says_what_to_do(root: Path) -> None:
    from sitegen.errors import ImportFault

    (root / "import-docx.state.json").write_text("{", "utf-8")
    result = CliRunner().invoke(
        command, [str(save(root, notice())), "--column", "city/zwgk/zcwj"], obj=root
    )
    assert isinstance(result.exception, ImportFault) and "台账" in str(result.exception)


def test_a_second_import_says_where_the_date_it_kept_comes_from(root: Path) -> None:
    run(root, save(root, notice()))
    again = run(root, save(root, notice("改过的正文。")))
    assert "首次导入时的发布时间" in again.stderr
    assert "--date，" not in again.stderr


def test_a_trial_says_that_nothing_was_written_and_the_unchanged_says_little(root: Path) -> None:
    assert "（试运行，未写文件）" in run(root, save(root, notice()), "--dry-run").stderr
    run(root, root / "通知.docx")
    assert "成文日期" not in run(root, root / "通知.docx").stderr
