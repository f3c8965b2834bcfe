"""The parts of the add-in, each made by one module; workbook_tool.excel.build puts them together."""
