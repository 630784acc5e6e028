"""What the preview adds to a page: its findings, and the script that reloads it."""

from collections.abc import Sequence
from html import escape

from sitegen.model.finding import Finding, Level

EVENTS = "/__sitegen__/events"
SCRIPT = "/__sitegen__/reload.js"
STYLE = "/__sitegen__/notes.css"
_LEVELS = {Level.GATE: "否决", Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"}

RELOAD_JS = f"""
const events = new EventSource("{EVENTS}");
events.addEventListener("reload", () => location.reload());
""".encode()

NOTES_CSS = b"""
.sitegen-notes { position: fixed; right: 1rem; bottom: 1rem; z-index: 9999; max-width: 32rem;
  max-height: 60vh; overflow: auto; background: #fff; color: #1a1a1a; border: 2px solid #b3261e;
  border-radius: 6px; padding: .5rem 1rem; font-size: 16px; line-height: 1.6;
  box-shadow: 0 4px 16px #0004; }
.sitegen-notes summary { cursor: pointer; font-weight: 700; }
.sitegen-notes li { margin: .5rem 0; }
.sitegen-notes code { color: #555; }
"""


def with_notes(html: str, findings: Sequence[Finding]) -> str:
    """Return a page with its findings and the reloading script put in before `</body>`."""
    extra = f'<script type="module" src="{SCRIPT}"></script>'
    if findings:
        extra = _box(findings) + extra
    head, found, tail = html.rpartition("</body>")
    if not found:
        return html + extra
    head = head.replace("</head>", f'<link rel="stylesheet" href="{STYLE}"></head>', 1)
    return head + extra + found + tail


def _box(findings: Sequence[Finding]) -> str:
    rows = "".join(
        f"<li><strong>{_LEVELS[one.level]}</strong> {escape(one.message)}"
        f"<br><code>{escape(one.file)}{f':{one.line}' if one.line else ''}</code>"
        + (f"<br>怎样改：{escape(one.fix)}" if one.fix else "")
        + "</li>"
        for one in findings
    )
    return (
        '<aside class="sitegen-notes" aria-label="本页检查结果"><details open>'
        f"<summary>本页有 {len(findings)} 处问题</summary><ul>{rows}</ul></details></aside>"
    )
