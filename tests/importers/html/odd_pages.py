# ruff: noqa: E501 (old pages have long lines)
"""Single pages with the oddities of the wild, rebuilt with own text: address, source, what is right."""

from typing import Any

PAGES: dict[str, tuple[str, str, dict[str, Any]]] = {}
BODY = "".join(
    f"<p>　　{t}</p>"
    for t in (
        "为进一步规范全市行政执法行为，市司法局近日组织开展案卷评查，共抽取案卷一百二十件。",
        "评查发现，多数案卷程序规范、文书齐全，但仍有少数案卷存在送达回证填写不完整等问题。",
        "下一步，市司法局将督促有关单位限期整改，并将结果纳入年度考核。",
    )
)
# gov.cn style policy page: head table then pages_content
PAGES["govcn"] = (
    "http://www.yunze.gov.cn/zhengce/content/2021-03/08/content_5590000.htm",
    f"""<html><head><meta charset=utf-8><title>市人民政府关于同意设立青禾湿地公园的批复（云政函〔2021〕18号）_政府信息公开专栏</title><meta name="firstpublishedtime" content="2021-03-08-17:05:00"/><meta name="lastmodifiedtime" content="2021-03-08-17:05:06"/><meta name="manuscriptId" content="5590000"></head><body><div class="wrap"><table class="bd1"><tr><td><b>索&ensp;引&ensp;号：</b></td><td>99010001/2021-00027</td><td><b>主题分类：</b></td><td>城乡建设、环境保护\\其他</td></tr><tr><td><b>发文机关：</b></td><td>云泽市人民政府</td><td><b>成文日期：</b></td><td>2021年03月01日</td></tr><tr><td><b>标　　题：</b></td><td colspan=3>云泽市人民政府关于同意设立青禾湿地公园的批复</td></tr><tr><td><b>发文字号：</b></td><td>云政函〔2021〕18号</td><td><b>发布日期：</b></td><td>2021年03月08日</td></tr></table></div><div class="wrap"><table><tr><td id="UCAP-CONTENT" class="b12c"><p align="center"><b>云泽市人民政府关于同意设立<br/>青禾湿地公园的批复</b></p><p align="center">云政函〔2021〕18号</p>{BODY}<p style="text-align:right">云泽市人民政府</p><p>2021年3月1日</p></td></tr></table><div class="editor"><span>责任编辑：于木</span></div></div></body></html>""",
    {
        "title": "云泽市人民政府关于同意设立青禾湿地公园的批复",
        "date": "2021-03-08",
        "source": "云泽市人民政府",
        "begin": "云泽市人民政府关于同意设立",
    },
)
PAGES["spans"] = (
    "http://h/xxgk/detail.jsp?id=88",
    f"""<html><head><meta charset=utf-8><title>云泽市司法局</title></head><body><div class="top"><a href=/>首页</a><a href=/a>机构</a><a href=/b>动态</a></div><div class="pos">当前位置：<a href=/>首页</a>><a href=/b>工作动态</a></div><div class="info"><h1>市司法局开展行政执法案卷评查</h1><div class="sub"><span>2023-07-19 16:02</span><span>市司法局</span><span>阅读次数：</span><span>12</span></div><div class="txt">{BODY}</div><p>（通讯员 木子）</p><div class="pn"><p>上一篇：<a href=1>没有了</a></p><p>下一篇：<a href=2>关于举办普法讲座的通知</a></p></div></div><div class="bottom">Copyright 云泽市司法局 版权所有 某ICP备99000001号</div></body></html>""",
    {"title": "市司法局开展行政执法案卷评查", "date": "2023-07-19", "begin": "为进一步规范"},
)
PAGES["shareInBody"] = (
    "http://h/news/2022-08/15/content_123.htm",
    f"""<html><head><meta charset=utf-8><title>我市部署秋季农业生产 - 云泽市农业农村局</title><meta name="description" content="我市部署秋季农业生产"></head><body><div class="header"></div><div class="con"><div class="news_title">我市部署秋季农业生产</div><div class="news_info">日期：2022-08-15 &nbsp; 来源：云泽农业信息网 &nbsp; 点击量： 33 次 &nbsp;<a href="javascript:;">[关闭]</a> 分享到：</div><div class="bdsharebuttonbox"><a>微信</a></div><div id="content_text" class="news_con">{BODY}<p style="text-align:right">（编辑：禾田）</p></div></div><div class="right"><div class="tit">热点新闻</div><ul><li><a href=1.htm>全市夏粮再获丰收，总产创历史新高</a></li><li><a href=2.htm>农机跨区作业服务队整装出发</a></li></ul></div></body></html>""",
    {
        "title": "我市部署秋季农业生产",
        "date": "2022-08-15",
        "source": "云泽农业信息网",
        "begin": "为进一步规范",
    },
)
PAGES["noMetaDate"] = (
    "http://h/art/2015/9/1/art_33_4455.html",
    f"""<html><head><title>人事任免</title><meta http-equiv=content-type content="text/html;charset=gbk"></head><body><table width=100%><tr><td align=center style="font-size:22px"><b>关于甲乙丙等同志职务任免的通知</b></td></tr><tr><td>{BODY}</td></tr></table></body></html>""",
    {"title": "关于甲乙丙等同志职务任免的通知", "date": "2015-09-01", "begin": "为进一步规范"},
)
PAGES["h1site"] = (
    "http://h/c/2020-02-03/1234.html",
    f"""<html><head><meta charset=utf-8><title>疫情防控热线电话公布-云泽市卫生健康委员会</title></head><body><h1 class="logo"><a href="/">云泽市卫生健康委员会</a></h1><div class="nav"><a href=/>首页</a></div><div class="w"><div class="article-tt"><h2>疫情防控热线电话公布</h2></div><ul class="article-meta"><li>发布时间：2020-02-03</li><li>来源：市卫健委</li><li>作者：</li></ul><div class="article-bd">{BODY}</div></div><div class="footer">地址：湖滨大道</div></body></html>""",
    {
        "title": "疫情防控热线电话公布",
        "date": "2020-02-03",
        "source": "市卫健委",
        "begin": "为进一步规范",
    },
)
PAGES["imgonly"] = (
    "http://h/zcjd/202105/t20210506_9.html",
    """<html><head><meta charset=utf-8><title>一图读懂《云泽市养老服务条例》_云泽市民政局</title><meta name="ArticleTitle" content="一图读懂《云泽市养老服务条例》"><meta name="PubDate" content="2021-05-06 09:00"><meta name="ContentSource" content="市民政局"></head><body><div class="nav">x</div><div class="title">一图读懂《云泽市养老服务条例》</div><div class="view TRS_UEDITOR trs_paper_default"><p style="text-align:center"><img src="./W02021.jpg"/></p></div></body></html>""",
    {"title": "一图读懂《云泽市养老服务条例》", "date": "2021-05-06", "source": "市民政局"},
)
PAGES["trsnew"] = (
    "http://h/zwgk/202301/t20230105_9.shtml",
    f"""<html><head><meta charset=utf-8><title>云泽市发展和改革委员会 通知公告 关于公布涉企收费目录的公告</title><meta name="ArticleTitle" content="关于公布涉企收费目录的公告"><meta name="PubDate" content="2023-01-05 10:20"><meta name="ContentSource" content="收费管理科"></head><body><div class="head"></div><div class="xl_title">关于公布涉企收费<br/>目录的公告</div><div class="xl_info"><span>发布时间：2023-01-05 10:20</span><span>来源：收费管理科</span></div><div class="view TRS_UEDITOR trs_paper_default trs_web">{BODY}<p class="insertfileTag"><img src="/icon_doc.gif"/><a href="./P02023.docx" appendix="true">收费目录.docx</a></p></div><div class="view TRS_UEDITOR">{BODY.replace("全市", "本市")}</div></body></html>""",
    {
        "title": "关于公布涉企收费目录的公告",
        "date": "2023-01-05",
        "source": "收费管理科",
        "begin": "为进一步规范",
    },
)
PAGES["rightdate"] = (
    "http://h/html/2009/gzdt_0402/338.html",
    f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>::云泽市统计局::</title></head><body><table width=760><tr><td class=path>您现在的位置：<a href=/>云泽统计</a> >> <a>统计动态</a> >> 正文</td></tr></table><table width=760><tr><td align=center class=biaoti>全市一季度居民收入稳步增长</td></tr><tr><td align=center>作者：综合科　　文章来源：本站原创　　点击数：<script src=hit.js></script>　　更新时间：2009-4-2</td></tr><tr><td class=content>{BODY.replace("<p>", "<br>").replace("</p>", "")}</td></tr><tr><td align=right>文章录入：admin　　责任编辑：admin</td></tr><tr><td><li>上一篇文章： <a href=1>x经济普查</a></li><li>下一篇文章： 没有了</li></td></tr><tr><td>【<a href=1>发表评论</a>】【<a>加入收藏</a>】【<a>打印此文</a>】【<a>关闭窗口</a>】</td></tr></table></body></html>""".replace(
        "::云泽市统计局::", "云泽市统计局"
    ),
    {
        "title": "全市一季度居民收入稳步增长",
        "date": "2009-04-02",
        "source": "本站原创",
        "begin": "为进一步规范",
    },
)
TAIL = "<p>主办单位：云泽市文化和旅游局</p><p>时间：2022年5月1日</p><p>地址：湖滨大道1号　电话：0987-1234567</p>"
PAGES["event"] = (
    "http://h/a/202204/t20220401_1.html",
    f"<html><head><meta charset=utf-8><title>关于举办读书节的公告</title></head><body><div class=m><h1>关于举办读书节的公告</h1><div class=i>发布时间 2022-04-01 09:30</div><div class=s>来源 市文旅局</div><div class=x>{BODY}{TAIL}</div><div>主办单位：云泽市文化和旅游局 某ICP备99000001号</div></div></body></html>",
    {"title": "关于举办读书节的公告", "date": "2022-04-01", "source": "市文旅局"},
)
PAGES["oneline"] = (
    "http://h/a/1.html",
    f"<html><head><meta charset=utf-8><title>市司法局开展评查 云泽市政府网</title></head><body><div id=top>x</div><div id=main><div id=tt>市司法局开展评查</div><div id=ss>来源：云泽日报 2022-05-06 08:00 作者：江南 点击：5</div><div id=cc>{BODY}</div></div></body></html>",
    {"title": "市司法局开展评查", "date": "2022-05-06", "source": "云泽日报"},
)
PAGES["passed"] = (
    "http://h/a/t20081120_1.html",
    f"<html><head><meta charset=utf-8><title>云泽市河道管理规定_云泽市政府</title></head><body><div class=m><div class=tl>云泽市河道管理规定</div><div class=q><span>发布日期：2008-11-20</span><span>来源：市政府法制办</span></div><div class=bdy><p align=center>（2008年11月5日市政府第3次会议通过）</p>{BODY}</div></div></body></html>",
    {
        "title": "云泽市河道管理规定",
        "date": "2008-11-20",
        "source": "市政府法制办",
        "begin": "（2008年11月5日",
    },
)
PAGES["bj"] = (
    "http://h/zhengce/202203/t20220302_2620000.html",
    f'<html><head><meta charset=utf-8><title>云泽市科委关于征集项目的通知_通知公告_首都之窗_云泽市人民政府门户网站</title></head><body><div class="header"><h1>云泽市科委关于征集项目的通知</h1><p class="fl"><span>日期：2022-03-02 11:20</span><span>来源：云泽市科学技术委员会</span></p><div class=fr>分享： <a>微信</a> 字号：<a>大</a><a>中</a><a>小</a></div></div><div id="mainText" class="mainTextBox"><div class="view TRS_UEDITOR trs_paper_default">{BODY}</div></div></body></html>',
    {
        "title": "云泽市科委关于征集项目的通知",
        "date": "2022-03-02",
        "source": "云泽市科学技术委员会",
        "begin": "为进一步",
    },
)
PAGES["printer"] = (
    "http://h/a/b.html",
    f"<html><head><meta charset=utf-8><title>采购公告</title></head><body><h2>关于采购打印设备的公告</h2><p>2021-03-04　来源：市采购中心</p><p>打印机采购项目现予公告。</p>{BODY}<p>相关附件：<a href=a.doc>清单.doc</a></p><p>分享到：</p></body></html>",
    {
        "title": "关于采购打印设备的公告",
        "date": "2021-03-04",
        "source": "市采购中心",
        "begin": "打印机采购",
    },
)
PAGES["sz"] = (
    "http://h/ztfw/content/post_8901234.html",
    f'<html><head><meta charset=utf-8><title>一批惠民工程开工--新闻--云泽市人民政府门户网站</title></head><body><div class="news_cont_d_wrap"><div class="tit"><h1>一批惠民工程开工</h1></div><div class="xx_con"><div class="xxxq">信息来源：云泽特区报 <i>|</i> 发布时间：2021-11-23 09:12 <i>|</i> 浏览次数：<b></b> <i>|</i> 字号：大 中 小 </div></div><div class="news_cont_d_wrap2">{BODY}<p>（记者 川流）</p></div><div class="xgfj">附件下载：<ul><li><a href="/attachment/0/1.pdf">名单.pdf</a></li></ul></div></div></body></html>',
    {
        "title": "一批惠民工程开工",
        "date": "2021-11-23",
        "source": "云泽特区报",
        "begin": "为进一步",
    },
)
PAGES["suffixmeta"] = (
    "http://h/c1/202301/abc.html",
    f'<html><head><meta charset=utf-8><title>关于春节放假的通知-云泽市水务局</title><meta name=ArticleTitle content="关于春节放假的通知-云泽市水务局"><meta name=PubDate content="2023年01月16日 09时12分"><meta name=ContentSource content="来源：云泽市水务局"></head><body><div class=wrap><h3 class=tc>关于春节放假的通知</h3><div class=con>{BODY}</div></div></body></html>',
    {
        "title": "关于春节放假的通知",
        "date": "2023-01-16",
        "source": "云泽市水务局",
        "begin": "为进一步",
    },
)
