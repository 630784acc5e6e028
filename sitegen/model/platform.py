"""`sites.yaml`: the platform (平台) and its sites (站点)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from sitegen.model.deploy import DeployTarget
from sitegen.model.fields import LocalDay, LocalTime, Model, Text, Texts

SiteKind = Literal["portal", "county", "department", "township"]


class Contact(Model):
    """How citizens reach the office that runs the site (联系方式)."""

    phone: Text = Field("", title="联系电话")
    email: Text = Field("", title="电子邮箱")
    address: Text = Field("", title="办公地址")
    hours: Text = Field("", title="办公时间")
    postcode: Text = Field("", title="邮政编码")


class Profile(Model):
    """Columns that this site must have beyond its kind's profile, or need not have."""

    require: Texts = Field((), title="另须设置的栏目类型")
    waive: Texts = Field((), title="可以不设的栏目类型")
    no_services: bool = Field(False, title="没有对外服务")
    mailbox_link: Text = Field("", title="咨询投诉统一使用的网址")


class ThemeTokens(Model):
    """What a site may change of the theme: hue and logo, never structure."""

    primary: Text = Field("", pattern=r"^(#[0-9a-fA-F]{6})?$", title="主色")
    accent: Text = Field("", pattern=r"^(#[0-9a-fA-F]{6})?$", title="强调色")
    logo: Text = Field("", title="标志图片", description="相对于站点目录的路径")


class SiteConfig(Model):
    """One portal or sub-site; `id` is the name of its folder below `content/`."""

    id: Text = Field(pattern=r"^[a-z][a-z0-9-]*$", title="站点 id")
    kind: SiteKind = Field(title="站点类别")
    name: Text = Field(min_length=2, title="法定名称")
    parent: Text | None = Field(None, title="上级站点 id")
    short_name: Text = Field("", title="简称")
    domain: Text = Field(title="域名")
    base_url: Text = Field("", title="网址", description="不写则为 https://域名")
    id_code: Text = Field(title="网站标识码")
    icp: Text = Field("", title="ICP备案编号")
    police: Text = Field("", title="公安机关备案号")
    sponsor: Text = Field(title="主办单位")
    operator: Text = Field("", title="承办单位")
    contact: Contact = Field(Contact(), title="联系方式")
    lang: Literal["zh-CN", "zh-Hant", "en"] = Field("zh-CN", title="语言")
    traditional: bool = Field(False, title="同时提供繁体版")
    profile: Profile = Field(Profile(), title="栏目要求的增减")
    theme: ThemeTokens = Field(ThemeTokens(), title="外观")
    region: Text = Field("", title="行政区划", description="省/市/县，用于普查表")
    status: Literal["正常", "例外", "关停"] = Field("正常", title="网站状态")
    people: dict[str, dict[str, Text]] = Field(
        default_factory=dict, title="负责人与联系人", description="普查表用；manager、contact"
    )
    entered: dict[str, Text] = Field(
        default_factory=dict, title="手工填报项", description="静态构建无法得知的检查指标"
    )

    @property
    def url(self) -> str:
        """The site's address without a slash at its end."""
        return (self.base_url or f"https://{self.domain}").rstrip("/")

    @property
    def label(self) -> str:
        """The short name, or the legal one."""
        return self.short_name or self.name


class PlatformSettings(Model):
    """What holds for all sites."""

    name: Text = Field(title="平台名称")
    timezone: Text = Field("Asia/Shanghai", title="时区")
    theme: Text = Field("gov", title="主题")
    as_of: LocalTime | None = Field(None, title="固定时钟", description="演示用；正式平台不写")
    keep_releases: int = Field(3, ge=1, le=100, title="保留的发布版本数")
    shrink_limit: float = Field(0.2, gt=0, le=1, title="一次发布最多减少的网页比例")
    precompress: tuple[Literal["gzip", "br", "zstd"], ...] = Field(("gzip",), title="预压缩格式")
    holidays: tuple[LocalDay, ...] = Field((), title="节假日")
    workdays: tuple[LocalDay, ...] = Field((), title="调休上班日")


class PlatformConfig(Model):
    """The whole of `sites.yaml`."""

    platform: PlatformSettings = Field(title="平台设置")
    sites: tuple[SiteConfig, ...] = Field(min_length=1, title="站点")
    deploy: tuple[DeployTarget, ...] = Field((), title="部署目标")

    def site(self, site_id: str) -> SiteConfig:
        """Return the site of that id; raises KeyError."""
        for site in self.sites:
            if site.id == site_id:
                return site
        raise KeyError(site_id)


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform on disk: where it stands and what `sites.yaml` says (平台)."""

    root: Path
    config: PlatformConfig

    @property
    def content(self) -> Path:
        """The folder of all content."""
        return self.root / "content"

    @property
    def build(self) -> Path:
        """The folder of everything that is built."""
        return self.root / "build"
