"""Leaders' names that differ from the leader records by a character (领导姓名)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.noting import note
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords, line_at
from sitegen.rules.wording.lexicon import POSTS, has

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚"
    "范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余"
    "元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季"
    "麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓"
    "郁单杭洪包诸左石崔吉龚程邢滑裴陆荣翁荀羊甄曲封储靳段焦巴牧车侯全班秋仲伊宁仇栾甘厉祖武符"
    "刘景詹束龙叶幸司黎薄印宿白怀从鄂索赖卓蔺屠蒙池乔阴胥闻党翟谭贡姬申扶冉桑桂牛边燕冀浦尚农"
    "温庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖居衡步都耿满匡国文寇广欧沃利蔚越隆师巩聂晁敖融冷"
    "辛阚那简饶曾沙鞠关查红游权盖益桓公仉岳帅亢况佟言福家芦付肖闫涂代敬"
)
LASTS = sorted({post[-1] for post in POSTS})


@cache
def _name_after(last: str) -> re.Pattern[str]:
    """A name after the last character of a post: with a fixed beginning, patterns are fastest."""
    return re.compile(rf"{last}\s?([{SURNAMES}][一-鿿]{{2}})")


@note("named")
def named(item: ItemView, book: Rulebook) -> Iterator[tuple[str, int]]:
    """Note each three-character name that follows a post, once, with its first line."""
    source = item.source
    if not has(source, book, "posts"):
        return
    seen: set[str] = set()
    matches = (
        found for last in LASTS if last in source for found in _name_after(last).finditer(source)
    )
    for found in sorted(matches, key=re.Match.start):
        place = found.start()
        if found[1] not in seen and source[place - 1 : place + 1] in POSTS:
            seen.add(found[1])
            yield found[1], line_at(source, place)


@check("wording-leader-name", scope="site", kinds=("leader",))
def leader_name(site: RememberedRecords, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each item in which a name almost like a leader's follows a post.

    Almost: same surname, same length of three, one of the two other characters differs, and nobody
    of that name stands in the records.
    """
    leaders = {
        record["leader"]["name"]: record["leader"]["post"] for _, record in site.records("leader")
    }
    near = {}
    for stub, fact in site.noted("named"):
        name = fact.value
        if name not in near:
            near[name] = _nearest(name, leaders)
        if near[name]:
            yield Fault(
                f"“{name}”与负责人信息中的“{near[name]}”（{leaders[near[name]]}）只差一字。",
                f"核对姓名；确为另一人的，不必理会，否则改为“{near[name]}”。",
                fact.line,
                stub.path,
                stub.column,
            )


def _nearest(name: str, leaders: Mapping[str, str]) -> str:
    if name in leaders:
        return ""
    for known in leaders:
        same = sum(mine == theirs for mine, theirs in zip(name, known, strict=False))
        if len(known) == len(name) and known[0] == name[0] and same == len(name) - 1:
            return known
    return ""
