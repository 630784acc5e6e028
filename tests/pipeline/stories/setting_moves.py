"""What operators do: columns, sites, rules, theme, clock."""

from __future__ import annotations

import os
from collections.abc import Callable

from tests.pipeline.stories import scene
from tests.pipeline.stories.world import START, World, moved

Move = Callable[[World], str]


def _column(world: World) -> str:
    columns = sorted(path for path in world.now.files if path.endswith("_column.yaml"))
    return world.random.choice(columns)


def _with(text: bytes, key: str, line: str) -> bytes:
    lines = [one for one in text.decode().splitlines() if not one.startswith(f"{key}:")]
    return "\n".join([*lines, line, ""]).encode()


def _setting(key: str, choose: Callable[[World], str]) -> Move:
    def change(world: World) -> str:
        path = _column(world)
        line = choose(world)
        world.now.files[path] = _with(world.now.files[path], key, line)
        return f"{line} {path}"

    return change


page_size = _setting("page_size", lambda w: f"page_size: {w.random.choice((2, 3, 5, 20))}")
column_title = _setting("title", lambda w: f"title: 栏目{w.number()}")
order = _setting("order", lambda w: f"order: {w.random.randint(0, 70)}")
nav = _setting("nav", lambda w: f"nav: {w.random.choice(('true', 'false'))}")
description = _setting("description", lambda w: f"description: 说明{w.number()}")
column_alias = _setting("aliases", lambda w: f"aliases: [/old/column-{w.number()}/]")


def collect(world: World) -> str:
    path = world.random.choice(("city/hj", "county-x/sj"))
    chance = world.random
    other = "county-x" if path.startswith("city") else "city"
    choice = chance.choice(
        (
            f"sites: [{other}], limit: {chance.randint(1, 4)}",
            f"types: [news], limit: {chance.randint(1, 4)}",
            "keywords: [供暖, 茶叶]",
            "types: [policy, interpretation, notices]",
            f"sites: [{other}], columns: [yw, zl], since: 2026-06-07",
        )
    )
    file = f"content/{path}/_column.yaml"
    world.now.files[file] = _with(world.now.files[file], "collect", f"collect: {{{choice}}}")
    return f"collect {path} {choice}"


def accept(world: World) -> str:
    path = world.random.choice(world.places("city/xqdt", "county-x/zl", "dept-y/zl"))
    line = world.random.choice(("accept: all", "accept: [county-x]", "accept: [city]", ""))
    file = f"content/{path}/_column.yaml"
    world.now.files[file] = _with(world.now.files[file], "accept", line)
    return f"{line} {path}"


def mount(world: World) -> str:
    path = world.random.choice(world.places("city/gx", "county-x/gx", "dept-y/gx"))
    file = f"content/{path}/_column.yaml"
    line = "" if b"mount" in world.now.files[file] else "mount: _shared/zc"
    world.now.files[file] = _with(world.now.files[file], "mount", line)
    return f"mount {path} {line}"


def new_column(world: World) -> str:
    site = world.random.choice(world.sites)
    names = ("zt", f"zt/x{world.number()}", "zl/2026", "hant")
    path = f"{site}/{world.random.choice(names)}"
    text = f"title: 专题{world.number()}\nwhen_empty: hide\n"
    world.now.files[f"content/{path}/_column.yaml"] = text.encode()
    return f"new column {path}"


def remove_column(world: World) -> str:
    found = sorted(
        path
        for path in world.now.files
        if path.endswith("_column.yaml") and ("/zt/" in path or "/zl/2026" in path)
    )
    if not found:
        return new_column(world)
    path = world.random.choice(found)
    del world.now.files[path]
    folder = path.removeprefix("content/").rpartition("/")[0] + "/"
    if "/zt/" in path:
        for one in [one for one in world.now.items if one.startswith(folder)]:
            del world.now.items[one]
    return f"remove column {path}"


