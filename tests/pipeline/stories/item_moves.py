"""What editors do to items: each move changes the sources and says what it did."""

from __future__ import annotations

from collections.abc import Callable
from posixpath import relpath
from typing import Any

from tests.pipeline.stories import scene
from tests.pipeline.stories.world import Draft, World, moved

WORDS = ("会议", "通知", "调研", "项目", "供暖", "茶叶", "石桥", "学校", "医院", "道路")
TOPICS = ("财政、金融、审计", "对外事务", "")
PLACES = (
    "city/yw", "city/tzgg", "city/zcwj", "city/zcjd", "city/ldxx", "city/sjkf", "city/zl",
    "city/zt", "city/hant", "city/xqdt", "city/xxgk/ml", "county-x/yw", "county-x/tzgg",
    "county-x/zcwj", "county-x/zcjd", "county-x/zl", "dept-y/yw", "dept-y/zcjd",
    "dept-y/zl", "_shared/zc",
)  # fmt: skip
_MARKS = {"city": "澄市发", "county-x": "望政发", "dept-y": "澄财发", "_shared": "澄共发"}

Move = Callable[[World], str]


def kind_of(path: str) -> str:
    """The record kind of an item by its place."""
    names = {"zcwj": "policy", "zcjd": "interpretation", "ldxx": "leader", "sjkf": "dataset"}
    return next((kind for part, kind in names.items() if f"/{part}/" in path), "article")


def any_item(world: World, *kinds: str) -> str | None:
    """An item of the story, of these kinds if any are named."""
    found = sorted(p for p in world.now.items if not kinds or kind_of(p) in kinds)
    return world.random.choice(found) if found else None


def time_of(world: World, spread: int = 5) -> str:
    """A time around now, sometimes ahead."""
    minutes = world.random.randint(-60 * 24 * spread, 240)
    return moved(world.now.clock, minutes=minutes).strftime("%Y-%m-%d %H:%M")


def link(source: str, target: str) -> str:
    """A relative path from one content path to another."""
    return relpath(target, source.rpartition("/")[0])


def add(world: World) -> str:
    chance, number = world.random, world.number()
    place = chance.choice(world.places(*PLACES))
    folder = chance.choice((place, f"{place}/2026", f"{place}/2025/12"))
    path = f"{folder}/n{number}.md"
    title = "".join(chance.choices(WORDS, k=3)) + str(number)
    front: dict[str, Any] = {"title": title, "date": time_of(world), "source": "市政府办公室"}
    if chance.random() < 0.6:
        front["keywords"] = chance.sample(WORDS, 2)
    front |= _record(world, path, number)
    world.now.items[path] = Draft(front, f"{title}的具体安排已经公布，共{number}项。\n")
    return f"add {path}"


def _record(world: World, path: str, number: int) -> dict[str, Any]:
    chance, kind = world.random, kind_of(path)
    if kind == "policy":
        site = path.partition("/")[0]
        document: dict[str, Any] = {
            "index_no": f"99{number:07d}/2026-{number:05d}",
            "number": f"{_MARKS[site]}〔2026〕{number + 10}号",
            "issuer": "市政府", "signed": "2026-06-01", "status": "有效", "genre": "通知",
            "topic": chance.choice(TOPICS[:2]),
        }  # fmt: skip
        return {"document": document}
    if kind == "interpretation":
        target = any_item(world, "policy") or "city/zcwj/1.md"
        return {"interprets": [link(path, target)]}
    if kind == "leader":
        return {"leader": {"name": "沈砚秋", "post": "副市长", "order": chance.randint(1, 3)}}
    if kind == "dataset":
        return {"dataset": {"fields": [{"name": "年份"}, {"name": "人口"}], "rows": [[2025, 10]]}}
    return {}


def _changing(change: Callable[[World, str, Draft], str | None]) -> Move:
    def move(world: World) -> str:
        path = any_item(world)
        if path is None:
            return add(world)
        done = change(world, path, world.now.items[path])
        return f"{change.__name__} {path} {done or ''}"

    move.__name__ = change.__name__
    return move


def title(world: World, path: str, draft: Draft) -> None:
    draft.front["title"] = world.random.choice(WORDS) + draft.front["title"][-12:]


def body(world: World, path: str, draft: Draft) -> None:
    draft.body += f"\n补充第{world.number()}点。\n"


