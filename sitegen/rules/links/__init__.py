"""Checks of links beyond whether their target exists."""
