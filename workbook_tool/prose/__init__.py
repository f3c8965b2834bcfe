"""What the unit wrote in sentences (叙述文字): gathered from the workbook and read for its figures."""
