"""Finding many words at once: one pass for the rarest character of each word.

Most texts contain none of them, so the pass must be cheap: a character class over the rare
characters, then a look at the words that hold the one found.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from sitegen.rules.rulebook import Rulebook

LISTS = ("grave", "typos", "forbidden")
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方"
    "后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它"
    "合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条"
    "只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资"
    "边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北"
    "造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车"
    "例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫"
    "且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克"
    "何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调"
    "满县局照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球英氧势告李台落木"
    "帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士均武固叶鱼波视仅费紧爱左章早朝害续轻服试食充兵源判护司足某"
    "练差致板田降黑犯负击范继兴似余坚曲输修故城夫够送笔船占右财吃富春职觉汉画功巴跟虽杂飞检吸助升阳互初创抗考投坏"
    "策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令限阿宣环双请超微让控州良轴找否纪益依优顶础载倒房突坐粉敌略客"
    "袁冷胜绝析块剂测丝协诉念陈仍罗盐友洋错苦夜刑移频逐靠混母短皮终聚汽村云哪既距卫停烈央察烧迅境若印洲刻括激孔搞"
    "甚室待核校散侵吧甲游久菜味旧模湖货损预阻毫普稳乙妈植息扩银语挥酒守拿序纸医缺雨吗针刘啊急唱误训愿审附获茶鲜粮"
    "斤孩脱硫肥善龙演父渐血欢械掌歌沙刚攻谓盾讨晚粒乱燃矛乎杀药宁鲁贵钟煤读班伯香介迫句丰培握兰担弦蛋沉假穿执答乐"
    "谁顺烟缩征脸喜松脚困异免背星福买染井概慢怕磁倍祖皇促静补评翻肉践尼衣宽扬棉希伤操垂秋宜氢套督振架亮末宪庆编牛"
    "触映雷销诗座居抓裂胞呼娘景威绿晶厚盟衡鸡孙延危胶屋乡临陆顾掉呀灯岁措束耐剧玉赵跳哥季课凯胡额款绍卷齐伟蒸殖永"
    "宗苗川炉岩弱零杨奏沿露杆探滑镇饭浓航怀赶库夺伊灵税途灭赛归召鼓播盘裁险康唯录菌纯借糖盖横符私努堂域枪润幅哈竟"
)
RANK = {char: rank for rank, char in enumerate(COMMON)}
TITLE = re.compile(r"《[^《》\n]{1,120}》")


class Hit(NamedTuple):
    """A listed word in a text: which list, where, and what to write instead."""

    list: str
    start: int
    wrong: str
    right: str


class Lexicon(NamedTuple):
    """The word lists made ready: rare character → words with that character's offset."""

    rare: re.Pattern[str] | None
    words: Mapping[str, tuple[tuple[str, int, str, str], ...]]
    exceptions: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=4)
def lexicon(book: Rulebook) -> Lexicon:
    """Make the book's word lists ready; once per book and process."""
    words: defaultdict[str, list[tuple[str, int, str, str]]] = defaultdict(list)
    for name in LISTS:
        for wrong, right in book.words.get(name, {}).items():
            offset = max(range(len(wrong)), key=lambda index: RANK.get(wrong[index], 9999))
            words[wrong[offset]].append((wrong, offset, right, name))
    rare = re.compile(f"[{re.escape(''.join(words))}]") if words else None
    patterns = book.words.get("exceptions", {})
    return Lexicon(
        rare,
        {char: tuple(entries) for char, entries in words.items()},
        {wrong: re.compile(pattern) for wrong, pattern in patterns.items()},
    )


@lru_cache(maxsize=2)
def hits(text: str, book: Rulebook) -> tuple[Hit, ...]:
    """All listed words in a text, outside quoted titles and excepted contexts."""
    ready = lexicon(book)
    if ready.rare is None:
        return ()
    found = tuple(_candidates(text, ready))
    if not found:
        return ()
    titles = [match.span() for match in TITLE.finditer(text)]
    return tuple(hit for hit in found if not any(begin < hit.start < end for begin, end in titles))


def of_list(text: str, book: Rulebook, name: str) -> Iterator[Hit]:
    """The hits of one list."""
    return (hit for hit in hits(text, book) if hit.list == name)


def _candidates(text: str, ready: Lexicon) -> Iterator[Hit]:
    assert ready.rare is not None
    for match in ready.rare.finditer(text):
        for wrong, offset, right, name in ready.words[match[0]]:
            start = match.start() - offset
            if start >= 0 and text.startswith(wrong, start):
                exception = ready.exceptions.get(wrong)
                window = text[max(0, start - 3) : start + len(wrong) + 3]
                if exception is None or not exception.search(window):
                    yield Hit(name, start, wrong, right)
