# ruff: noqa: E501 (old pages have long lines)
"""Articles of a fictional city, written for these tests, as editors' HTML with their plain text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """What stands in an article; `html` is the body as pasted, `text` what a reader sees."""

    key: str
    title: str
    day: str
    time: str
    source: str
    column: tuple[str, ...]
    html: str
    text: str


def _p(*paragraphs: str) -> str:
    style = ' style="text-indent: 2em; line-height: 30px; font-family: 仿宋_GB2312;"'
    return "".join(f"<p{style}><span>　　{text}</span></p>" for text in paragraphs)


_NOTICE = (
    "各县（市、区）人民政府，市政府各部门、各直属单位：",
    "为做好今年汛期地质灾害防治工作，切实保障人民群众生命财产安全，经市政府同意，现就有关事项通知如下。",
    "一、落实巡查责任。各地要对登记在册的隐患点逐一明确责任人，雨前排查、雨中巡查、雨后复查，巡查情况当日报送。",
    "二、完善应急预案。乡镇（街道）要在5月底前完成预案修订，每个村至少组织一次转移避险演练。",
    "三、畅通信息报送。实行24小时值班，发生险情的，30分钟内电话报告，1小时内书面报告。",
)
_NEWS = (
    "4月18日上午，云泽市青禾路小学迎来了一堂特别的科普课。市气象局的工作人员带着观测仪器走进校园，向三百多名学生讲解台风是怎样形成的。",
    "“原来风速要用三个小杯子来量！”四年级学生围着风杯风速表问个不停。活动现场还设置了人工降雨模拟装置，孩子们排队体验。",
    "据了解，“科学进校园”活动今年计划走进全市四十六所中小学，每月安排四场，由气象、水文、地震等部门轮流承担。",
)
_RULES = (
    (
        "第一章　总则",
        (
            "第一条　为规范城市停车场的规划、建设和管理，根据有关法律法规，结合本市实际，制定本办法。",
            "第二条　本市城市规划区内停车场的规划、建设、使用和管理，适用本办法。",
        ),
    ),
    (
        "第二章　规划与建设",
        (
            "第三条　停车场专项规划由市住房城乡建设部门会同公安、自然资源部门编制，报市人民政府批准后实施。",
            "第四条　新建公共建筑应当按照标准配建停车泊位，并与主体工程同步设计、同步施工、同步验收。",
        ),
    ),
    ("第三章　附则", ("第五条　本办法自2022年7月1日起施行，有效期五年。",)),
)
_TABLE = """<table border="1" class="MsoNormalTable" style="width:500px"><tbody>
<tr><td rowspan="2"><p align="center"><b>序号</b></p></td><td colspan="2"><p><b>项目</b></p></td></tr>
<tr><td>名称</td><td>金额（万元）</td></tr>
<tr><td>1</td><td>农村公路养护</td><td>320</td></tr>
<tr><td>2</td><td>敬老院消防改造</td><td>145.5</td></tr></tbody></table>"""

ARTICLES = (
    Article(
        "notice",
        "云泽市人民政府办公室关于做好2021年汛期地质灾害防治工作的通知",
        "2021-04-09",
        "09:26",
        "市政府办公室",
        ("政务公开", "政策文件"),
        '<p style="text-align:center">云政办发〔2021〕17号</p>'
        + _p(*_NOTICE)
        + '<p style="text-align:right">云泽市人民政府办公室</p><p style="text-align: right;">2021年4月7日</p><p>（此件公开发布）</p>',
        "\n".join(
            (
                "云政办发〔2021〕17号",
                *_NOTICE,
                "云泽市人民政府办公室",
                "2021年4月7日",
                "（此件公开发布）",
            )
        ),
    ),
    Article(
        "news",
        "风从哪里来？气象科普课走进青禾路小学",
        "2019-04-19",
        "15:08",
        "云泽日报",
        ("新闻中心", "部门动态"),
        _p(_NEWS[0])
        + '<p style="text-align: center;"><img src="./W020190419550123.jpg" alt=""/></p>'
        + '<p style="text-align: center;"><font color="#888">学生体验人工降雨装置</font></p>'
        + _p(*_NEWS[1:]),
        "\n".join((_NEWS[0], "学生体验人工降雨装置", *_NEWS[1:])),
    ),
    Article(
        "short",
        "关于暂停办理不动产登记业务的公告",
        "2023-12-28",
        "17:40",
        "市自然资源和规划局",
        ("政务公开", "通知公告"),
        _p("因系统升级，12月30日18时至31日24时暂停办理不动产登记业务，敬请谅解。"),
        "因系统升级，12月30日18时至31日24时暂停办理不动产登记业务，敬请谅解。",
    ),
    Article(
        "rules",
        "云泽市城市停车场管理办法",
        "2022-06-10",
        "10:00",
        "云泽市司法局",
        ("政务公开", "规范性文件"),
        "".join(
            f'<p style="text-align:center"><strong>{chapter}</strong></p>' + _p(*lines)
            for chapter, lines in _RULES
        ),
        "\n".join(line for chapter, lines in _RULES for line in (chapter, *lines)),
    ),
    Article(
        "table",
        "2020年度市级民生实事项目资金安排公示",
        "2020-03-16",
        "08:55",
        "云泽市财政局",
        ("政务公开", "财政信息", "资金公示"),
        _p(
            "现将2020年度市级民生实事项目资金安排情况予以公示，公示期7天。如有异议，请以书面形式反映。"
        )
        + _TABLE
        + _p("联系电话：0987-6543210"),
        "现将2020年度市级民生实事项目资金安排情况予以公示，公示期7天。如有异议，请以书面形式反映。\n"
        "序号 项目 名称 金额（万元） 1 农村公路养护 320 2 敬老院消防改造 145.5\n联系电话：0987-6543210",
    ),
    Article(
        "breaks",
        "市水利局召开小水库除险加固推进会",
        "2008-11-05",
        "00:00",
        "市水利局办公室",
        ("工作动态",),
        "&nbsp;&nbsp;&nbsp;&nbsp;11月3日，市水利局在白石镇召开小水库除险加固推进会，各县区水利局负责人参加。<BR>"
        "&nbsp;&nbsp;&nbsp;&nbsp;会议通报了全市二十七座小水库的进度：已完工十九座，在建八座。<BR>"
        "&nbsp;&nbsp;&nbsp;&nbsp;会议要求，在建工程必须在明年主汛期前完成主体施工，资金专账管理。",
        "11月3日，市水利局在白石镇召开小水库除险加固推进会，各县区水利局负责人参加。\n"
        "会议通报了全市二十七座小水库的进度：已完工十九座，在建八座。\n"
        "会议要求，在建工程必须在明年主汛期前完成主体施工，资金专账管理。",
    ),
    Article(
        "download",
        "关于公布《云泽市义务教育学校招生计划》的通知",
        "2024-05-20",
        "11:30",
        "市教育局",
        ("政务公开", "通知公告"),
        '<p>附件：<a href="/upload/2024/zsjh.pdf">云泽市义务教育学校招生计划.pdf</a></p>',
        "附件：云泽市义务教育学校招生计划.pdf",
    ),
)
