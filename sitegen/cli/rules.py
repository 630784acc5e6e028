"""`sitegen rules`."""

import json
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sitegen.rules import Rule, Rulebook


@click.command("rules", short_help="查看检查规则及其依据")
@click.argument("rule_id", required=False, metavar="[规则]")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.option("--markdown", is_flag=True, help="输出全部规则的说明文档（Markdown）")
@click.pass_context
def command(ctx: click.Context, rule_id: str | None, as_json: bool, markdown: bool) -> None:
    """列出全部规则及其级别、依据；给出规则名时详细说明这一条，附正误示例。

    在平台目录中运行时，显示的是经 rules.yaml 调整之后的级别和阈值。
    """
    from sitegen.rules.reference import explain, reference_page

    book = _book(ctx.obj)
    chosen = [_chosen(book, rule_id)] if rule_id else list(book.rules.values())
    if as_json:
        click.echo(json.dumps([_data(rule) for rule in chosen], ensure_ascii=False, indent=2))
    elif rule_id:
        click.echo(explain(chosen[0]))
    elif markdown:
        click.echo(reference_page(book), nl=False)
    else:
        _list(book)


def _book(folder: Path) -> "Rulebook":
    """The platform's rulebook, or the built-in one outside of a platform."""
    from sitegen.errors import ConfigError
    from sitegen.rules import load_rulebook
    from sitegen.sources.platform import find_platform

    try:
        root = find_platform(folder)
    except ConfigError:
        return load_rulebook(None)
    return load_rulebook(root)


def _chosen(book: "Rulebook", rule_id: str) -> "Rule":
    from sitegen.errors import UsageError

    if rule_id in book.rules:
        return book.rules[rule_id]
    near = get_close_matches(rule_id, book.rules, 1)
    hint = f"是不是“{near[0]}”？" if near else "全部规则见 sitegen rules。"
    raise UsageError(f"没有名为“{rule_id}”的规则，{hint}")


def _list(book: "Rulebook") -> None:
    from sitegen.rules.reference import level_name

    for family, title in book.families.items():
        click.echo(f"{title}")
        for rule in book.rules.values():
            if rule.family == family:
                changed = "（已调整）" if rule.level != rule.default else ""
                click.echo(f"  {rule.id:<28} {level_name(rule)}{changed}  {rule.title}")
                click.echo(f"  {'':<28} 依据：{rule.source_text()}")
        click.echo("")
    click.echo(f"共 {len(book.rules)} 条。用 sitegen rules 规则名 查看说明和示例。")


def _data(rule: "Rule") -> dict[str, Any]:
    return {
        "id": rule.id,
        "family": rule.family,
        "title": rule.title,
        "level": rule.level.value if rule.level else "off",
        "scope": rule.scope,
        "params": dict(rule.params),
        "sources": [
            {
                "document": source.document,
                "number": source.number,
                "place": source.place,
                "confidence": source.confidence,
                "text": source.text(),
            }
            for source in rule.sources
        ],
        "wrong": rule.wrong,
        "right": rule.right,
    }
