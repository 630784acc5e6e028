"""Names that several forms use."""

from collections.abc import Mapping

KIND_TITLES: Mapping[str, str] = {
    "portal": "市政府门户网站",
    "county": "县政府门户网站",
    "department": "部门网站",
    "township": "乡镇网站",
}
LEVELS: Mapping[str, str] = {
    "portal": "市级",
    "county": "县级",
    "department": "市级",
    "township": "乡镇级",
}
