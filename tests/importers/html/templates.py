# ruff: noqa: E501 (old pages have long lines)
"""Page templates in the shapes of publishing systems, rebuilt with own text for these tests."""

from collections.abc import Callable
from html import escape

from .articles import Article

SITE = "云泽市人民政府"
_MENU = "".join(
    f'<li><a href="/{slug}/">{name}</a></li>'
    for slug, name in (
        ("", "首页"), ("zwgk", "政务公开"), ("xwzx", "新闻中心"), ("bsfw", "办事服务"), ("hdjl", "互动交流"), ("zjyz", "走进云泽"),
    )
)  # fmt: skip
_FOOT = (
    "<p>主办单位：云泽市人民政府办公室　　承办单位：云泽市大数据中心</p>"
    "<p>网站标识码：9901000001　某ICP备99000001号　某公网安备 99010002000001号</p>"
    "<p>联系电话：0987-1234567　地址：云泽市湖滨大道1号</p>"
)
_LATEST = "".join(
    f'<li><a href="/xwzx/{n}.html">云泽市召开第{n}次城乡环境整治现场会，部署下一阶段工作</a><span>2024-0{n}-1{n}</span></li>'
    for n in range(1, 7)
)


def _metas(article: Article, **changed: str) -> str:
    values = {
        "SiteName": SITE,
        "SiteDomain": "www.yunze.gov.cn",
        "SiteIDCode": "9901000001",
        "ColumnName": article.column[-1],
        "ColumnType": article.column[-1],
        "ArticleTitle": article.title,
        "PubDate": f"{article.day} {article.time}",
        "ContentSource": article.source,
        "Author": "",
    } | changed
    return "\n".join(f'<meta name="{k}" content="{escape(v)}"/>' for k, v in values.items())


def _crumbs(article: Article, separator: str = "&nbsp;&gt;&nbsp;") -> str:
    steps = [
        '<a href="/">首页</a>',
        *(f'<a href="/{n}/">{name}</a>' for n, name in enumerate(article.column)),
    ]
    return separator.join(steps)


def jcms(article: Article) -> str:
    """JCMS with tags, value comments and content comments."""
    day = article.day
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{SITE} {article.column[-1]} {article.title}</title>
{_metas(article)}<meta name="Maketime" content="{day} 23:59:00"></head><body>
<div class="header"><div class="logo"><img src="/picture/logo.png"></div><ul class="nav">{_MENU}</ul></div>
<div class="bt-position">您当前的位置 : {_crumbs(article)}</div>
<div class="main"><div id="c"><table width="100%"><tr><td class="title" align="center"><!--<$[信息标题]>begin-->{article.title}<!--<$[信息标题]>end--></td></tr>
<tr><td align="center">发布时间：{day} {article.time}　　信息来源：<!--<$[信息来源]>begin-->{article.source}<!--<$[信息来源]>end-->　　浏览次数：<script src="/visitcount"></script>　字号：[ <a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a> ]</td></tr>
<tr><td><div id="zoom"><!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin--><meta name="ContentStart">{article.html}<meta name="ContentEnd"><!--ZJEG_RSS.content.end--><!--<$[信息内容]>end--></div></td></tr></table>
<div class="bshare-custom">分享到： <a class="bshare-qzone">QQ空间</a></div><a href="javascript:window.print()">【打印本页】</a><a href="javascript:window.close()">【关闭窗口】</a></div></div>
<div class="footer">{_FOOT}</div></body></html>"""


def jcms_old(article: Article) -> str:
    """An early JCMS in tables, without official tags."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{SITE} {article.column[-1]} {article.title}</title></head>
