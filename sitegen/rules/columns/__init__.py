"""Checks of which columns a site has, and whether anything stands in them."""
