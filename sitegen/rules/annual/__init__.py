"""Checks of the annual disclosure report (政府信息公开年报)."""