<body><table width="1000" align="center"><tr><td><a href="/">设为首页</a> | <a href="/">加入收藏</a></td></tr></table>
<table width="1000"><tr><td>当前位置：{_crumbs(article, " >> ")} >> 正文</td></tr></table>
<table id="article" width="1000" align="center"><tr><td class="title" align="center">{article.title}</td></tr>
<tr><td><table width="100%"><tr><td width="33%">发布日期：{article.day}</td><td width="33%">来源：{article.source}</td><td>字体：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</td></tr></table></td></tr>
<tr><td class="bt_content"><div id="zoom">{article.html}</div></td></tr></table>
<table width="1000"><tr><td align="center">{_FOOT}</td></tr></table></body></html>"""


def trs(article: Article) -> str:
    """TRS with its editor's container, attachments beside it and a hidden list of related pages."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>【{article.title}】-{SITE} </title>
{_metas(article)}</head><body><div class="header"><ul>{_MENU}</ul></div><div class="container">
<div class="path">{_crumbs(article)}</div><div class="article"><!--startprint--><div class="article_l">
<h2 class="article_title">{article.title}</h2><div class="shezhi"><div class="time">发布时间：{article.day.replace("-", "/")}</div>
<div class="ly laiyuantext">来源：<span>{article.source}</span></div><div class="dy"><div class="dy_btn" onclick="p()"><img src="/images/dayin.png"/>[ 打印 ]</div></div></div>
<div class="article_con"><div class=TRS_Editor>{article.html}</div>
<div class="attachment"><div class="attachment_l">附件：</div><div class="attachment_r"><p><a href="./P020200930609037407042.pdf">情况说明</a></p></div></div></div></div><!--endprint-->
<div class="article_r"><div class="xgwz" style="display:none"><div class="mt">相关政策与解读</div><ul>{_LATEST}</ul></div><div class="phb"><div>排行榜</div><ul>{_LATEST}</ul></div></div></div></div>
<div class="footer">{_FOOT}</div></body></html>"""


def trs_bare(article: Article) -> str:
    """TRS whose template has a container of its own and a line without labels."""
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>
    {article.title}_{SITE}
    </title></head><body><div class="wrapper"><div class="menu"><ul>{_MENU}</ul></div>
<div class="wrapper_deatil"><div class="wrapper_deatil_title">
  {article.title}
</div><div class="wrapper_menu"><div class="wrapper_deatil_date fl"><span>
  {article.day} {article.time}
</span><span>来源：
  {article.source}
</span></div><div class="wrapper_deatil_font"><p class="ft">Aa</p><span>字体：</span><a href="#">小</a><div>|</div><a href="#">中</a></a><div>|</div><a href="#">大</a></div></div>
<div class="wrapper_detail_text"><p>{article.html}</p></div>
<div class="file"><h2>附件：</h2><ul></ul></div><div id="div_div" class="xlewm"><div class="sweep">扫一扫在手机打开当前页</div></div></div>
<div class="wrapper-footer">{_FOOT}</div></div></body></html>"""


def vsb(article: Article) -> str:
    """VSB: the article in a form, neighbours at its foot."""
    year, month, day = article.day.split("-")
    return f"""<!DOCTYPE html><HTML><HEAD><META charset="utf-8"><TITLE>{article.title}-{SITE}</TITLE><META Name="keywords" Content="{SITE},{article.column[-1]},{article.title}" />
<META name="pageTitle" content="{article.title}"></HEAD><BODY><div class="top"><div class="nav">{_MENU}</div></div>
<div class="ny_wz"><table class="winstyle"><tr><td>当前位置: {_crumbs(article, " &gt; ")} &gt; 正文</td></tr></table></div>
<div class="content"><form name="_newscontent_fromname"><div><h1 align="center">{article.title}</h1>
<div align="center">时间：{year}年{month}月{day}日 {article.time} &nbsp;&nbsp;来源：{article.source} &nbsp;&nbsp;点击：[<span id="dynclicks">136</span>]</div>
<div id="vsb_content"><div class="v_news_content">{article.html}</div></div><div id="div_vote_id"></div>
<p>上一条：<a href="1.htm">全市春季造林绿化工作全面启动</a></p><p>下一条：<a href="2.htm">我市三项技术入选省级推广目录</a></p><p>【<a href="javascript:window.opener=null">关闭</a>】</p></div></form></div>
<div class="foot">{_FOOT}</div></BODY></HTML>"""


