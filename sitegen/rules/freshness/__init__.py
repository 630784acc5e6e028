"""Checks of what has gone stale (更新及时性)."""
