"""What an editor meant by a key that does not belong where it stands."""

import difflib
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from sitegen.model.item import ITEM_MODELS, Item
from sitegen.model.kinds import COLUMN_TYPES, Kind
from sitegen.sources.key_titles import fields_at

_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\u3000]")
_OTHER_WORDS = {
    "日期": "date", "时间": "date", "发布日期": "date", "稿源": "source", "信息来源": "source",
    "文号": "number",
}  # fmt: skip
_FEW = 12


class Meant(NamedTuple):
    """What is wrong with a key, how to mend it, and the place of the key that was meant."""

    message: str
    fix: str
    place: tuple[str | int, ...] = ()


def meant_by(model: type[BaseModel], location: tuple[str | int, ...]) -> Meant:
    """Say what was meant by the key at `location`, which its model does not know."""
    above, key = location[:-1], str(location[-1])
    known = fields_at(model, above)
    unknown = f"不认识的键“{key}”"
    bare = _INVISIBLE.sub("", key)
    if bare != key and bare in known:
        fix = f"请删去整行，用英文输入法重新输入 {bare}:"
        return Meant(f"键“{bare}”里有全角空格或者看不见的字符", fix, (*above, bare))
    exact = _named(bare, known)
    if exact:
        return Meant(unknown, f"是不是想写“{exact}”（{known[exact]}）？", (*above, exact))
    if issubclass(model, Item) and not above:
        elsewhere = _below(model, bare) or _of_other_kind(model, bare)
        if elsewhere:
            return elsewhere
    near = difflib.get_close_matches(bare, known, n=1, cutoff=0.6)
    titles = {title: name for name, title in known.items()}
    by_title = difflib.get_close_matches(bare, titles, n=1, cutoff=0.6)
    best = near[0] if near else titles[by_title[0]] if by_title else ""
    if best:
        return Meant(unknown, f"是不是想写“{best}”（{known[best]}）？", (*above, best))
    if not known:
        return Meant(unknown, "请删去")
    few = len(known) <= _FEW
    names = [f"{name}（{title}）" if few else name for name, title in known.items()]
    return Meant(unknown, f"可以写的有：{'、'.join(names)}")


def _named(key: str, known: Mapping[str, str]) -> str:
    """Return the key that this is in other letters, or in Chinese."""
    small = key.casefold()
    if small in known:
        return small
    found = next((name for name, title in known.items() if title == key), "")
    other = _OTHER_WORDS.get(key, "")
    return found or (other if other in known else "")


def _below(model: type[BaseModel], key: str) -> Meant | None:
    """A key of the record that has slipped out of it, mostly for want of two spaces."""
    for block in ("document", *_own(model)):
        inner = _named(key, fields_at(model, (block,))) if block in model.model_fields else ""
        if inner:
            fix = f"请写到“{block}:”下面，缩进两个空格"
            return Meant(f"“{key}”要写在 {block} 里面", fix, (block,))
    return None


def _of_other_kind(model: type[BaseModel], key: str) -> Meant | None:
    """A key that items of another kind have."""
    for kind, other in ITEM_MODELS.items():
        if key in _own(other) and other is not model:
            title = next(one.title for one in COLUMN_TYPES.values() if one.kind is kind)
            fix = f"请把稿件放进{title}栏目，或者另写一行 kind: {kind.value}；用不到就删去"
            return Meant(f"“{key}”只用于{title}类的稿件", fix)
    return None


def _own(model: type[BaseModel]) -> list[str]:
    """The keys that items of this kind have and articles have not."""
    common: Mapping[str, Any] = ITEM_MODELS[Kind.ARTICLE].model_fields
    return [name for name in model.model_fields if name not in common]