def ucap(article: Article) -> str:
    """Kaipuyun: the parts of the article in elements of its own, tags in the body of the page."""
    return f"""<!doctype html><html><head><meta charset="utf-8" /><title>{article.title}-{SITE}</title></head><body><div class="head">
{_metas(article, ArticleTitle="", PubDate="", ContentSource="", ColumnName="头部")}<title>{SITE}</title><div class="mainNav"><ul>{_MENU}</ul></div><span id="utime">2025年12月30日	星期二</span></div>
<div class="container"><div class="location">位置：{_crumbs(article, " / ")}</div><h1 class="article-title"><ucaptitle>{article.title}</ucaptitle></h1>
<div class="article-info"><span>发布日期：<publishtime>{article.day} {article.time}</publishtime></span><span>来源：{article.source}</span><span>浏览次数：<em>52</em></span><span>字号：<i>A+</i><i>A-</i></span></div>
<div class="article-content" id="zoomcon"><ucapcontent>{article.html}</ucapcontent></div><div class="share-box">分享： <a>微信</a></div></div><div class="footer">{_FOOT}</div></body></html>"""


def gkmlpt(article: Article) -> str:
    """The disclosure platform of Guangdong: a head table above the article."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{article.title}_{SITE}门户网站</title>{_metas(article, ContentSource="")}</head><body>
<div class="header"><ul>{_MENU}</ul></div><div class="crumb-nav">当前位置：{_crumbs(article)}</div><div class="wrapper"><div class="classify"><table><tbody>
<tr><td class="first">索引号:</td><td class="second">99010001/2021-{len(article.key):05d}</td><td class="first">分类:</td><td>通知</td></tr>
<tr><td class="first">发布机构:</td><td class="second"><span>{article.source}</span></td><td class="first">成文日期:</td><td>2007-12-31</td></tr>
<tr><td class="first">名称:</td><td colspan="3"><span>{article.title}</span></td></tr>
<tr><td class="first">文号:</td><td></td><td class="first">发布日期:</td><td>{article.day}</td></tr><tr><td class="first">主题词:</td><td colspan="3"></td></tr></tbody></table></div>
<div class="content"><h1 class="title document-number">{article.title}</h1><div class="date-row"><span class="date"><b>发布日期：</b>{article.day} {article.time}</span><span class="ly"><b>来源：</b>{article.source}</span><span class="print"><b>【打印】</b></span><span class="font"><b>【字体：</b><button>大</button> <button>中</button> <button>小</button><b>】</b></span></div>
<div class="article-content">{article.html}</div></div></div><div class="footer-wrap">{_FOOT}</div></body></html>"""


def asp(article: Article) -> str:
    """A hand-made site of the ASP days: nested tables, fonts, no charset, no classes."""
    year, month, day = (int(part) for part in article.day.split("-"))
    return f"""<html><head><title>{article.title}</title></head><body bgcolor=#ffffff><center><table width=778 border=0><tr><td><img src=banner.gif></td></tr>
<tr><td bgcolor=#006699><font color=white><a href=index.asp>首 页</a> <a href=a.asp>机构设置</a> <a href=b.asp>工作动态</a> <a href=c.asp>政策法规</a> <a href=d.asp>联系我们</a></font></td></tr></table>
<table width=778 border=0><tr><td width=180 valign=top><b>栏目导航</b><br><a href=1.asp>局长致辞</a><br><a href=2.asp>内设机构</a><br><a href=3.asp>办事指南</a></td>
<td valign=top><table width=100%><tr><td align=center><font size=5 color=red><b>{article.title}</b></font></td></tr>
<tr><td align=center><font size=2>来源：{article.source}　日期：{year}-{month}-{day}　点击：288</font><hr></td></tr><tr><td><font size=3>{article.html}</font></td></tr>
<tr><td align=right><a href=javascript:history.back()>返回上页</a></td></tr></table></td></tr></table>
<table width=778><tr><td align=center><font size=2>版权所有：云泽市水利局　地址：云泽市河堤路8号　邮编：990000</font></td></tr></table></center></body></html>"""


