"""sitegen builds the websites of a city's government portal platform from Markdown and YAML."""

__version__ = "0.1.0"
