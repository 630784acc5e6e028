"""Checks for personal data that must not be published."""
