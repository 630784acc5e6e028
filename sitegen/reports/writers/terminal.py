"""Reports on the terminal."""

from collections.abc import Iterator

from sitegen.reports.sheets import Cell, Report, Role, Row, Sheet, placed

_STYLES: dict[Role, str] = {
    "good": "green", "bad": "bold red", "warn": "yellow", "entered": "cyan", "unknown": "dim",
    "note": "dim",
}  # fmt: skip
_SIGNS = {"bad": "red", "good": "green", "warn": "yellow"}


def show(report: Report, width: int | None = None) -> str:
    """Return the report as text with colours left to the console; see `print_report`."""
    from io import StringIO

    from rich.console import Console

    stream = StringIO()
    _print(report, Console(file=stream, width=width, no_color=True))
    return stream.getvalue()


def print_report(report: Report) -> None:
    """Print a report on standard output."""
    from rich.console import Console

    console = Console()
    _print(report, console if console.is_terminal else Console(width=160))


def _print(report: Report, console: object) -> None:
    from rich.console import Console
    from rich.markup import escape

    assert isinstance(console, Console)
    for sheet in report.sheets:
        console.rule(escape(sheet.title))
        console.print(escape(sheet.subtitle or f"数据截至 {report.as_of}"), justify="center")
        if sheet.facts:
            parts = [
                f"{escape(fact.label)} [{_SIGNS.get(fact.role, 'bold')}]{escape(fact.value)}[/]"
                for fact in sheet.facts
            ]
            console.print("　".join(parts), highlight=False)
        for title, heads, rows in _parts(sheet):
            if title:
                console.print(f"\n[bold]{escape(title)}[/]", highlight=False)
            if rows:
                console.print(_table(heads, rows, len(sheet.widths)))
        for line in sheet.foot:
            console.print(escape(line), highlight=False)
        console.print()


def _parts(sheet: Sheet) -> Iterator[tuple[str, Row, list[list[Cell]]]]:
    """The sheet cut at its section rows: title, column heads, rows with every cell in place."""
    lines = [[Cell() for _ in sheet.widths] for _ in sheet.rows]
    for row, column, cell in placed(sheet.rows):
        lines[row][column] = cell
    title, head, rows = "", _heads(lines[: sheet.head]), list[list[Cell]]()
    for line in lines[sheet.head :]:
        roles = {cell.role for cell in line if cell.value != ""}
        if roles == {"section"} and line[0].across == len(sheet.widths):
            yield title, tuple(head), rows
            title, rows = str(line[0].value), []
        elif roles == {"head"}:
            head = line
        else:
            rows.append(line)
    yield title, tuple(head), rows


def _heads(lines: list[list[Cell]]) -> list[Cell]:
    """Column heads of several rows in one: what stands above one another."""
    stacks = zip(*lines, strict=True)
    return [Cell("\n".join(str(one.value) for one in stack if one.value)) for stack in stacks]


def _table(heads: Row, rows: list[list[Cell]], count: int) -> object:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_header=bool(heads), show_lines=False)
    told = [heads[index].value if heads else "" for index in range(count)]
    used = [at for at in range(count) if told[at] or any(row[at].value != "" for row in rows)]
    for index in used:
        table.add_column(str(told[index]), overflow="fold")
    for row in rows:
        cells = (row[index] for index in used)
        table.add_row(*(Text(str(cell.value), _STYLES.get(cell.role, "")) for cell in cells))
    return table
