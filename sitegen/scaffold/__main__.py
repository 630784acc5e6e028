"""`python -m sitegen.scaffold`: bring the tables of fields in docs/editors.md up to date."""

from pathlib import Path

from sitegen.scaffold.reference import update_page

update_page(Path(__file__).parents[2] / "docs" / "editors.md")
