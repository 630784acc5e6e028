"""Checks of wording and punctuation."""
