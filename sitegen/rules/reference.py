"""The reference page of all rules, in Markdown (docs/rules.md)."""

from collections.abc import Iterator

from sitegen.rules.rulebook import CONFIDENCE_NOTES, Rule, Rulebook

LEVEL_TITLES = {"gate": "否决", "error": "错误", "warning": "警告", "info": "提示", "off": "停用"}
SCOPE_TITLES = {"item": "稿件", "site": "站点", "platform": "平台", "source": "文件写法"}
HEAD = """# 规则一览

本页由规则库生成（`python -m sitegen.rules`），请勿手改。

级别：**否决**阻止站点发布，不得豁免，不得降级；**错误**阻止发布，
经批准可在 `waivers.yaml` 中限期豁免；**警告**和**提示**不阻止发布。
除否决外，级别和阈值都可以在平台的 `rules.yaml` 中调整，见页末。

出处的可信度：""" + "；".join(f"{key} {note}" for key, note in CONFIDENCE_NOTES.items())
TAIL = """## 在平台中调整

在 `sites.yaml` 旁边写 `rules.yaml`：

```yaml
rules:
  review-missing: {level: warning}
  freshness-column: {params: {days: {news: 7}}}
profiles:
  department: {require: [interview], waive: [planning]}
words:
  typos: {错误写法: 正确写法}
  forbidden: words/forbidden.txt      # 每行一条：错误写法→正确写法
```

否决规则不得降级、停用或者改动阈值；信息公开目录、政策解读、信息公开年报不得免除。

## 豁免

确有理由暂时不能改正的错误，经批准写入 `sites.yaml` 旁边的 `waivers.yaml`，到期后自动失效并提示：

```yaml
- rule: privacy-mobile
  path: content/city/tzgg/2026/12.md   # 文件、以 / 结尾的目录，或带 * 的路径
  reason: 招商热线，经本人书面同意公开
  approver: 市政府办公室
  until: 2026-12-31
```
"""


def reference_page(book: Rulebook) -> str:
    """Return the page: every family, every rule with level, thresholds, sources and examples."""
    parts = [HEAD]
    for family, title in book.families.items():
        parts.append(f"## {title}")
        parts += [explain(rule) for rule in book.rules.values() if rule.family == family]
    return "\n\n".join([*parts, TAIL])


def explain(rule: Rule) -> str:
    """Explain one rule in Markdown, with a wrong and a right example."""
    return "\n".join(_lines(rule))


def level_name(rule: Rule) -> str:
    """The rule's level in Chinese."""
    return LEVEL_TITLES[rule.level.value if rule.level else "off"]


def _lines(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    yield f"{rule.title}。级别：{level_name(rule)}；范围：{SCOPE_TITLES[rule.scope]}。"
    yield ""
    for source in rule.sources:
        yield f"- 出处：{source.text()}（可信度 {source.confidence}）"
    for name, value in rule.params.items():
        yield f"- 阈值 `{name}`：{_value(value)}"
    yield ""
    yield from _example("错误示例", rule.wrong)
    yield ""
    yield from _example("正确示例", rule.right)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "，".join(f"{key} {_value(each)}" for key, each in value.items())
    if isinstance(value, (list, tuple)):
        return "、".join(_value(each) for each in value)
    return "是" if value is True else "否" if value is False else str(value)


def _example(title: str, text: str) -> Iterator[str]:
    yield f"{title}："
    yield ""
    yield "```text"
    yield from text.splitlines()
    yield "```"
