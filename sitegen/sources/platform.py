"""Reading `sites.yaml`."""

from collections import Counter
from pathlib import Path

from sitegen.errors import ConfigError
from sitegen.model.platform import Platform, PlatformConfig
from sitegen.sources.columns import read_model
from sitegen.sources.faults import Fault
from sitegen.sources.root import PLATFORM_FILE, find_platform

__all__ = ["PLATFORM_FILE", "cross_checks", "find_platform", "load_platform"]


def load_platform(root: Path) -> Platform:
    """Read and check `sites.yaml`; raises ConfigError that lists every fault with its line."""
    path = root / PLATFORM_FILE
    if not path.is_file():
        raise ConfigError(f"{root} 中没有 sites.yaml。")
    config, faults = read_model(path, PlatformConfig)
    if config:
        faults += cross_checks(config)
    if config is None or faults:
        listed = "\n".join(
            f"  sites.yaml:{fault.line}：{fault.message}。{fault.fix}。" for fault in faults
        )
        raise ConfigError(f"sites.yaml 有 {len(faults)} 处问题：\n{listed}")
    return Platform(root, config)


def cross_checks(config: PlatformConfig) -> list[Fault]:
    """Find what stands twice, and sites that are named but not there."""
    faults: list[Fault] = []
    ids = [site.id for site in config.sites]
    for name, values in (("id", ids), ("domain", [site.domain for site in config.sites])):
        for value, count in Counter(values).items():
            if count > 1:
                message = f"有 {count} 个站点的 {name} 都是“{value}”"
                faults.append(Fault("source-bad-value", message, "请改成各不相同的", 1))
    for site in config.sites:
        if site.parent is not None and (site.parent not in ids or site.parent == site.id):
            message = f"站点 {site.id} 的上级站点“{site.parent}”不存在"
            faults.append(Fault("source-bad-value", message, f"可以写：{'、'.join(ids)}", 1))
    return faults + _deploy_checks(config, ids)


def _deploy_checks(config: PlatformConfig, ids: list[str]) -> list[Fault]:
    """Find targets of one name, and sites they take that are not there: these went nowhere."""
    faults: list[Fault] = []
    for name, count in Counter(target.name for target in config.deploy).items():
        if count > 1:
            message = f"有 {count} 个部署目标的 name 都是“{name}”"
            faults.append(Fault("source-bad-value", message, "请改成各不相同的", 1))
    for target in config.deploy:
        for site in target.sites:
            if site not in ids:
                message = f"部署目标 {target.name} 的 sites 中的站点“{site}”不存在"
                faults.append(Fault("source-bad-value", message, f"可以写：{'、'.join(ids)}", 1))
    return faults
