"""Adding a site to `sites.yaml` as text, so that comments and layout stay what they are."""

from typing import NamedTuple

from sitegen.errors import ConfigError, UsageError
from sitegen.model.platform import PlatformConfig, SiteConfig, SiteKind
from sitegen.scaffold.blanks import quoted
from sitegen.sources.platform import cross_checks
from sitegen.sources.validation import validate
from sitegen.sources.yaml_source import read_yaml


class NewSite(NamedTuple):
    """What is told of a new site; what is empty becomes a marked blank or is derived."""

    id: str
    kind: SiteKind
    name: str
    parent: str = ""
    short_name: str = ""
    domain: str = ""
    id_code: str = ""
    sponsor: str = ""


def site_entry(site: NewSite) -> list[str]:
    """Return the lines of a site's entry, without indentation; the first begins with `- `.

    Every key that the foot of a page needs is there; what is not known is marked 【请填写：…】.
    """

    def blank(what: str) -> str:
        # Two sites may not share a domain or code, so the marks differ too.
        return f"【请填写：{site.id} 的{what}】"

    lines = [f"- id: {site.id}", f"  kind: {site.kind}"]
    if site.parent:
        lines.append(f"  parent: {site.parent}")
    lines += [
        f"  name: {quoted(site.name)}",
        f"  short_name: {quoted(site.short_name or site.name)}",
        f"  domain: {quoted(site.domain) or blank('域名')}",
        f"  id_code: {_text(site.id_code) or blank('网站标识码')}",
        f"  icp: {blank('ICP备案编号')}",
        f"  police: {blank('公安机关备案号')}",
        f"  sponsor: {quoted(site.sponsor or site.name)}",
        "  contact:",
        f"    phone: {blank('联系电话')}",
        f"    email: {blank('电子邮箱')}",
        f"    address: {blank('办公地址')}",
        f"    hours: {blank('办公时间')}",
    ]
    return lines


def _text(value: str) -> str:
    return f'"{value}"' if value.isdigit() else quoted(value)


def add_site(text: str, entry: list[str]) -> tuple[str, PlatformConfig]:
    """Return the text of `sites.yaml` with a site behind the last one, and what it says then.

    Raises UsageError where `sites:` is written in a form that nothing can be added to as text,
    with the lines to be put there by hand; ConfigError where the result cannot be used.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    row, indent = _end_of_sites("\n".join(lines), entry)
    lines[row:row] = [" " * indent + line for line in entry]
    new = "\n".join(lines)
    data, where, faults = read_yaml(new.removeprefix("\ufeff"))
    config, more = validate(PlatformConfig, data or {}, where)
    faults = [*faults, *more, *(cross_checks(config) if config else ())]
    if config is None or faults:
        fault = faults[0]
        raise ConfigError(f"不能写入 sites.yaml：{fault.message}。{fault.fix}。")
    return (new if new.endswith("\n") else new + "\n").replace("\n", ending), config


def _end_of_sites(text: str, entry: list[str]) -> tuple[int, int]:
    """Return the line number (from 0) behind the last site, and the column of its dash."""
    import yaml
    from yaml.nodes import MappingNode, Node, SequenceNode

    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    sites = None
    if isinstance(root, MappingNode):
        sites = next((value for key, value in root.value if key.value == "sites"), None)
    if not isinstance(sites, SequenceNode) or sites.flow_style or not sites.value:
        listed = "\n".join(entry)
        raise UsageError(
            f"sites.yaml 的 sites: 没有写成每行以“- ”开头的列表，请自行加上：\n{listed}"
        )
    last: Node = sites.value[-1]
    while isinstance(last, (MappingNode, SequenceNode)) and last.value and not last.flow_style:
        last = last.value[-1][1] if isinstance(last, MappingNode) else last.value[-1]
    indent = sites.start_mark.column
    lines = text.split("\n")
    # A scalar's end mark may stand at the start of the line behind it (block texts, empty values).
    row = last.end_mark.line + (1 if last.end_mark.column > indent else 0)
    row = max(row, last.start_mark.line + 1)
    while row < len(lines) and _belongs(lines[row], indent):
        row += 1
    while row and not lines[row - 1].strip():
        row -= 1
    return row, indent


def _belongs(line: str, indent: int) -> bool:
    """Whether a line behind the last value is still part of that site: a comment set deeper."""
    bare = line.strip()
    deeper = len(line) - len(line.lstrip()) > indent
    return not bare or (bare.startswith("#") and deeper)


def site_of(config: PlatformConfig, site_id: str) -> SiteConfig:
    """Return a site of `sites.yaml`; raises UsageError that names those that look alike."""
    from sitegen.scaffold.naming import unknown

    for site in config.sites:
        if site.id == site_id:
            return site
    raise unknown("站点", site_id, {site.id: site.name for site in config.sites})
