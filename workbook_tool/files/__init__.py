"""Workbook files (工作簿文件): what a file is, whether it is safe to open, and its sheets as plain grids."""
