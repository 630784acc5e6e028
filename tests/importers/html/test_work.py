"""Work in processes: order is kept, and a page that kills its process costs only itself."""

from __future__ import annotations

import os

from sitegen.importers.html.work import Crew


def double(task: int, *, factor: int) -> int:
    return task * factor


def double_or_die(task: int, *, factor: int) -> int:
    if task == 20:
        os._exit(1)
    return task * factor


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(Crew(2).run(double, range(34), factor=2)) == [n * 2 for n in range(34)]


def test_few_tasks_are_done_without_other_processes() -> None:
    assert list(Crew(8).run(double, [1, 2], factor=3)) == [3, 6]


def test_task_that_kills_its_process_is_reported_and_the_others_are_done() -> None:
    results = list(Crew(2, lambda task: -task).run(double_or_die, range(36), factor=2))
    assert results == [-n if n == 20 else n * 2 for n in range(36)]