def same_size(world: World, path: str, draft: Draft) -> None:
    draft.body = draft.body.translate(str.maketrans("安公布补", "公布补安"))


def date(world: World, path: str, draft: Draft) -> None:
    draft.front["date"] = time_of(world, 400 if world.random.random() < 0.2 else 5)


def draft_(world: World, path: str, draft: Draft) -> None:
    draft.front["draft"] = not draft.front.get("draft", False)


def expires(world: World, path: str, draft: Draft) -> None:
    if draft.front.pop("expires", None) is None:
        later = moved(world.now.clock, minutes=world.random.randint(1, 2000))
        draft.front["expires"] = later.strftime("%Y-%m-%d %H:%M")


def withdrawn(world: World, path: str, draft: Draft) -> None:
    if draft.front.pop("withdrawn", None) is None:
        day = moved(world.now.clock, days=world.random.randint(0, 1)).strftime("%Y-%m-%d")
        draft.front["withdrawn"] = {"date": day, "reason": "内容有误"}


def topic(world: World, path: str, draft: Draft) -> None:
    if "document" in draft.front:
        draft.front["document"]["topic"] = world.random.choice(TOPICS)
    draft.front["description"] = world.random.choice(WORDS) * 4


def pin(world: World, path: str, draft: Draft) -> None:
    draft.front["pin"] = not draft.front.get("pin", False)


def aliases(world: World, path: str, draft: Draft) -> None:
    if draft.front.pop("aliases", None) is None:
        draft.front["aliases"] = [f"/old/{world.number()}.html", f"/old/{world.number()}/"]


def url(world: World, path: str, draft: Draft) -> None:
    if draft.front.pop("url", None) is None:
        draft.front["url"] = f"/kept/{world.number()}.html"


def inherit(world: World, path: str, draft: Draft) -> str:
    """Take over the address of another item, as its alias or its own address."""
    other = any_item(world)
    assert other is not None
    old = world.now.items[other]
    address = old.front.get("url") or f"/{other.partition('/')[2].rpartition('.')[0]}.html"
    if world.random.random() < 0.7:
        day = world.now.clock.strftime("%Y-%m-%d")
        old.front.setdefault("withdrawn", {"date": day, "reason": "内容有误"})
    if world.random.random() < 0.5:
        draft.front["aliases"] = [address]
    else:
        draft.front["url"] = address
    return other


def keywords(world: World, path: str, draft: Draft) -> None:
    draft.front["keywords"] = world.random.sample(WORDS, 2)


def share(world: World, path: str, draft: Draft) -> None:
    if draft.front.pop("publish_to", None) is None:
        targets = world.places("city/xqdt", "county-x/zl", "dept-y/zl")
        chosen = [one for one in targets if not path.startswith(one.partition("/")[0])]
        if not path.startswith("_shared"):
            draft.front["publish_to"] = [world.random.choice(chosen)]


def delete(world: World, path: str, draft: Draft) -> None:
    del world.now.items[path]


def move(world: World, path: str, draft: Draft) -> str:
    """To another column of the same kind, on any site."""
    kinds = [one for one in PLACES if kind_of(f"{one}/x") == kind_of(path)]
    place = world.random.choice(world.places(*kinds))
    target = f"{place}/{path.rpartition('/')[2]}"
    del world.now.items[path]
    world.now.items[target] = draft
    return target


def rename(world: World, path: str, draft: Draft) -> str:
    target = f"{path.rpartition('/')[0]}/n{world.number()}.md"
    world.sync()
    old, new = (world.root / "content" / one for one in (path, target))
    del world.now.items[path]
    world.now.items[target] = draft
    old.rename(new)  # keeps its times and its inode
    world.written[f"content/{target}"] = world.written.pop(f"content/{path}")
    return target


def swap(world: World, path: str, draft: Draft) -> str:
    """Two items change places: their names keep, their files move."""
    other = any_item(world, kind_of(path))
    assert other is not None
    items = world.now.items
    items[path], items[other] = items[other], items[path]
    return other


