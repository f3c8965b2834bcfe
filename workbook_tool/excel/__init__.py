"""The open workbook in Excel: the add-in, what its buttons do, and how it is installed."""
