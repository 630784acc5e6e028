"""The demo city for the tests of this folder."""

from tests.support.demo import demo

__all__ = ["demo"]
