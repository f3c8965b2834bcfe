"""workbook_tool: 预算绩效自评, from a filled workbook to checked results and a Word report."""

__version__ = "0.1.0"
