"""workbook-tool on the command line: thin modules that parse, call, print and exit."""

from workbook_tool.cli.app import HELP_WORDS, app
from workbook_tool.cli.main import main, run

__all__ = ["HELP_WORDS", "app", "main", "run"]
