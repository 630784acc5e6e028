"""Turning page data into pages: Jinja templates and the filters that they use."""