def modern(article: Article) -> str:
    """A template without any telling name, with lists of other articles around."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{article.title} - {article.column[-1]} - {SITE}网站</title></head><body><div class="g-top"><div class="g-w">{_MENU}</div></div>
<div class="g-w"><div class="g-loc"><span>您的位置：</span>{_crumbs(article, "<i>›</i>")}</div><div class="g-l"><div class="m-x"><div class="m-x-h"><h3>{article.title}</h3>
<p><i>{article.day} {article.time}</i><em>来源：</em><em>{article.source}</em><em>阅读：1,024</em></p></div><div class="m-x-b">{article.html}</div></div></div>
<div class="g-r"><div class="m-t">最新信息</div><ul>{_LATEST}</ul></div></div><div class="g-b">{_FOOT}</div></body></html>"""


def wrong_tags(article: Article) -> str:
    """Official tags in upper case, misspelt, doubled, with the column as title; the page is right."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><META NAME="SITENAME" CONTENT="{SITE}"><META NAME="COLUMNNAME" CONTENT="{article.column[-1]}">
<META NAME="ARTICLETITLE" CONTENT="{article.column[-1]}"><META NAME="PUBDATE" CONTENT=""><META NAME="PubData" CONTENT="{article.day}"><META NAME="CONTENTSOURCE" CONTENT=""><META NAME="Desctiption" CONTENT=""><title>{article.column[-1]}_{SITE}</title></head>
<body><div id="hd"><ul>{_MENU}</ul></div><div class="position">当前位置：{_crumbs(article)}</div><div class="article_component"><div class="article_title_group"><div class="article_title">{article.title}</div></div>
<div class="article_extend"><span class="article_time">时间：{article.day} {article.time}</span><span>浏览量：<b></b></span></div><div class="article_area"><div class="article_content">{article.html}</div></div>
<div class="article_extend"><span class="article_source">来源：{article.source}</span></div><div class="article_qrcode"><p>扫一扫在手机上查看当前页面</p></div></div><div id="ft">{_FOOT}</div></body></html>"""


def line_below(article: Article) -> str:
    """The line of source, time and editor stands below the body."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{article.title}|{SITE}</title></head><body><div class="nav">{_MENU}</div><div class="wz">位置：{_crumbs(article)}</div>
<div class="xq"><div class="xq-bt">{article.title}</div><div class="xq-nr">{article.html}</div><div class="xq-sx"><span>信息来源：{article.source}</span><span>发布时间：{article.day} {article.time}</span><span>责任编辑：水生</span></div>
<div class="xq-xg"><h4>相关阅读</h4><ul>{_LATEST}</ul></div></div><div class="copyright">{_FOOT}</div></body></html>"""


TEMPLATES: dict[str, Callable[[Article], str]] = {
    builder.__name__: builder
    for builder in (
        jcms,
        jcms_old,
        trs,
        trs_bare,
        vsb,
        ucap,
        gkmlpt,
        asp,
        modern,
        wrong_tags,
        line_below,
    )
}


def address(name: str, article: Article) -> str:
    """An old address as the system of the template forms it."""
    year, month, day = article.day.split("-")
    number = sum(map(ord, article.key + name))
    paths = {
        "jcms": f"/art/{year}/{int(month)}/{int(day)}/art_59_{number}.html",
        "jcms_old": f"/art/{year}/{int(month)}/{int(day)}/art_7_{number}.html",
        "trs": f"/zwgk/zcwj/{year}{month}/t{year}{month}{day}_{number}.html",
        "trs_bare": f"/zwgk/tzgg/{year}{month}/t{year}{month}{day}_{number}.html",
        "vsb": f"/info/1023/{number}.htm",
        "ucap": f"/yunze/c100221/{year}{month}/{number:032x}.shtml",
        "gkmlpt": f"/gkmlpt/content/1/{number // 10}/post_{number}.html",
        "asp": f"/news/show.asp@id={number}.html",
    }
    return paths.get(name, f"/content/{number}.html")