def home(world: World) -> str:
    site = world.random.choice(world.sites)
    blocks = world.random.choice(
        (
            "home:\n  - block: columns\n    columns: [yw, zcjd]\n  - block: disclosure\n",
            "home:\n  - block: headline\n    columns: [yw]\n",
            f"slogan: 第{world.number()}版\n",
            "channels: [yw, zcjd, zl]\n",
            "friends:\n  - {title: 友站, link: 'https://www.example.gov.cn/'}\n",
        )
    )
    world.now.files[f"content/{site}/_site.yaml"] = blocks.encode()
    return f"home {site} {blocks[:20]!r}"


def carousel(world: World) -> str:
    world.now.files["content/city/slide.png"] = scene.picture(world.number(), 600)
    text = (
        "home:\n  - block: carousel\n    slides:\n"
        "      - {image: slide.png, title: 轮播图, link: yw/1.md}\n"
    )
    world.now.files["content/city/_site.yaml"] = text.encode()
    return "carousel"


def site_setting(world: World) -> str:
    config = world.now.config
    site = world.random.choice(config["sites"])
    match world.random.randint(0, 6):
        case 0:
            site["operator"] = f"大数据中心{world.number()}"
        case 1:
            site["theme"] = {"primary": f"#{world.random.randint(0, 0x66):02x}2040"}
        case 2:
            site["traditional"] = not site.get("traditional", False)
        case 3:
            formats = world.random.choice(([], [], ["gzip"]))
            config["platform"]["precompress"] = formats
        case 4:
            site["short_name"] = f"简称{world.number()}"
        case 5:
            config["platform"]["keep_releases"] = world.random.randint(1, 4)
        case _:
            site["contact"]["phone"] = f"0590-66{world.random.randint(10000, 99999)}"
    return "sites.yaml"


def rules(world: World) -> str:
    level = world.random.choice(("warning", "info"))
    extra = f"rules:\n  link-broken: {{level: {level}}}\n" if world.random.random() < 0.5 else ""
    world.now.files["rules.yaml"] = (scene.RULES + extra).encode()
    return f"rules.yaml {extra!r}"


def waivers(world: World) -> str:
    if world.now.files.pop("waivers.yaml", None) is None:
        text = (
            "- {rule: link-broken, path: content/city/, reason: 正在整改, approver: 市政府办公室, "
            f"until: {moved(world.now.clock, days=2):%Y-%m-%d}}}\n"
        )
        world.now.files["waivers.yaml"] = text.encode()
    return "waivers"


def theme(world: World) -> str:
    number = world.number()
    path, text = world.random.choice(
        (
            (
                "templates/withdrawn.html",
                '{% extends "layout.html" %}{% block main %}<h1>该稿件已撤回</h1>'
                f"<p>{{{{ data.reason }}}}（{number}）</p>{{% endblock %}}\n",
            ),
            ("static/js/extra.js", f"// {number}\n"),
            ("templates/redirect.html", f'<p>{number}<a href="{{{{ data.target }}}}">移至</a></p>'),
        )
    )
    world.now.files[f"themes/gov/{path}"] = text.encode()
    return f"theme {path}"


def theme_back(world: World) -> str:
    for path in [one for one in world.now.files if one.startswith("themes/")]:
        del world.now.files[path]
    return "theme as delivered"


def clock(world: World) -> str:
    chance = world.random
    by = chance.choice(({"minutes": chance.randint(1, 50)}, {"hours": chance.randint(1, 9)},
                        {"days": 1}, {"hours": -chance.randint(1, 30)}))  # fmt: skip
    latest = moved(START, days=8)
    world.now.clock = min(moved(world.now.clock, **by), latest)
    return f"clock {world.as_of}"


def touch(world: World) -> str:
    """Files get new times and keep their bytes; some are replaced by a copy."""
    paths = [path for path in sorted(world.written) if path.startswith("content/")]
    for path in world.random.sample(paths, 5):
        target = world.root / path
        if world.random.random() < 0.5:
            os.utime(target)
        else:
            fresh = target.with_name(f".{target.name}.new")
            fresh.write_bytes(target.read_bytes())
            fresh.replace(target)
    return "touch"


MOVES: tuple[Move, ...] = (
    page_size, column_title, order, nav, description, column_alias, collect, collect, accept,
    accept, mount, new_column, new_column, remove_column, home, carousel, site_setting,
    site_setting, rules, waivers, theme, theme_back, clock, clock, clock, clock, touch,
)  # fmt: skip
