"""Checks of dates against each other and against the file's history."""
