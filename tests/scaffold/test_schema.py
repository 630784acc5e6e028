"""`sitegen schema`: what sitegen accepts, editors' tools accept; what it refuses, they mark."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from sitegen.cli import group
from sitegen.model.column import ColumnConfig
from sitegen.model.finding import Level
from sitegen.model.item import ITEM_MODELS
from sitegen.model.kinds import Kind
from sitegen.model.platform import PlatformConfig
from sitegen.model.site import SiteFile
from sitegen.rules import load_rulebook
from sitegen.scaffold.blanks import Blank, blank_item, suffix
from sitegen.scaffold.reference import page_with_reference
from sitegen.scaffold.schema.decap import decap_config, item_forms
from sitegen.scaffold.schema.documents import SCHEMAS, schema_of
from sitegen.scaffold.schema.generator import model_schema
from sitegen.sources.columns import read_settings
from sitegen.sources.platform import load_platform
from sitegen.sources.scan import is_item, scan
from sitegen.sources.validation import validate
from sitegen.sources.yaml_source import read_yaml

ROOT = Path(__file__).parents[2]
MODELS: dict[str, Any] = {
    "sites": PlatformConfig,
    "site": SiteFile,
    "column": ColumnConfig,
    **{kind.value: model for kind, model in ITEM_MODELS.items()},
}
HEAD = "title: 甲\ndate: 2026-03-01\nsource: 乙\n"
SITE = "platform: {name: 平台}\nsites:\n- {id: a, kind: portal, name: 甲市, domain: a, "


class Loader(yaml.SafeLoader):
    """YAML as editors' tools read it (1.2): days are texts, yes and no are texts."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(schema_of(name))


def complaints(name: str, text: str) -> list[str]:
    data = yaml.load(text, Loader)
    return [error.message for error in validator(name).iter_errors(data)]


def faults(name: str, text: str) -> list[str]:
    data, lines, wrong = read_yaml(text)
    _, more = validate(MODELS[name], data or {}, lines)
    return [fault.message for fault in (*wrong, *more)]


ACCEPTED = [
    ("article", HEAD),
    ("article", HEAD + "keywords: 防汛、检查"),
    ("article", HEAD + "keywords: [防汛, 2026]"),
    ("article", HEAD + "author: 12345\ndescription: true\neditor:\n"),
    ("article", HEAD + "draft: yes\npin: 'TRUE'"),
    ("article", HEAD + "attachments: 甲.pdf"),
    ("article", HEAD + "url: /art/2019/1..2.html\naliases: [/a b.html, /]"),
    ("article", HEAD + "url: ''\naliases: /a.html"),
    ("column", "title: 甲\nmount: _shared/zcfg\naliases: /list.jsp?id=1"),
    ("article", HEAD + "attachments: {path: 甲.pdf}"),
    ("article", HEAD + "attachments: [甲.pdf, {path: 乙.pdf, title: 乙}]"),
    ("article", HEAD + "publish_to: city/zwdt\nreview:\nwithdrawn: ~\nupdated: 2026-3-1 9:05"),
    ("policy", HEAD + "document: {number: 甲发〔2026〕1号, index_no: 0571, signed: 2026-03-01}"),
    ("interpretation", HEAD + "interprets: ../1.md\nform: chart"),
    ("letter", HEAD + "letter: {received: 2026-03-01 09:00, question: 路灯何时修好}"),
    ("service", HEAD + "service: {materials: [{name: 身份证, copies: '1', required: no}]}"),
    ("service", HEAD + "service: {phone: 0590, fee: 12.50, basis: 一条依据}"),
    ("dataset", HEAD + "dataset: {fields: [{name: 年}], rows: [[2025, 10.5], [甲, true]]}"),
    ("survey", HEAD + "survey: {starts: 2026-03-01, ends: 2026-04-01, participants: 1_000}"),
    ("column", "title: 通知公告\norder: '12'\nnav: off\npage_size: 20"),
    ("column", "title: 2026\naccept: all\ncollect: {types: news, keywords: 防汛，检查}"),
    ("column", "title: 公告\naccept: true\ncollect: [{sites: [a]}, {columns: b}]\nmount:"),
    ("site", "home: [{block: columns, columns: zwdt, limit: '6'}, {block: disclosure}]"),
    ("sites", SITE + "id_code: 9901000001, sponsor: 甲}\n"),
    ("sites", SITE + "id_code: 1, sponsor: 甲, theme: {primary: '#9e1b1f'}, people: }\n"),
]  # fmt: skip

