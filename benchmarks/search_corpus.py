"""Makes pages of official-sounding prose for measuring the search, the same for the same seed.

Sentences come from patterns filled with a stock of verbs, objects and measures; names of places,
enterprises and projects are put together from single characters, so that the tail of rare words is
long, as in real notices. Lengths are those of a real platform: median 1,200 characters, a fifth
around 3,000, one in a hundred above 30,000.
"""

from __future__ import annotations

import functools
import hashlib
import random
from collections.abc import Sequence

from sitegen.search import PageStub, SearchPage, ShardSource, plan_shards
from sitegen.search.plan import LIMIT

KINDS = ("新闻", "通知公告", "政策文件", "政策解读", "办事指南", "政府信息公开")
COLUMNS = {
    "新闻": ("政务动态", "部门动态", "县区动态"),
    "通知公告": ("通知公告", "人事信息"),
    "政策文件": ("行政规范性文件", "其他文件"),
    "政策解读": ("文字解读", "图表解读"),
    "办事指南": ("个人办事", "法人办事"),
    "政府信息公开": ("财政预决算", "重大项目", "统计数据"),
}
_PLACE = (
    "云岭溪河山湖江湾桥塘坪坝店沟庙寺松柏柳槐梅兰桂竹石金银铜铁玉龙凤虎鹤白青红黄"
    "东西南北上下前后大小长平安宁和顺永兴隆盛丰瑞康泰清明阳光华荣富贵新古高峰"
)
_UNIT = "镇 乡 街道 村 社区 工业园 林场 水库 路 中学 卫生院 灌区".split()
_FIRM = (
    "农业",
    "科技",
    "建材",
    "食品",
    "纺织",
    "机械",
    "物流",
    "医药",
    "能源",
    "环保",
    "文旅",
    "电子",
)
_WHO = (
    "市人民政府 市发展和改革委员会 市财政局 市教育局 市民政局 市自然资源局 市生态环境局 "
    "市水利局 市农业农村局 市市场监督管理局 市应急管理局 市医疗保障局 县人民政府 各县区 "
    "各有关部门 市直单位 行政审批部门 街道办事处 工作专班 项目法人 监理单位 审计机关 "
    "乡镇党委 驻村工作队 消防救援支队"
).split()
_HOW = (
    "认真 切实 进一步 全面 依法 及时 统筹 扎实 持续 稳步 严格 深入 主动 有序 加快 "
    "着力 积极 逐步 分类 集中 动态 联合 重点 定期 按月 逐项 就近 一次性"
).split()
_DO = (
    "推进 落实 开展 完善 优化 加强 规范 保障 提升 组织 健全 深化 排查 整治 公布 "
    "受理 核查 修订 评估 督促 建设 改造 修缮 验收 拨付 清理 压减 培育 扶持 引导 "
    "救助 安置 监测 预警 处置 登记 备案 公示 征求 答复 汇总 上报 通报 约谈 追缴 "
    "补助 减免 延期"
).split()
_WHAT = (
    "政务公开 营商环境 乡村振兴 安全生产 防汛抗旱 森林防火 义务教育 医疗保障 养老服务 "
    "城乡低保 老旧小区改造 污水处理设施 农村公路 高标准农田 危险化学品 食品安全 校车管理 "
    "就业创业 住房公积金 不动产登记 行政审批 招标投标 财政资金 政府采购 专项债券 "
    "年度报告 规范性文件 听证程序 群众来信 节能减排 大气污染防治 饮用水水源地 垃圾分类 "
    "文物保护 公共文化服务 全民健身 疫苗接种 残疾人权益 退役军人 流动人口 消费者权益 "
    "知识产权 统计调查 耕地保护 河湖长制 矿山修复 建筑工地 燃气管道 电动自行车 物业服务 "
    "社会救助 未成年人 职业技能培训 中小微企业 农民工工资 信用信息 数据共享"
).split()
_END = (
    "有关情况将按规定向社会公开 工作成效纳入年度考核 请结合实际抓好落实 具体办法另行制定 "
    "逾期不予受理 对弄虚作假的依法追究责任 办理结果以短信方式告知申请人 存在问题的限期整改 "
    "所需经费列入同级财政预算 材料齐全的当场办结 欢迎社会各界监督 解释权归本机关所有"
).split()
_LATIN = (
    "GDP",
    "PM2.5",
    "App",
    "12345",
    "A类",
    "5G",
    "LNG",
    "GB/T 37668",
    "Wi-Fi",
    "https",
    "VOCs",
)


