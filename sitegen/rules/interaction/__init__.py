"""Checks of letters, surveys and interviews."""
