"""`sitegen init`: all files of a platform that builds at once."""

import json
import re
from datetime import datetime
from pathlib import Path
from string import Template

from sitegen.errors import UsageError
from sitegen.model.platform import Contact, SiteConfig, SiteKind
from sitegen.rules import load_rulebook
from sitegen.scaffold.blanks import quoted
from sitegen.scaffold.layout import column_text, site_columns, site_text
from sitegen.scaffold.samples import PORTAL, sample_items
from sitegen.scaffold.schema.documents import SCHEMAS, schema_of
from sitegen.scaffold.writing import write_new

DEFAULT_NAME = "示例市政府网站集约化平台"
SCHEMA_FOLDER = ".vscode/schemas"
_STARTER = Path(__file__).parent / "starter"
_REGION = re.compile(r".{1,10}?[市州盟县区旗]")
_HOURS = "工作日 9:00—12:00，13:30—17:30"


def new_platform(
    folder: Path, now: datetime, name: str = DEFAULT_NAME, *, example: bool = False
) -> list[Path]:
    """Make a platform in `folder` and return the files made; raises UsageError.

    `now` is local time of the platform; the samples carry it. With `example` a county and a
    department stand beside the portal. A folder in which anything stands is refused.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} 是文件，不是目录。")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"目录 {folder} 不是空的，不会覆盖其中的文件。请换一个新目录名。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"不能新建目录 {folder}：{error.strerror}。") from None
    return write_new(folder, platform_files(now, name, example=example))


def platform_files(now: datetime, name: str, *, example: bool = False) -> dict[str, str]:
    """Return every file of a new platform: path below its root → text."""
    found = _REGION.match(name)
    sites = _sites(found.group() if found else "示例市", example=example)
    values = {"platform": quoted(name), "site": sites[0].id}
    files = {
        "sites.yaml": _starter("sites.yaml", values) + "".join(_entry(site) for site in sites),
        "README.md": _starter("README.md", values),
        ".gitignore": _starter("gitignore", {}),
        ".pre-commit-config.yaml": _starter("pre-commit-config.yaml", {}),
        ".vscode/settings.json": _json(editor_settings()),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
    }
    for schema in SCHEMAS:
        files[f"{SCHEMA_FOLDER}/{schema}.schema.json"] = _json(schema_of(schema))
    for site in sites:
        texts = site_files(site, now)
        if example and site.id == PORTAL:
            texts["zwdt/yw/_column.yaml"] += "accept: all  # 接受各站点以 publish_to 推送的稿件\n"
        files |= {f"content/{site.id}/{path}": text for path, text in texts.items()}
    return files


def site_files(site: SiteConfig, now: datetime) -> dict[str, str]:
    """Return the files of a site with a sample in every mandatory column."""
    columns = site_columns(load_rulebook(None).required_types(site))
    files = {"_site.yaml": site_text(site, columns)}
    for number, column in enumerate(columns, 1):
        files[f"{column.path}/_column.yaml"] = column_text(column, site.label, number * 10)
    return files | sample_items(site, columns, now)


def editor_settings() -> dict[str, object]:
    """Return the settings that give the YAML extension of VS Code the schema of each file.

    Items stand in folders named by years; that tells them from settings without a pattern that
    excludes, which older versions of the extension do not know.
    """
    patterns = {
        "sites": ["/sites.yaml"],
        "site": ["/content/**/_site.yaml"],
        "column": ["/content/**/_column.yaml"],
        "rules": ["/rules.yaml"],
        "waivers": ["/waivers.yaml"],
        "item": ["/content/**/20*/*.yaml", "/content/**/20*/*.yml"],
    }
    return {
        "yaml.schemas": {
            f"./{SCHEMA_FOLDER}/{name}.schema.json": globs for name, globs in patterns.items()
        },
        "yaml.format.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.exclude": {"build": True},
    }


def _sites(region: str, *, example: bool) -> list[SiteConfig]:
    sites = [_site(PORTAL, "portal", f"{region}人民政府", region, 1)]
    if example:
        sites.append(_site("county-a", "county", "示例县人民政府", "示例县", 2))
        name = f"{region}数据局"
        sites.append(_site("dept-sj", "department", name, name, 3))
    return sites


def _site(site_id: str, kind: SiteKind, name: str, short: str, number: int) -> SiteConfig:
    host = {"portal": "www", "county": "www.county-a"}.get(kind, site_id.partition("-")[2])
    phone = f"0590-661234{number}"
    return SiteConfig(
        id=site_id,
        kind=kind,
        parent=None if kind == "portal" else PORTAL,
        name=name,
        short_name=short,
        domain=f"{host}.example.gov.cn",
        id_code=f"99000000{number:02d}",
        icp=f"京ICP备0000000{number}号",
        police=f"京公网安备 9900000000000{number}号",
        sponsor=f"{name}办公室",
        contact=Contact(
            phone=phone,
            email=f"{site_id}@example.gov.cn",
            address=f"{short}示例路{number}号",
            hours=_HOURS,
        ),
    )


def _entry(site: SiteConfig) -> str:
    lines = [
        f"- id: {site.id}",
        f"  kind: {site.kind}",
        *([f"  parent: {site.parent}"] if site.parent else []),
        f"  name: {quoted(site.name)}",
        f"  short_name: {quoted(site.short_name)}",
        f"  domain: {site.domain}  # 示例",
        f'  id_code: "{site.id_code}"  # 示例',
        f"  icp: {site.icp}  # 示例",
        f"  police: {site.police}  # 示例",
        f"  sponsor: {quoted(site.sponsor)}",
        "  contact:  # 示例",
        f"    phone: {site.contact.phone}",
        f'    email: "{site.contact.email}"',
        f"    address: {site.contact.address}",
        f"    hours: {site.contact.hours}",
    ]
    return "".join(f"  {line}\n" for line in lines)


def _starter(name: str, values: dict[str, str]) -> str:
    return Template((_STARTER / name).read_text(encoding="utf-8")).safe_substitute(values)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