def make(
    count: int, *, seed: int = 7, years: Sequence[int] = tuple(range(2017, 2027))
) -> tuple[SearchPage, ...]:
    """`count` pages of a site, more of them in later years."""
    chance = random.Random(seed)
    weights = [1 + position for position in range(len(years))]
    return tuple(_page(chance, n, years, weights) for n in range(count))


def sources(pages: Sequence[SearchPage], limit: int = LIMIT) -> list[ShardSource]:
    """The shards of `pages`, cut as the build cuts them."""
    by_url = {page.url: page for page in pages}
    stubs = [
        PageStub(page.url, page.date, len(page.title) + len(page.text), _digest(page))
        for page in pages
    ]
    return [
        ShardSource(
            plan.key,
            plan.digest,
            len(plan.urls),
            functools.partial(_load, tuple(by_url[url] for url in plan.urls)),
        )
        for plan in plan_shards(stubs, limit)
    ]


def _load(pages: tuple[SearchPage, ...]) -> tuple[SearchPage, ...]:
    return pages


def _digest(page: SearchPage) -> str:
    return hashlib.sha256(repr(page).encode()).hexdigest()


def _page(
    chance: random.Random, number: int, years: Sequence[int], weights: Sequence[int]
) -> SearchPage:
    kind = chance.choice(KINDS)
    year = chance.choices(years, weights)[0]
    length = max(120, int(chance.lognormvariate(7.09, 0.45)))
    roll = chance.random()
    if roll < 0.01:
        length = chance.randint(30_000, 45_000)
    elif roll < 0.21:
        length = chance.randint(2_400, 3_600)
    paragraphs, size = [f"云政发〔{year}〕{number % 300 + 1}号"], 0
    while size < length:
        paragraph = "".join(_sentence(chance) for _ in range(chance.randint(2, 6)))
        paragraphs.append(paragraph)
        size += len(paragraph)
    date = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02} {number % 24:02}:00"
    return SearchPage(
        f"/{COLUMNS[kind][0]}/{year}/{number}.html",
        _title(chance, year),
        "\n".join(paragraphs),
        kind,
        "city",
        chance.choice(COLUMNS[kind]),
        date,
    )


def _name(chance: random.Random) -> str:
    place = "".join(chance.sample(_PLACE, 2)) + chance.choice(_UNIT)
    if chance.random() < 0.3:
        return "".join(chance.sample(_PLACE, 2)) + chance.choice(_FIRM) + "有限公司"
    return place


def _title(chance: random.Random, year: int) -> str:
    what, do = chance.choice(_WHAT), chance.choice(_DO)
    forms = (
        f"{chance.choice(_WHO)}关于{chance.choice(_HOW)}{do}{what}工作的通知",
        f"《{_name(chance)}{what}实施方案》政策解读",
        f"{_name(chance)}{do}{what}",
        f"{year}年{chance.choice(_WHO)}{what}情况公示",
    )
    return chance.choice(forms)


def _clause(chance: random.Random) -> str:
    forms = (
        f"{chance.choice(_HOW)}{chance.choice(_DO)}{chance.choice(_WHAT)}",
        f"{chance.choice(_DO)}{_name(chance)}{chance.choice(_WHAT)}项目",
        f"{chance.choice(_HOW)}{chance.choice(_DO)}{_name(chance)}等{chance.randint(2, 98)}家单位",
        f"安排资金{chance.randint(3, 9800)}.{chance.randint(0, 9)}万元用于{chance.choice(_WHAT)}",
        f"截至{chance.randint(1, 12)}月{chance.randint(1, 28)}日完成{chance.randint(10, 99)}％",
        f"推广{chance.choice(_LATIN)}在{chance.choice(_WHAT)}中的应用",
    )
    return chance.choice(forms)


def _sentence(chance: random.Random) -> str:
    clauses = "，".join(_clause(chance) for _ in range(chance.randint(1, 3)))
    end = f"，{chance.choice(_END)}" if chance.random() < 0.3 else ""
    return f"{chance.choice(_WHO)}要{clauses}{end}。"
