"""Checks for articles published twice instead of shared."""