REFUSED = [
    ("article", HEAD + "titel: 甲"),
    ("article", "title: 甲\nsource: 乙"),
    ("article", "title: 甲\ndate: 2026年3月1日\nsource: 乙"),
    ("article", "title: [甲]\ndate: 2026-03-01\nsource: 乙"),
    ("article", HEAD + "keywords: {a: b}"),
    ("article", HEAD + "pin: 也许"),
    ("article", HEAD + "url: art/1.html"),
    ("article", HEAD + "url: http://a.gov.cn/1.html"),
    ("article", HEAD + "url: /a/../b.html"),
    ("article", HEAD + "aliases: /a//b.html"),
    ("article", HEAD + "aliases: [/a.html, b.html]"),
    ("column", "title: 甲\naliases: [b.html]"),
    ("column", "title: 甲\nmount: zwgk/zcfg"),
    ("article", HEAD + "withdrawn: {date: 2026-03-01}"),
    ("article", HEAD + "leader: {name: 某某某, post: 局长}"),
    ("policy", HEAD),
    ("policy", HEAD + "document:"),
    ("policy", HEAD + "document: {status: 作废}"),
    ("interpretation", HEAD + "interprets: []"),
    ("service", HEAD + "service: {materials: 身份证}"),
    ("service", HEAD + "service: {materials: [{name: 身份证, copies: 一份}]}"),
    ("column", "title: 公告\ntype: notice"),
    ("column", "title: 公告\norder: 第一"),
    ("column", "title: 公告\npage_size: 0"),
    ("column", "title: 公告\ncollect: all"),
    ("site", "home: [{block: colums, columns: [a]}]"),
    ("sites", SITE + "id_code: 1}\n"),
    ("sites", "platform: {name: 平台}\nsites: []\n"),
]


@pytest.mark.parametrize(("name", "text"), ACCEPTED)
def test_what_sitegen_accepts_is_accepted(name: str, text: str) -> None:
    assert faults(name, text) == []
    assert complaints(name, text) == []


@pytest.mark.parametrize(("name", "text"), REFUSED)
def test_what_sitegen_refuses_is_marked(name: str, text: str) -> None:
    assert faults(name, text)
    assert complaints(name, text)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_a_schema_with_a_chinese_title_for_each_key(name: str) -> None:
    schema = schema_of(name)
    Draft7Validator.check_schema(schema)
    for path, key, part in keys(schema, name):
        assert re.search("[一-鿿]", str(part.get("title", ""))), f"{path}.{key}"
    described = re.findall(r'"description": "([^"]*)"', json.dumps(schema, ensure_ascii=False))
    for text in described:
        assert re.search("[一-鿿]", text) or text.startswith("YYYY"), text


