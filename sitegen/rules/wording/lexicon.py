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

LISTS = ("grave", "typos", "forbidden", "placeholders")
COMMON = (
    "政的公市和人年县府工一办业开民日务月行局发不保通理作泽查云项个学用管元区会全电生设中"
    "时信建目要以费站收息件定三条上水在有法网安资部改请审方成长过分实内位第主教万服出每规"
    "家关事地为动展桥入已本员合到施单可知产加于助提溪企育机度门计经期二申室报明价现点下监"
    "共能应增各对文标级石制社场新意前后同体由次望布密等数化支补源委名任格自老重算小预核准"
    "高护据校当车放按大进农间国责乡城至供者镇平村户交集备议结情调告与运程划检投或四清面号"
    "微茶道障完求及见其况路式职并统复证记十起构五照总采性子量力组革表是策心食餐处质营整专"
    "金住容依问远线案系示取湖环物省范口批征造予持向指好需接考确解排低立得限测将流督置负了"
    "科停品书决值台财少季登所網评更比就原境亿印正居试里话配参副房活救类班冬效园防气联录软"
    "养购常利代执免两周认送林如最织宋外江材态受步济技众竹基约直来题说消使果导率充夏打强天"
    "输修火转商未答招师黑均域读之承雅澄多历占超推听装止六协若无回研栏相纳变便底南群验反我"
    "款则青额院达积注特柴续询因晚属看米先他钟仿今训馆例街做语普司具图付困饮东培映根半华究"
    "术从序编份山即围首般纪贴遥邮古裴谭么形优游节段儿拨秋存治列章骆帆权留您落谦领医严页绿"
    "庭禾雨料晴咨急聘座订干别亩旅附燃川许健宏河综措课涉堂传初满景模适没纸减窗码给库担互卫"
    "融字退换北手种苗头称缴象禁末門选诉访层举险响签降警器殷吨难简易土享康铁女余也七律梯厂"
    "港然光岁福们索随善维带促废广宅把闻晓影切白童账还再拟双戚蔚岚热籍粮符邬延卷岗货抽婚温"
    "卢去写色污楼此只队葛非近逐士空田型偿盖怎论益填临售叶牌包報片储移载突估获断股夜客被样"
    "務连除截什身百励升森义菜巡快精待址扫志春控概绩党走旧阶九署稳谈必八辦较假隐真深罚风套"
    "络足厅箱边砚患压档奖害媒启遇轮渠惠违愿阳张托速但含版谁阀素言函础览坚税引西候哪寄着沈"
    "失这搜独追油統潭疗沿岸抓细缮链故級責渡劳何零操销桩花须病伐视固贷龄辅银迁顶赛租册覆差"
    "良艺谷际错授姻屋闭床离召介兑宣千否你识區毒柳残筑累亲仍虹扩浏卡叙對沭午异松束烟醒灭灾"
)
"""The characters that official prose uses most, most frequent first."""

RANK = {char: rank for rank, char in enumerate(COMMON)}
TITLE = re.compile(r"《[^《》\n]{1,120}》")


class Hit(NamedTuple):
    """A listed word in a text: which list, where, and what to write instead."""

    list: str
    start: int
    wrong: str
    right: str


class Word(NamedTuple):
    """A listed word with the offset of its rarest character."""

    wrong: str
    offset: int
    right: str
    list: str


class Lexicon(NamedTuple):
    """The word lists made ready: rare characters, and the words by a pair that holds one.

    The pair is the rare character with the one before it, or, at a word's start, after it.
    """

    rare: re.Pattern[str] | None
    words: Mapping[str, tuple[Word, ...]]
    exceptions: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=4)
def lexicon(book: Rulebook) -> Lexicon:
    """Make the book's word lists ready; once per book and process."""
    words: defaultdict[str, list[Word]] = defaultdict(list)
    rare: set[str] = set()
    for name in LISTS:
        for wrong, right in book.words.get(name, {}).items():
            if len(wrong) < 2:
                continue
            offset = max(range(len(wrong)), key=lambda index: _rarity(wrong[index]))
            begin = max(0, offset - 1)
            rare.add(wrong[offset])
            words[wrong[begin : begin + 2]].append(Word(wrong, offset, right, name))
    patterns = book.words.get("exceptions", {})
    return Lexicon(
        re.compile(f"[{re.escape(''.join(sorted(rare)))}]") if rare else None,
        {pair: tuple(entries) for pair, entries in words.items()},
        {wrong: re.compile(pattern) for wrong, pattern in patterns.items()},
    )


def _rarity(char: str) -> int:
    if not "一" <= char <= "鿿":
        return -1  # brackets and letters stand everywhere
    return RANK.get(char, len(RANK))


@lru_cache(maxsize=2)
def hits(text: str, book: Rulebook) -> tuple[Hit, ...]:
    """All listed words in a text, outside quoted titles and excepted contexts."""
    ready = lexicon(book)
    if ready.rare is None:
        return ()
    found = tuple(dict.fromkeys(_candidates(text, ready)))
    if not found:
        return ()
    titles = [match.span() for match in TITLE.finditer(text)]
    return tuple(hit for hit in found if not any(begin < hit.start < end for begin, end in titles))


def of_list(text: str, book: Rulebook, name: str) -> Iterator[Hit]:
    """The hits of one list."""
    return (hit for hit in hits(text, book) if hit.list == name)


def _candidates(text: str, ready: Lexicon) -> Iterator[Hit]:
    assert ready.rare is not None
    words = ready.words
    for match in ready.rare.finditer(text):
        place = match.start()
        for pair in (text[max(0, place - 1) : place + 1], text[place : place + 2]):
            for word in words.get(pair, ()):
                start = place - word.offset
                if start >= 0 and text.startswith(word.wrong, start):
                    yield from _unexcepted(text, start, word, ready)


def _unexcepted(text: str, start: int, word: Word, ready: Lexicon) -> Iterator[Hit]:
    exception = ready.exceptions.get(word.wrong)
    window = text[max(0, start - 3) : start + len(word.wrong) + 3]
    if exception is None or not exception.search(window):
        yield Hit(word.list, start, word.wrong, word.right)
