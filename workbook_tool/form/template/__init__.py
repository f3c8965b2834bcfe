"""The schema as a workbook: 自评表模板.xlsx is generated, never drawn by hand."""