def keys(part: Any, path: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    if isinstance(part, dict):
        properties = part.get("properties")
        for key, value in (properties or {}).items():
            yield path, key, value
        for key, value in part.items():
            yield from keys(value, f"{path}/{key}")
    elif isinstance(part, list):
        for value in part:
            yield from keys(value, path)


def test_the_settings_and_records_of_the_demo_are_accepted() -> None:
    assert complaints("sites", (ROOT / "sites.yaml").read_text("utf-8")) == []
    looked = 0
    for folder in sorted(path for path in (ROOT / "content").iterdir() if path.is_dir()):
        files = list(scan(folder, ROOT / "content").paths())
        settings = read_settings(folder.name, folder, files)
        for path in files:
            schema = schema_for(path, settings)
            if schema:
                text = (folder / path).read_text("utf-8")
                stated = re.search(r"^kind: (\S+)", text, re.M)
                schema = stated[1] if stated else schema
                assert complaints(schema, text) == [], f"{folder.name}/{path}"
                looked += 1
    assert looked > 100


def schema_for(path: str, settings: Any) -> str:
    name = path.rpartition("/")[2]
    if name in ("_site.yaml", "_column.yaml"):
        return name[1:-5]
    column = settings.column_of(path)
    if not is_item(path) or path.endswith(".md") or column is None:
        return ""
    return str(settings.kind_of(column).value)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_blank_item_of_a_kind_is_accepted_by_its_schema(kind: Kind) -> None:
    text = blank_item(Blank(kind, "2026-03-01 09:00", "甲"))
    front = text.split("---\n")[1] if suffix(kind) == ".md" else text
    assert complaints(kind.value, front) == []


def test_the_schema_of_any_item_takes_the_kind_from_its_block() -> None:
    leader = HEAD + "leader: {name: 某某某, post: 局长}"
    assert complaints("item", leader) == []
    assert complaints("item", HEAD + "leader: {name: 某某某}")
    assert complaints("item", HEAD + "annual_report: {year: 2025}")
    assert complaints("item", HEAD + "keywords: 甲、乙") == []


def test_parts_that_share_a_name_are_the_same_part() -> None:
    seen: dict[str, Any] = {}
    for model in ITEM_MODELS.values():
        for name, part in model_schema(model, "稿件").get("definitions", {}).items():
            assert seen.setdefault(name, part) == part, name


def test_rules_that_cannot_be_changed_are_not_offered() -> None:
    offered = schema_of("rules")["properties"]["rules"]["properties"]
    gates = {rule.id for rule in load_rulebook(None).rules.values() if rule.level is Level.GATE}
    assert gates
    assert not gates & set(offered)
    assert complaints("rules", "rules: {freshness-column: {params: {days: {news: 7}}}}") == []
    assert complaints("rules", "rules: {freshness-column: {level: gate}}")
    assert complaints("rules", "profiles: {department: {waive: [annual-report]}}")
    assert complaints("rules", "words: {typos: {甲: 乙, 丙: }, forbidden: words/f.txt}") == []


def test_a_waiver_needs_all_five_entries() -> None:
    waiver = "- {rule: annual-late, path: content/a/, reason: 甲, approver: 乙, until: 2026-12-31}"
    assert complaints("waivers", waiver) == []
    assert complaints("waivers", waiver.replace("approver: 乙, ", ""))
    assert complaints("waivers", waiver.replace("annual-late", "gate-column-empty"))


def test_all_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(group, ["schema", "-o", str(tmp_path / "s")])
    assert result.exit_code == 0, result.output
    written = {path.name for path in (tmp_path / "s").iterdir()}
    assert written == {f"{name}.schema.json" for name in SCHEMAS}


def test_one_schema_goes_to_standard_output_and_an_unknown_name_is_refused() -> None:
    result = CliRunner().invoke(group, ["schema", "column"])
    assert json.loads(result.stdout)["title"] == SCHEMAS["column"]
    wrong = CliRunner().invoke(group, ["schema", "colum"])
    assert "是不是“column”" in str(wrong.exception)


def test_the_cms_has_a_form_for_each_column_that_holds_items(fresh: Path) -> None:
    config = yaml.safe_load(decap_config(load_platform(fresh)))
    folders = {one["folder"]: one for one in config["collections"]}
    assert "content/city/zwgk" not in folders
    for folder, one in folders.items():
        assert (fresh / folder / "_column.yaml").is_file()
        assert {"title", "date", "source"} <= {
            field["name"] for field in one["fields"] if field.get("required", True)
        }
    assert folders["content/city/bsfw"]["format"] == "yaml"
    assert len({one["name"] for one in config["collections"]}) == len(folders)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_field_of_a_form_is_one_of_the_model(kind: Kind) -> None:
    model = ITEM_MODELS[kind]
    forms = {form["name"]: form for form in item_forms(kind)}
    assert set(forms) <= set(model.model_fields)
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    assert {name for name, form in forms.items() if form["required"]} == required
    for form in forms.values():
        assert form["widget"]
        if "fields" in form and not form["required"] and form["widget"] == "object":
            assert not any(part["required"] for part in form["fields"])


def test_the_editors_handbook_holds_the_current_fields() -> None:
    page = (ROOT / "docs/editors.md").read_text("utf-8")
    assert page == page_with_reference(page), "run python -m sitegen.scaffold"
