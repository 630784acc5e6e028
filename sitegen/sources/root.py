"""Finding the platform; loaded before anything else."""

from pathlib import Path

from sitegen.errors import ConfigError

PLATFORM_FILE = "sites.yaml"


def find_platform(start: Path) -> Path:
    """Return the nearest folder at or above `start` that has a `sites.yaml`; raises ConfigError."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / PLATFORM_FILE).is_file():
            return folder
    raise ConfigError(
        f"在 {start} 及其上级目录中没有找到 sites.yaml。请进入平台目录再运行，"
        "或先用 sitegen init 目录名 建立一个平台。"
    )
