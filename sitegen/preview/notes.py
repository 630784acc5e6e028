"""What the preview adds to a page: its findings, and the script that keeps it up to date."""

import hashlib
from collections.abc import Sequence
from html import escape

from sitegen.model.finding import Finding, Level

EVENTS = "/__sitegen__/events"
NOTES = "/__sitegen__/notes"
EDITION = "edition"
"""Name of the edition in the `Server-Timing` header: a page's script can read no other of its own
page, and the edition is no part of the page."""
JUDGED = "judged"
_LEVELS = {Level.GATE: "否决", Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"}

# The server says the edition when the stream opens, and at every change: whatever happened between
# drawing the page and listening, it is not missed. A reload keeps the place on the page.
RELOAD_JS = f"""
const [navigation] = performance.getEntriesByType("navigation");
let drawn = navigation?.serverTiming?.find((one) => one.name === "{EDITION}")?.description;
const events = new EventSource("{EVENTS}");
events.addEventListener("{EDITION}", (event) => {{
  drawn ??= event.data;
  if (event.data !== drawn) {{
    events.close();
    location.reload();
  }}
}});
events.addEventListener("{JUDGED}", async () => {{
  const answer = await fetch("{NOTES}?page=" + encodeURIComponent(location.pathname));
  const box = document.querySelector(".sitegen-notes");
  const open = box?.querySelector("details").open ?? true;
  box?.remove();
  document.body.insertAdjacentHTML("beforeend", await answer.text());
  document.querySelector(".sitegen-notes details")?.toggleAttribute("open", open);
}});
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


def _named(name: str, data: bytes) -> str:
    """Return an address that changes with the content: browsers may keep the file for ever."""
    return f"/__sitegen__/{hashlib.sha256(data).hexdigest()[:8]}-{name}"


SCRIPT = _named("reload.js", RELOAD_JS)
STYLE = _named("notes.css", NOTES_CSS)


def with_notes(html: str, findings: Sequence[Finding]) -> str:
    """Return a page with its findings and the reloading script put in before `</body>`."""
    extra = notes_box(findings) + f'<script type="module" src="{SCRIPT}"></script>'
    head, found, tail = html.rpartition("</body>")
    if not found:
        return html + extra
    head = head.replace("</head>", f'<link rel="stylesheet" href="{STYLE}"></head>', 1)
    return head + extra + found + tail


def notes_box(findings: Sequence[Finding]) -> str:
    """Return the box that lists findings as HTML; empty without findings."""
    if not findings:
        return ""
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
