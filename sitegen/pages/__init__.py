"""Which pages a site has, and the data of each one: plain, immutable, complete.

A page is a pure function of its page data. Everything that a template may show stands in here,
and the digest of it decides whether the page is rendered again.
"""
