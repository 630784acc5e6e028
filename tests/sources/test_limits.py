"""What is said of values that do not fit: in words that an editor can act upon."""

from collections.abc import Mapping
from typing import Any

from sitegen.model.annual import Requests
from sitegen.model.records import Interview, Material
from sitegen.sources.faults import Fault
from sitegen.sources.validation import validate
from sitegen.sources.yaml_source import Lines, read_yaml

NIL = [0] * 7


def faults_of(model: Any, data: Mapping[str, Any]) -> list[Fault]:
    _, lines, _ = read_yaml("x: 1\n", offset=0)
    assert isinstance(lines, Lines)
    return validate(model, data, lines)[1]


def requests(received: list[Any]) -> dict[str, Any]:
    return {"received": received, "carried_in": NIL, "total": NIL, "carried_out": NIL}


def test_a_row_of_wrong_length_is_told_what_stands_in_each_place() -> None:
    for received in ([3, 1, 0, 0, 0, 4], [3, 1, 0, 0, 0, 0, 0, 4]):
        (fault,) = faults_of(Requests, requests(received))
        assert fault.rule == "source-bad-value"
        assert f"应当有 7 个，现在是 {len(received)} 个" in fault.message
        assert fault.fix.startswith("依次为自然人, 商业企业")


def test_a_value_that_is_no_number_does_not_make_its_row_too_short() -> None:
    (fault,) = faults_of(Requests, requests(["３", 1, 0, 0, 0, 0, 4]))
    assert (fault.rule, "不是整数" in fault.message) == ("source-wrong-type", True)


def test_limits_are_said_in_words() -> None:
    (fault,) = faults_of(Material, {"name": "申请表", "copies": -1})
    assert (fault.message, fault.fix) == ("“copies”（份数）的值“-1”超出范围", "不能小于 0")


def test_an_empty_list_asks_to_be_filled() -> None:
    (fault,) = faults_of(Interview, {"held": "2026-03-01 10:00", "guests": []})
    assert fault.rule == "source-missing-field"
