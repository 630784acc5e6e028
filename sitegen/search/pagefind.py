"""Speaks with the `pagefind` binary: one index, one process, one file tree.

The binary's `--service` mode reads base64 JSON messages parted by commas and answers each in the
same form. The Python package of the same name wraps it too, but pauses a tenth of a second after
every answer (a shard of a thousand pages would wait 100 s) and prefers the extended binary where
that is installed, which would segment our tokens. Hence these few lines of our own.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import os
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sitegen.errors import SearchError

# Postings in one index file. Pagefind's default of 20,000 makes files of 40 kB, of which a query
# reads one for each of its tokens; a quarter of that costs a few more lines in the metadata.
CHUNK_POSTINGS = 5000
# Messages that may be unanswered: their answers are short, and fit into a pipe many times over.
AHEAD = 4
# A language that Pagefind has no stemmer for and browsers no dictionary: words stay as they are.
LANGUAGE = "unknown"


def version() -> str:
    """The version of the installed binary; the digest of a shard depends on it."""
    return metadata.version("pagefind-bin")


def _executable() -> Path:
    try:
        from pagefind_bin import get_executable
    except ImportError as exc:
        raise SearchError(
            "没有找到检索程序 pagefind-bin，请执行 pip install pagefind-bin。"
        ) from exc
    return Path(get_executable())


class PagefindProcess:
    """A running Pagefind with one empty index; leave the context and the process is gone.

    It works in `folder`, where no configuration file of Pagefind's lies, and sees no setting of the
    user's: its output depends on the pages alone. Raises SearchError when the binary is missing,
    stops, or refuses a message.
    """

    def __init__(self, folder: Path) -> None:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")
        }
        environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = str(CHUNK_POSTINGS)
        self._process = subprocess.Popen(
            [_executable(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=folder,
        )
        self._index = 0
        self._owed = 0
        self._arrived = bytearray()

    def __enter__(self) -> Self:
        try:
            self._index = int(self._ask("NewIndex", config=None)["index_id"])
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def add(self, url: str, words: str) -> None:
        """Adds one page: its address and its tokens, parted by spaces.

        While Pagefind works on it, the caller makes the next one ready. What was wrong with a page
        is raised later, by `files` at the latest.
        """
        self._send(
            "AddRecord",
            index_id=self._index,
            url=url,
            content=words,
            language=LANGUAGE,
            meta={},
            filters={},
            sort={},
        )
        while self._owed > AHEAD:
            self._answer()

    def files(self) -> dict[str, bytes]:
        """Returns Pagefind's whole bundle: path → content.

        It is asked for the bytes, as it says that it has written files before they are whole.
        """
        found = self._ask("GetFiles", index_id=self._index)["files"]
        return {str(file["path"]): base64.b64decode(file["content"]) for file in found}

    def _ask(self, message: str, **fields: object) -> dict[str, Any]:
        self._send(message, **fields)
        while self._owed > 1:
            self._answer()
        return self._answer()

    def _send(self, message: str, **fields: object) -> None:
        request = {"message_id": 1, "payload": {"type": message, **fields}}
        stdin = self._process.stdin
        assert stdin is not None
        with _gone():
            stdin.write(base64.b64encode(json.dumps(request).encode()) + b",")
            stdin.flush()
        self._owed += 1

    def _answer(self) -> dict[str, Any]:
        """The next answer; they come in the order of the messages."""
        stdout = self._process.stdout
        assert stdout is not None
        with _gone():
            while (end := self._arrived.find(b",")) < 0:
                piece = os.read(stdout.fileno(), 1 << 16)
                if not piece:
                    raise BrokenPipeError
                self._arrived += piece
            payload = json.loads(base64.b64decode(self._arrived[:end]))["payload"]
            del self._arrived[: end + 1]
        self._owed -= 1
        if payload["type"] == "Error":
            raise SearchError(f"检索程序 pagefind 报告错误：{payload.get('message', '')}")
        assert isinstance(payload, dict)
        return payload

    def _end(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.kill()
        self._process.wait()


@contextlib.contextmanager
def _gone() -> Iterator[None]:
    """Turn what a process that ended makes of its pipes into SearchError."""
    try:
        yield
    except (OSError, ValueError, KeyError, binascii.Error) as exc:
        raise SearchError("检索程序 pagefind 意外退出，索引没有生成；请检查内存是否足够。") from exc
