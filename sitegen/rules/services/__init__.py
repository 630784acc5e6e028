"""Checks of service guides."""
