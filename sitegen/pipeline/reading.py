"""Reading what changed on all sites; some sites at a time, as lists of files are long."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sitegen.pipeline.ingest import Ingest, Reading
from sitegen.pipeline.mending import usable
from sitegen.pipeline.options import Progress
from sitegen.pipeline.outdated import Task
from sitegen.pipeline.workers import run
from sitegen.sources.scan import Scan
from sitegen.sources.sharing import SHARED
from sitegen.state import States

_TOGETHER = 8
"""Sites that are looked at before what changed on them is read."""
_FEW = 50
"""So few changed files are not worth starting processes for."""


@dataclass(frozen=True, slots=True)
class PlatformReader:
    """Reads the content of all sites, with `jobs` processes, into their states.

    `ahead` loads what the caller needs next; it is called while other processes read. `seen` are
    trees that were walked already, by the names of their sites; each is used once. The `states`
    stay open, unless much was read, for whoever asks them next.
    """

    ingest: Ingest
    states: States
    jobs: int
    progress: Progress
    clock_ns: Callable[[], int]
    ahead: Callable[[], None]
    seen: dict[str, Scan]

    def look(self) -> dict[str, Reading]:
        """Look at all sites and read what changed; the caller holds the lock on reading.

        Raises StateDamaged where the reading has to begin again.
        """
        with usable(self.ingest), self.states.held(keep=True):
            return self._look_at_all()

    def _look_at_all(self) -> dict[str, Reading]:
        ids = [site.id for site in self.ingest.platform.config.sites]
        readings: dict[str, Reading] = {}
        step = max(_TOGETHER, self.jobs)
        for start in range(0, len(ids), step):
            readings |= self._look(ids[start : start + step])
        if SHARED in self.states:
            readings |= self._look([SHARED], _mounted_kinds(readings))
        return readings

    def _look(
        self, ids: Sequence[str], kinds: Mapping[str, str] | None = None
    ) -> dict[str, Reading]:
        now = self.clock_ns()
        seen = {site: self._walked(site) for site in ids}

        def look(site: str) -> Reading:
            with self.states.held():  # a process that is forked for it closes its own
                state = self.states.adopt(self.ingest.open(site))
                return self.ingest.look(state, seen[site] or self.ingest.scan(site, now), kinds)

        # What was walked already is compared sooner than processes are started.
        jobs = 1 if all(seen.values()) else self.jobs
        if jobs > 1:
            self.states.close()
        looks = run(look, ids, jobs)
        found = {ids[index]: reading for index, reading in looks}
        self._read(found.values())
        return {site: found[site] for site in ids}

    def _walked(self, site: str) -> Scan | None:
        """The tree that was walked before, unless somebody may have read a newer one since."""
        found = self.seen.pop(site, None)
        return None if found and self.ingest.written_since(site, found.taken_ns) else found

    def _read(self, readings: Iterable[Reading]) -> None:
        waiting = [reading for reading in readings if reading.unsettled]
        tasks: list[Task] = [task for reading in waiting for task in reading.tasks]
        if len(tasks) > 1:
            self.ingest.prepare()
        total = sum(len(task.files) for task in tasks)
        much = total > _FEW
        if much:  # what is open must not be forked
            self.states.close()
        done = 0
        read = partial(self.ingest.read, states=self.states)
        for index, _ in run(read, tasks, self.jobs if much else 1, meanwhile=self.ahead):
            done += len(tasks[index].files)
            self.progress("读取稿件", done, total)
        for reading in waiting:
            self.ingest.settle(reading, self.states[reading.site])
        if much:  # nor stay in memory with all that was read
            self.states.close()


def _mounted_kinds(readings: Mapping[str, Reading]) -> dict[str, str]:
    """The column type under which each shared tree is first mounted."""
    kinds: dict[str, str] = {}
    for reading in readings.values():
        for _, column in sorted(reading.settings.columns.items()):
            if column.mount:
                kinds.setdefault(column.mount.removeprefix("_shared/").strip("/"), column.type)
    return kinds
