"""`python -m sitegen.rules`: bring the parsed rulebook and the reference page up to date."""

from pathlib import Path

from sitegen.rules.compiling import COMPILED, compile_book


def main() -> None:
    """Write `book/compiled.json` and, in a checkout, `docs/rules.md`."""
    COMPILED.write_text(compile_book(), encoding="utf-8", newline="\n")
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    if page.parent.is_dir():
        from sitegen.rules.loading import load_rulebook
        from sitegen.rules.reference import reference_page

        page.write_text(reference_page(load_rulebook(None)), encoding="utf-8", newline="\n")


main()
