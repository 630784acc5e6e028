"""Checks of attachments and other files."""
