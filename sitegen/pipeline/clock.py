"""The build's moment: given, frozen by the platform, or now, in the platform's time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic_core import PydanticCustomError

from sitegen.errors import ConfigError, UsageError
from sitegen.model.fields import parse_time
from sitegen.model.platform import Platform


def moment(platform: Platform, given: str | None, now: datetime | None = None) -> str:
    """Return the moment as `YYYY-MM-DD HH:MM` local time; raises UsageError, ConfigError."""
    settings = platform.config.platform
    if given:
        try:
            return parse_time(given)
        except PydanticCustomError:
            message = f"--as-of 的值“{given}”不是时间，请写成 2026-03-01 或 '2026-03-01 09:30'。"
            raise UsageError(message) from None
    if settings.as_of:
        return settings.as_of
    try:
        zone = ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ConfigError(
            f"sites.yaml 的时区“{settings.timezone}”不存在，如 Asia/Shanghai。"
        ) from None
    return (now or datetime.now(zone)).astimezone(zone).strftime("%Y-%m-%d %H:%M")
