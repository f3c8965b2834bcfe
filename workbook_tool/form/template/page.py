"""Each sheet as a page: what stays in sight, what is printed and how, and what is locked."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.blocks import Fields, Sheet
from workbook_tool.form.schema import FORM_SHEET, GUIDE_SHEET, SHEETS, VERSION_SHEET
from workbook_tool.form.schema.appraisal import NARRATIVE_SHEET
from workbook_tool.form.template.heights import fit_rows, page_scale, set_default_height
from workbook_tool.form.template.pen import LAST_COLUMN

ROW_HEIGHT, FORM_ROW_HEIGHT = 20.0, 22.0
_PORTRAIT_WIDTH = 120
"""Wider sheets (in characters) are printed on A4 landscape."""
_SIDE_MARGIN, _END_MARGIN = 0.5, 0.7
_PORTRAIT, _LANDSCAPE = (523.0, 741.0), (770.0, 494.0)
"""A4 without margins, in points."""
_READABLE, _FORM_READABLE = 0.65, 0.55
"""The scale below which a sheet, or a 自评表, had better go on to a second page."""
_TABS = {GUIDE_SHEET: "8EA9DB", FORM_SHEET: "C65911", NARRATIVE_SHEET.name: "548235"}
_PROJECT_TAB = "F4B084"


def finish(sheet: Worksheet) -> None:
    """Set everything about a sheet that is not in its cells."""
    spec = _spec(sheet)
    set_default_height(sheet, _row_height(sheet))
    protect(sheet)
    sheet.sheet_view.showGridLines = False
    tab = _TABS.get(sheet.title, _PROJECT_TAB if _is_form(sheet) else "")
    if tab:
        sheet.sheet_properties.tabColor = tab
    columns = _printed_columns(sheet, spec)
    sheet.print_area = f"A1:{get_column_letter(columns)}{sheet.max_row}"
    width = sum(sheet.column_dimensions[get_column_letter(at)].width for at in range(1, columns + 1))
    _set_page(sheet, landscape=width > _PORTRAIT_WIDTH)
    if spec is not None:
        single = len(spec.blocks) == 1 and not isinstance(spec.blocks[0], Fields)
        sheet.freeze_panes = "A6" if single else "A3"
        sheet.print_title_rows = "5:5" if single else "1:1"
    elif _is_form(sheet):
        sheet.freeze_panes = "A3"
    fit(sheet)


def fit(sheet: Worksheet) -> None:
    """Heighten the rows of long texts, and print the sheet on one page where that leaves it readable."""
    fit_rows(sheet, _row_height(sheet))
    readable = _FORM_READABLE if _is_form(sheet) else _READABLE
    is_wide = sheet.page_setup.orientation == "landscape"
    across, both = page_scale(sheet, _printed_columns(sheet, _spec(sheet)), _LANDSCAPE if is_wide else _PORTRAIT)
    sheet.page_setup.fitToHeight = 1 if both >= min(readable, across) else 0


def _spec(sheet: Worksheet) -> Sheet | None:
    """What a sheet laid out block by block is made of."""
    return next((spec for spec in SHEETS if spec.name == sheet.title), None)


def _is_form(sheet: Worksheet) -> bool:
    """Whether the sheet is a 自评表; those of projects bear the projects' names."""
    return _spec(sheet) is None and sheet.title not in (GUIDE_SHEET, VERSION_SHEET)


def _row_height(sheet: Worksheet) -> float:
    return FORM_ROW_HEIGHT if _is_form(sheet) else ROW_HEIGHT


def _printed_columns(sheet: Worksheet, spec: Sheet | None) -> int:
    """The number of columns on paper: without hints and without the columns beside a form."""
    if _is_form(sheet):
        return LAST_COLUMN
    hinted = spec is not None and any(isinstance(block, Fields) for block in spec.blocks)
    return int(sheet.max_column) - hinted


def _set_page(sheet: Worksheet, landscape: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = _SIDE_MARGIN
    margins.top = margins.bottom = _END_MARGIN
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页 共 &N 页"))


def protect(sheet: Worksheet) -> None:
    """Lock the labels without a password; rows, columns and cells may still be inserted and formatted."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.insertColumns = protection.deleteRows = False
    protection.sort = protection.autoFilter = False
