"""Plain data as JSON in one line."""

import json
from typing import Any

import orjson

_slowly = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_text(value: Any) -> str:
    """Return JSON of strings, numbers, lists and mappings with string keys.

    `orjson` takes a tenth of the time, but knows neither huge numbers nor halves
    of characters, of which files may hold anything.
    """
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:
        return _slowly(value)
