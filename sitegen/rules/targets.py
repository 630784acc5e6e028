"""Where a relative path in an item leads."""

import posixpath

from sitegen.model.entry import Stub


def resolve(stub: Stub, target: str) -> str:
    """The path below the site's folder that `target` in that item means.

    `target` is relative to the item; from a leading slash it starts at the site's folder. A path
    that leaves the folder begins with `..`.
    """
    clean = target.partition("#")[0]
    if clean.startswith("/"):
        return posixpath.normpath(clean.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(stub.path), clean))
