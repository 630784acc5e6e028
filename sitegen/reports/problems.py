"""The table of a site's findings on the verdict page, drawn once, when the site is judged."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from sitegen.model.finding import Finding

LEVELS = {"gate": "否决", "error": "错误", "warning": "警告", "info": "提示"}
ROLES = {"gate": "bad", "error": "bad", "warning": "warn", "info": "centre"}
"""Names and looks of the levels."""


def problems_html(findings: Sequence[Finding], most: int) -> str:
    """Return the first `most` findings as a table, and how many more there are, as HTML."""
    if not findings:
        return "<p>没有发现问题。</p>\n"
    head = "<tr><th>级别</th><th>问题与改法</th><th>文件</th><th>规则与依据</th></tr>"
    rows = "".join(_row(finding) for finding in findings[:most])
    left = len(findings) - most
    more = f"<p>另有 {left} 条，见 sitegen check。</p>\n" if left > 0 else ""
    return f"<h3>问题</h3><table><thead>{head}</thead><tbody>\n{rows}</tbody></table>\n{more}"


def _row(finding: Finding) -> str:
    level = "已豁免" if finding.waived else LEVELS[finding.level.value]
    role = "centre" if finding.waived else ROLES[finding.level.value]
    return (
        f'<tr><td class="{role}">{level}</td><td>{escape(finding.message)}'
        f"<br><small>{escape(finding.fix)}</small></td>"
        f"<td>{_file(finding.file, finding.line)}</td>"
        f'<td class="note">{escape(finding.rule)}<br>{escape(finding.source)}</td></tr>\n'
    )


def _file(file: str, line: int) -> str:
    """A link from `build/.state/verdict/` to a file of the platform."""
    if not file:
        return "—"
    name = f"{file}:{line}" if line else file
    return f'<a href="../../../{quote(file)}">{escape(name)}</a>'
