"""From the deploy targets of sites.yaml to the hosts behind them."""

from collections.abc import Sequence
from pathlib import Path

from sitegen.errors import ConfigError
from sitegen.model.deploy import DeployTarget
from sitegen.release.hosts import Host


def open_host(target: DeployTarget, root: Path) -> Host:
    """The host of a target; relative paths in it start at `root`, the platform's folder.

    Raises `ConfigError` when something is missing, could be mistaken for an option, or would change
    what the platform itself is made of.
    """
    if target.kind == "directory":
        from sitegen.release.directory import DirectoryHost

        folder = root / Path(target.path).expanduser()
        for own in ("build", "content"):
            if folder.resolve().is_relative_to((root / own).resolve()):
                raise ConfigError(
                    f"部署目标 {target.name} 的 path 在本平台的 {own}/ 里面：“{target.path}”。"
                    "部署会改动那里的文件，请改到平台目录之外。"
                )
        return DirectoryHost(target, folder)
    from sitegen.release.ssh import SshHost

    return SshHost.opened(target, root)


def chosen_targets(targets: Sequence[DeployTarget], names: Sequence[str]) -> Sequence[DeployTarget]:
    """The targets with these names, all of them for none; raises `ConfigError`."""
    known = {target.name: target for target in targets}
    if not known:
        raise ConfigError("sites.yaml 中没有写 deploy:，不知道部署到哪里。")
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ConfigError(f"没有名为“{unknown[0]}”的部署目标；现有：{'、'.join(known)}。")
    return [known[name] for name in names] if names else list(targets)
