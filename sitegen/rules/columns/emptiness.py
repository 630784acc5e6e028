"""When a column counts as empty (空白栏目), and how it is named in findings."""

from collections.abc import Iterator

from sitegen.model.entry import Column, SiteModel
from sitegen.model.kinds import COLUMN_TYPES


def subtree(model: SiteModel, column: Column) -> Iterator[Column]:
    """The column and everything below it that stands on the site's pages."""
    yield column
    for child in column.children:
        if not model.columns[child].hidden:
            yield from subtree(model, model.columns[child])


def filled(model: SiteModel, column: Column) -> bool:
    """Whether the column or a sub-column shows at least one published item."""
    return any(part.items for part in subtree(model, column))


def under_hidden(model: SiteModel, column: Column) -> bool:
    """Whether the column or one above it is taken out of the site."""
    path = column.path
    while path:
        if path in model.columns and model.columns[path].hidden:
            return True
        path = path.rpartition("/")[0]
    return False


def type_title(name: str) -> str:
    """A column type as editors know it, with its id: 政策解读（interpretation）."""
    return f"“{COLUMN_TYPES[name].title}”（type: {name}）"


def column_file(column: Column) -> str:
    """The column's file, relative to the site's folder."""
    return f"{column.path}/_column.yaml" if column.path else "_column.yaml"


def mandatory(
    model: SiteModel, required: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Column, ...]]]:
    """Each required type with the site's columns of that type, possibly none."""
    for name in required:
        yield name, model.of_type(name)
