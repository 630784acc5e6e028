"""Word documents (公文) become items: `convert_docx` does it in memory, the command writes."""

from sitegen.importers.docx.convert import Converted, Options, convert_docx
from sitegen.importers.docx.proposal import Wishes

__all__ = ["Converted", "Options", "Wishes", "convert_docx"]
