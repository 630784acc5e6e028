"""Spreadsheets (xlsx, xls, csv) become items: one a row, or one a sheet, by a map of headers."""

from sitegen.importers.xlsx.batch import Run, RunReport, read_sheets, tables_of
from sitegen.importers.xlsx.mapping import MapFile, MapProposal, load_map, propose_map
from sitegen.importers.xlsx.records import Given

__all__ = [
    "Given",
    "MapFile",
    "MapProposal",
    "Run",
    "RunReport",
    "load_map",
    "propose_map",
    "read_sheets",
    "tables_of",
]
