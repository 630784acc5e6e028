"""Addresses that only the writer's own machine can open are named as what they are."""

from __future__ import annotations

import pytest

from sitegen.markdown import convert


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("C:\\Users\\张三\\检查.jpg", "“C:\\Users\\张三\\检查.jpg”是本人电脑或局域网上的路径"),
        ("D:/照片/检查.jpg", "相对路径"),
        ("file:///C:/检查.jpg", "本人电脑"),
        ("\\\\\\\\server\\share\\检查.jpg", "局域网"),
        ("照片\\检查.jpg", "“照片\\检查.jpg”含有反斜杠"),
        ("data:image/png;base64,iVBORw0KGgo=", "另存为文件"),
        ("javascript:alert(1)", "不允许的协议 javascript:"),
    ],
)
def test_what_no_reader_can_open_is_one_finding(address: str, says: str) -> None:
    body = convert(f"![检查现场]({address})", "city/yw/2026")

    assert len(body.faults) == 1
    assert says in body.faults[0].message + body.faults[0].fix
    assert [link.target for link in body.links] == ["#"]
