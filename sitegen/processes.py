"""How long a process may live that another one started."""

import os
import threading
from multiprocessing import parent_process


def end_with_parent() -> None:
    """Have this process end as soon as the one that started it is gone, however it went.

    A child that nobody waits for would keep its memory, and the locks that it inherited: no later
    build could begin. Call it in processes that `multiprocessing` started.
    """
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
