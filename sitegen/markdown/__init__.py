"""Markdown as editors write it, turned into safe HTML with what checks want to know of it."""

from sitegen.markdown.document import Body, Heading, convert
from sitegen.markdown.links import Link, MarkdownFault

__all__ = ["Body", "Heading", "Link", "MarkdownFault", "convert"]
