"""Which header names mean which field: the table behind the proposed map.

Names as they stand in the templates of service lists, disclosure directories, letters and
rosters. A header is compared without blanks, brackets and their content; several targets mean
that the value goes to each of them. `body` is the text of the item, None drops a column.
"""

from __future__ import annotations

import re
from typing import Final

from sitegen.model.kinds import Kind

Targets = tuple[str, ...]
_BRACKETS: Final = re.compile(r"[（(【\[].*?[)）】\]]")


def _table(text: str) -> dict[str, Targets]:
    """Lines `target[,target]: name name …` as name → targets."""
    rows: dict[str, Targets] = {}
    for line in text.strip().splitlines():
        targets, _, names = line.partition(":")
        for name in names.split():
            rows[name] = tuple(part.strip() for part in targets.split(",") if part.strip() != "-")
    return rows


_COMMON: Final = _table("""
title: 标题 名称 题名 文件名称 文件标题 信息名称 信息标题 公文标题 文章标题
date: 发布日期 发布时间 公开日期 公开时间 上网日期 发布于
source: 来源 信息来源 文章来源 稿件来源 发布机构 发布单位 发布部门 公开单位 公开主体
author: 作者 撰稿人 供稿
editor: 责任编辑 编辑 责编
keywords: 关键词 关键字 主题词
description: 摘要 内容概述 内容概要 概述 简介 内容摘要
body: 正文 内容 全文 信息内容 正文内容
document.index_no: 索引号 信息索引号 索引
document.number: 发文字号 文号 发文文号 文件编号
document.issuer: 发文机关 发文单位 制发机关 印发机关 制定机关 发文机构
document.signed: 成文日期 生成日期 印发日期 发文日期 形成日期 制发日期
document.effective: 施行日期 生效日期 实施日期
document.expires: 失效日期 废止日期 有效期至
document.status: 有效性 效力状态 时效性 是否有效
document.topic: 主题分类 信息分类 主题类别
document.genre: 体裁分类 文种 体裁 公文种类
document.audience: 适用对象
-: 序号 编号 行号 备注 身份证号 身份证号码 证件号码 手机 手机号 手机号码 银行账号 银行卡号
""")
_KINDS: Final[dict[Kind, dict[str, Targets]]] = {
    Kind.SERVICE: _table("""
title, service.item: 事项名称 服务事项 办理事项 事项 服务事项名称 办事名称 项目名称 政务服务事项名称
service.basis: 设定依据 法律依据 实施依据 办理依据 法定依据 政策依据
service.conditions: 申请条件 受理条件 办理条件 申办条件
service.materials: 申请材料 办理材料 所需材料 申报材料 提交材料 材料清单
service.place: 办理地点 受理地点 办理地址 办公地址 窗口地址
service.organ, source: 办理机构 实施机关 实施主体 办理部门 责任部门 责任单位 实施单位 受理机构
service.fee: 收费标准 收费情况 是否收费 收费依据及标准 办理费用
service.hours: 办理时间 受理时间 办公时间 工作时间
service.phone: 联系电话 咨询电话 咨询方式 联系方式 办公电话
service.steps: 办理流程 办事流程 办理程序 流程
service.code: 事项编码 实施编码 基本编码 事项代码 实施清单编码
service.audience: 服务对象 办理对象 面向对象
service.topic: 主题 事项类型 事项分类
service.legal_limit: 法定办结时限 法定时限 法定期限
service.promised_limit: 承诺办结时限 承诺时限 承诺期限 办理时限
service.online: 在线办理网址 网上办理地址 在线办理 网办地址
"""),
    Kind.LETTER: _table("""
title: 信件标题 来信标题 留言标题 主题
letter.category: 类别 信件类型 信件类别 来信类型 留言类型 诉求类型
letter.from_name: 姓名 来信人 留言人 写信人 诉求人
letter.received: 来信时间 留言时间 提交时间 写信时间 受理时间 来信日期 留言日期
letter.question: 来信内容 留言内容 问题 诉求内容 咨询内容 内容 信件内容
letter.replied, date: 答复时间 回复时间 办结时间 答复日期 回复日期
letter.replier, source: 答复单位 回复单位 办理单位 承办单位 答复部门 回复部门
letter.reply: 答复内容 回复内容 办理结果 答复 回复 答复意见
-: 联系电话 联系方式 电话 住址 地址 邮箱 电子邮箱
"""),
    Kind.LEADER: _table("""
title, leader.name: 姓名
leader.post: 职务 现任职务
leader.portfolio: 工作分工 分工 分管工作 分管领域
leader.resume: 简历 个人简历 工作简历
leader.order: 排序 序号 排名
"""),
    Kind.ORGAN: _table("""
title, organ.name: 机构名称 单位名称 部门名称 名称 单位 部门 机构
organ.duties: 主要职责 职责 机构职能 工作职责 职能
organ.address: 办公地址 地址 通讯地址 单位地址
organ.hours: 办公时间 工作时间
organ.phone: 联系电话 电话 办公电话 值班电话
organ.fax: 传真 传真号码
organ.email: 电子邮箱 邮箱 电子邮件
organ.head: 负责人 主要负责人 负责人姓名
organ.website: 网址 网站 官方网站
organ.order: 排序 序号
"""),
    Kind.SURVEY: _table("""
title: 征集主题 调查主题 主题
survey.starts, date: 开始日期 开始时间 征集开始时间
survey.ends: 结束日期 结束时间 截止日期 征集结束时间
survey.organ, source: 征集单位 征集部门 发起单位
survey.channel: 参与方式 征集方式 反馈方式
survey.participants: 参与人数 收到意见数
"""),
}
_KEYS: Final = (
    "service.code", "document.index_no", "document.number", "organ.name", "leader.name",
)  # fmt: skip
_KEY_NAMES: Final = frozenset(
    {"编号", "信件编号", "留言编号", "受理编号", "工单编号", "信息编号", "唯一标识", "ID", "id"}
)


def bare(header: str) -> str:
    """A header as it is compared: without blanks, brackets, stars and marks at its end."""
    name = re.sub(r"[\s　*＊]+", "", header.rsplit("/", 1)[-1])
    return _BRACKETS.sub("", name).rstrip("：:") or name


def targets_of(header: str, kind: Kind) -> Targets | None:
    """The fields for a header in a list of `kind`; empty to drop it; None if it is unknown."""
    name = bare(header)
    for table in (_KINDS.get(kind, {}), _COMMON):
        if name in table:
            return table[name]
    return None


def known_names() -> frozenset[str]:
    """All header names that the proposal knows."""
    return frozenset(_COMMON).union(*_KINDS.values())


def is_key(header: str, targets: Targets) -> bool:
    """Whether a column looks like one that tells records apart."""
    return bare(header) in _KEY_NAMES or any(target in _KEYS for target in targets)
