"""Official-sounding prose for the benchmark corpora: the same text for the same seed.

A stock of clauses is put together once from places, subjects, verbs and objects; texts then draw
whole clauses from it, so that millions of characters a second come out and rare strings (names of
places and projects) have a long tail, as in real notices.
"""

import math
import random
from collections.abc import Iterator, Sequence
from functools import cached_property

_PLACE = (
    "云岭溪河山湖江湾桥塘坪坝店沟松柏柳槐梅兰桂竹石金银铜玉龙凤鹤白青红东西南北"
    "上下前后大长平安宁和顺永兴隆盛丰瑞康泰清明新古高峰"
)
_UNITS = "镇 乡 街道 村 社区 工业园 林场 水库 大道 中学 卫生院 灌区 产业园 河段".split()
_BODIES = (
    "市人民政府 市发展改革委 市财政局 市教育局 市民政局 市自然资源局 市生态环境局 市水利局 "
    "市农业农村局 市交通运输局 市卫生健康委 市应急管理局 市医疗保障局 市住房城乡建设局 各县区 "
    "各有关单位 各乡镇 各街道办事处 工作专班 项目单位 监理单位 审计机关 驻村工作队 消防救援支队"
).split()
_MANNERS = (
    "认真 切实 进一步 全面 依法 及时 统筹 扎实 持续 稳步 严格 深入 主动 有序 加快 着力 积极 逐步 "
    "分类 集中 联合 定期 按月 逐项 就近"
).split()
_VERBS = (
    "推进 落实 开展 完善 优化 加强 规范 保障 提升 组织 健全 深化 排查 公布 受理 核查 修订 评估 "
    "督促 建设 改造 修缮 验收 清理 培育 扶持 引导 公示 检查 调度"
).split()
_THINGS = (
    "农村饮水工程 老旧小区改造 高标准农田 城市排水管网 公共停车设施 义务教育学位 社区养老服务 "
    "医疗保障待遇 行政许可事项 政务服务窗口 营商环境 中小企业融资 稳岗返还补贴 失业保险待遇 "
    "就业技能培训 防汛抗旱准备 森林防火 安全生产责任 食品安全监管 药品质量抽检 道路交通秩序 "
    "公共交通线路 污水处理设施 大气污染防治 秸秆综合利用 耕地保护 土地征收补偿 不动产登记 "
    "住房公积金业务 保障性住房分配 城乡低保对象认定 残疾人康复服务 儿童福利保障 退役军人安置 "
    "非物质文化遗产 全民健身场地 图书馆延时服务 旅游标准化 特色产业集群 科技成果转化 知识产权保护 "
    "数字政府平台 公共数据资源 信用信息归集 政府采购项目 国有资产盘活 财政专项资金 预算绩效目标 "
    "重点项目用地 招商引资签约项目 冷链物流基地 电子商务站点 乡村道路养护 水土保持工程 河湖巡查 "
    "水库除险加固 动物疫病防控 种业振兴 农机购置补贴 粮食收购秩序 应急物资储备 防灾减灾演练 "
    "地质灾害隐患点 燃气管道更新 消防通道 物业服务质量 生活垃圾分类 城市绿化 历史建筑保护 "
    "政府信息公开 行政复议案件 公共法律服务 人民调解工作 基层治理网格 志愿服务项目 统计调查工作"
).split()
_AIMS = (
    "确保{o}按期完成 做到{o}底数清、情况明 推动{o}取得实效 使群众在{o}中得到方便 把{o}纳入年度考核 "
    "为{o}提供有力支撑 实现{o}全程可查询 防止{o}出现反复 形成{o}长效机制 保证{o}资金专款专用"
).split()
_GROUNDS = (
    "根据有关法律法规和{p}实际 按照年度工作安排 结合{p}{o}的情况 经{b}研究同意 围绕{o}这一重点 "
    "在{b}指导下 针对群众反映的{o}问题 自本季度起 在前期试点的基础上 对照既定目标"
).split()
_TOPICS = (
    "总体要求 主要任务 工作目标 基本原则 保障措施 组织实施 适用范围 申报条件 办理程序 资金管理 "
    "监督检查 责任分工 进度安排 补助标准 公示与反馈 附则"
).split()
NUMERALS = "一二三四五六七八九十"


