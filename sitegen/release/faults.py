"""Faults of the operating system, told in Chinese."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sitegen.errors import ReleaseError, SitegenError

_REASONS = {
    errno.ENOSPC: "磁盘空间已满，请清理后重试",
    errno.EDQUOT: "超出磁盘配额，请清理后重试",
    errno.EIO: "磁盘读写出错，请检查硬件或存储服务",
    errno.EACCES: "没有权限，请检查目录的属主和权限",
    errno.EPERM: "操作不被允许，请检查目录的属主和权限",
    errno.EROFS: "文件系统是只读的",
    errno.ENOENT: "文件或目录不存在",
    errno.EEXIST: "同名文件已存在",
    errno.EISDIR: "同名的目录已存在",
    errno.ENOTDIR: "路径中有一级是文件，不是目录",
    errno.ENOTEMPTY: "目录不是空的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件过多",
    errno.ESTALE: "网络文件系统的句柄已失效，请重新挂载",
    errno.ENOLCK: "文件系统不支持文件锁",
}


def reason(error: OSError) -> str:
    """What went wrong, in Chinese, with the file's name where the system gave one."""
    text = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    return f"{text}（{error.filename}）" if error.filename else text


@contextmanager
def told(action: str, kind: type[SitegenError] = ReleaseError) -> Iterator[None]:
    """Turn an `OSError` of the block into `kind`: “{action}失败：…”."""
    try:
        yield
    except OSError as error:
        raise kind(f"{action}失败：{reason(error)}。") from error
