"""Checks of a site's identifiers, foot and page tags."""