class Stock:
    """Clauses and sentences of one seed."""

    def __init__(self, seed: int = 4) -> None:
        self._random = random.Random(f"stock {seed}")

    @cached_property
    def places(self) -> Sequence[str]:
        """Names of places, each a few characters and a kind of place."""
        pick = self._random.choice
        return [pick(_PLACE) + pick(_PLACE) + pick(_UNITS) for _ in range(1500)]

    @cached_property
    def objects(self) -> Sequence[str]:
        """What is done something to, a third of them in a named place."""
        pick = self._random.choice
        return [
            (pick(self.places) if self._random.random() < 0.35 else "") + pick(_THINGS)
            for _ in range(4000)
        ]

    @cached_property
    def _openings(self) -> Sequence[str]:
        return [self._filled(_GROUNDS) for _ in range(4000)]

    @cached_property
    def _middles(self) -> Sequence[str]:
        pick = self._random.choice
        return [
            pick(_BODIES) + "要" + pick(_MANNERS) + pick(_VERBS) + pick(self.objects)
            if number % 3
            else pick(_MANNERS) + pick(_VERBS) + pick(self.objects)
            for number in range(30000)
        ]

    @cached_property
    def _closings(self) -> Sequence[str]:
        return [self._filled(_AIMS) for _ in range(8000)]

    def _filled(self, patterns: Sequence[str]) -> str:
        pick = self._random.choice
        return pick(patterns).format(o=pick(self.objects), p=pick(self.places), b=pick(_BODIES))

    def paragraph(self, random: random.Random, sentences: int) -> str:
        """Return a paragraph; a sentence has about fifty characters."""
        # Random numbers by multiplication: choice() would be half of the generator's time.
        draw = random.random
        openings, middles, closings = self._openings, self._middles, self._closings
        a, b, c = len(openings), len(middles), len(closings)
        return "".join(
            f"{openings[int(draw() * a)]}，{middles[int(draw() * b)]}，"
            f"{middles[int(draw() * b)]}，{closings[int(draw() * c)]}。"
            for _ in range(sentences)
        )

    def title(self, random: random.Random, pattern: str) -> str:
        """Return a title; the pattern may name `{v}`, `{o}` and `{p}`."""
        return pattern.format(
            v=random.choice(_VERBS), o=random.choice(self.objects), p=random.choice(self.places)
        )

    def table(self, random: random.Random) -> str:
        """Return a table of places with three numbers each."""
        rows = [
            f"| {random.choice(self.places)} | {random.randint(20, 900)} "
            f"| {random.randint(2, 90)}.{random.randint(0, 9)} | {random.choice(_BODIES)} |"
            for _ in range(random.randint(6, 25))
        ]
        head = "| 单位 | 任务数（户） | 完成率（%） | 责任单位 |\n| --- | --- | --- | --- |"
        return "\n".join([head, *rows])

    def body(self, random: random.Random, characters: int, table: bool) -> str:
        """Return a text of about that many characters in Markdown, with headings if it is long."""
        if characters > 20_000:
            return "\n\n".join(self._statute(random, characters))
        parts: list[str] = []
        written = section = 0
        while written < characters:
            if characters > 900 and written >= section * 700 and section < len(NUMERALS):
                parts.append(f"## {NUMERALS[section]}、{random.choice(_TOPICS)}")
                section += 1
            elif characters > 2000 and random.random() < 0.25:
                numeral = NUMERALS[min(9, int(random.random() * 5))]
                parts.append(f"### （{numeral}）{random.choice(_VERBS)}{random.choice(_THINGS)}")
            parts.append(self.paragraph(random, 1 + int(random.random() * 4)))
            written += len(parts[-1])
        if table:
            parts.insert(len(parts) // 2 + 1, self.table(random))
        return "\n\n".join(parts)

    def _statute(self, random: random.Random, characters: int) -> Iterator[str]:
        """Yield chapters and articles, as plans and regulations have them."""
        written, article = 0, 0
        while written < characters:
            if article % 25 == 0:
                yield f"## 第{article // 25 + 1}章　{random.choice(_TOPICS)}"
            article += 1
            text = f"第{article}条　" + self.paragraph(random, 1 + int(random.random() * 3))
            written += len(text)
            yield text


def length_of(random: random.Random, policy: bool) -> int:
    """Return how long a text is to be, in characters.

    The median over a corpus is 1,200, policy documents have around 3,000, one in a hundred of all
    texts has more than 30,000.
    """
    if random.random() < 0.01:
        return 30_500 + int(random.random() * 15_000)
    middle = 2_900 if policy else 880
    return max(120, min(12_000, int(middle * math.exp(random.gauss(0, 0.3 if policy else 0.6)))))
