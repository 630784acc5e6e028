"""Where on the disk the trees of releases are made."""

import array
import fcntl
import os
from pathlib import Path

_GET_FLAGS = 0x80086601
_SET_FLAGS = 0x40086602
_TOP_OF_TREES = 0x00020000


def spread(folder: Path) -> bool:
    """Ask the file system to keep the trees below a folder apart; whether it does (ext4's `T`).

    ext4 makes a file near its folder, and passes over every inode there that was freed in the last
    minutes. A tree beside one that was just removed would pay for that with each of its files
    (ADR 039). Other file systems do not know the flag and need none.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    flags = array.array("L", [0])
    try:
        fcntl.ioctl(descriptor, _GET_FLAGS, flags)
        if not flags[0] & _TOP_OF_TREES:
            flags[0] |= _TOP_OF_TREES
            fcntl.ioctl(descriptor, _SET_FLAGS, flags)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True