def attach(world: World, path: str, draft: Draft) -> str:
    name = world.random.choice(("附件.csv", "b.csv", f"{path.rpartition('/')[2][:-3]}.csv"))
    file = f"content/{path.rpartition('/')[0]}/{name}"
    if world.random.random() < 0.3:
        draft.front.pop("attachments", None)
        return "removed"
    world.now.files[file] = f"年份,人口\n2025,{world.number()}\n".encode()
    if kind_of(path) == "dataset" and world.random.random() < 0.5:
        draft.front["dataset"].update(rows=[], file=name)
    draft.front["attachments"] = [name]
    return name


def change_file(world: World, path: str, draft: Draft) -> str:
    """Another content for a file that items publish or show."""
    files = sorted(p for p in world.now.files if p.endswith((".csv", ".png")))
    if not files:
        return ""
    file = world.random.choice(files)
    number = world.number()
    if file.endswith(".csv"):
        world.now.files[file] = f"年份,人口\n2025,{number}\n".encode()
    else:
        world.now.files[file] = scene.picture(number, world.random.choice((40, 60, 600)))
    return file


def drop_file(world: World, path: str, draft: Draft) -> str:
    """A file goes, and with it what names it."""
    files = sorted(p for p in world.now.files if p.endswith((".csv", ".png")))
    if not files:
        return ""
    file = world.random.choice(files)
    name = file.rpartition("/")[2]
    for one in world.now.items.values():
        if name in one.text().decode():
            one.front.pop("attachments", None)
            one.front.pop("image", None)
            one.front.get("leader", {}).pop("photo", None)
            one.body = "\n".join(line for line in one.body.split("\n") if name not in line)
            if one.front.get("dataset", {}).pop("file", None):
                one.front["dataset"]["rows"] = [[2025, 1]]
    del world.now.files[file]
    return file


def show_picture(world: World, path: str, draft: Draft) -> str:
    """A picture beside the item, or one that items of all sites may show."""
    place = world.random.choice((path.rpartition("/")[0], "city/zl"))
    file = f"content/{place}/p{world.random.randint(0, 2)}.png"
    if file not in world.now.files:
        world.now.files[file] = scene.picture(world.number(), world.random.choice((40, 600)))
    name = link(path, file.removeprefix("content/"))
    if kind_of(path) == "leader" and "/" not in name:
        draft.front["leader"]["photo"] = name
    elif world.random.random() < 0.5:
        draft.front["image"] = name
    else:
        draft.body += f"\n![示意图]({name})\n"
    return file


def refer(world: World, path: str, draft: Draft) -> str:
    """A link to another item, in the text or as a related one."""
    target = any_item(world)
    assert target is not None
    name = link(path, target)
    if target == path:
        return ""
    match world.random.randint(0, 3):
        case 0:
            draft.body += f"\n见[相关稿件]({name})。\n"
        case 1:
            draft.body += f"\n见[相关段落]({name}#a)。\n"
        case 2:
            draft.front["related"] = [name]
        case _:
            folder, _, name = target.removesuffix(".md").rpartition("/")
            file = f"content/{folder}/{world.random.choice(('附件', name))}.csv"
            if file in world.now.files:
                draft.body += f"\n见[表]({link(path, file.removeprefix('content/'))})。\n"
    return target


def unrefer(world: World, path: str, draft: Draft) -> None:
    draft.front.pop("related", None)
    draft.body = "\n".join(line for line in draft.body.split("\n") if "](" not in line)


def replaced_by(world: World, path: str, draft: Draft) -> str:
    target = any_item(world, "policy")
    document = draft.front.get("document")
    if document is not None and target and target != path:
        if document.pop("replaced_by", None) is None:
            document.update(status="废止", replaced_by=link(path, target))
        return target
    return ""


def interpret(world: World, path: str, draft: Draft) -> str:
    target = any_item(world, "policy") or "city/zcwj/1.md"
    if "interprets" in draft.front:
        draft.front["interprets"] = [link(path, target)]
    return target


def heading(world: World, path: str, draft: Draft) -> None:
    draft.body += f"\n## 第{world.number()}部分\n\n内容如下。\n"


CHANGES = (
    title, same_size, date, draft_, expires, withdrawn, topic, pin, aliases, url, inherit,
    keywords, share, delete, move, rename, swap, attach, change_file, drop_file, show_picture,
    refer, refer, unrefer, replaced_by, interpret, heading,
)  # fmt: skip
BODY = _changing(body)
MOVES: tuple[Move, ...] = (add, add, add, BODY, BODY, *map(_changing, CHANGES))
