"""The sample items of a new platform, clearly marked as such and dated at the day of its making."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from string import Template

from sitegen.model.platform import SiteConfig
from sitegen.scaffold.layout import NewColumn

PORTAL = "city"
"""The id of a new platform's portal, which takes the news of the other sites."""

_SAMPLES = Path(__file__).parent / "samples"
_IN_JANUARY = ("annual-report", "work-report")
_POSTS = {"portal": "市长", "county": "县长", "department": "局长", "township": "镇长"}
_TYPES = {
    "portal": "政府门户网站",
    "county": "政府门户网站",
    "department": "部门网站",
    "township": "乡镇网站",
}


def sample_types() -> tuple[str, ...]:
    """Return the column types that there is a sample for."""
    return tuple(sorted(path.stem for path in _SAMPLES.glob("*.md")))


def sample_items(site: SiteConfig, columns: tuple[NewColumn, ...], now: datetime) -> dict[str, str]:
    """Return a sample item for each column with a type of its own: path below the site → text.

    `now` is local time of the platform. Reports of the last year carry a date within their due
    time, unless the year is too young for that.
    """
    values = _values(site, now)
    files: dict[str, str] = {}
    for column in columns:
        if column.type == "list":
            continue
        name = values["report_file" if column.type in _IN_JANUARY else "file"]
        files[f"{column.path}/{name}.md"] = _template(column.type).substitute(values)
    return files


@cache
def _template(column_type: str) -> Template:
    return Template((_SAMPLES / f"{column_type}.md").read_text(encoding="utf-8"))


def _values(site: SiteConfig, now: datetime) -> dict[str, str]:
    reported = min(now, now.replace(month=1, day=20, hour=9, minute=0))
    mark = site.short_name[0] if site.short_name else "示"
    return {
        "name": site.name,
        "short": site.label,
        "region": site.label,
        "office": site.sponsor,
        "post": _POSTS[site.kind],
        "site_type": _TYPES[site.kind],
        "domain": site.domain,
        "id_code": site.id_code,
        "icp": site.icp,
        "police": site.police,
        "phone": site.contact.phone,
        "email": site.contact.email,
        "address": site.contact.address,
        "hours": site.contact.hours,
        "push": f"publish_to: [{PORTAL}/zwdt/yw]\n" if site.parent == PORTAL else "",
        "mark": f"{mark}{site.id.upper().replace('-', '')}发",
        "index": site.id_code,
        "year": str(now.year),
        "last_year": str(now.year - 1),
        "day": now.strftime("%Y-%m-%d"),
        "cn_day": f"{now.year}年{now.month}月{now.day}日",
        "time": now.strftime("%Y-%m-%d %H:%M"),
        "file": now.strftime("%Y/%m%d-1"),
        "day_before": (now - timedelta(days=1)).strftime("%Y-%m-%d"),
        "day_after": (now + timedelta(days=30)).strftime("%Y-%m-%d"),
        "report_day": reported.strftime("%Y-%m-%d"),
        "report_time": reported.strftime("%Y-%m-%d %H:%M"),
        "report_file": reported.strftime("%Y/%m%d-1"),
    }
