"""Marks on an open book: they come, they say what is wrong, and they go without a trace."""

import openpyxl
import pytest
from live import SAMPLE, cell, checked, document, everything, official, wrong
from office import needs_office

from workbook_tool.excel.live import clear
from workbook_tool.excel.native import add_to_note
from workbook_tool.form.own_sheets import RESULT_SIGNS

pytestmark = needs_office

HUBEI = "湖北_部门整体"
SHEET, FAULTY = "自评表", "D13"
RED, AMBER = 0xF8CFCB, 0xFDEBB8
GREEN = 0x92D050


def faulty(book):
    """The first cell that was marked red, with its sheet."""
    row = next(row for row in listed(book) if row[1] == "错误")
    return row[3], row[4]


def listed(book):
    """The rows of the result sheet below its headings, as texts."""
    first = document(book).Sheets.getByIndex(0)
    rows = first.getCellRangeByName("A1:J60").getDataArray()
    head = next(number for number, row in enumerate(rows) if row[0] == "序号")
    links = [first.getCellByPosition(4, number).String for number in range(len(rows))]
    return [(*row[:4], links[number], *row[5:]) for number, row in enumerate(rows) if number > head and row[0]]


def note_at(book, sheet, address):
    position = cell(book, sheet, address).RangeAddress
    notes = document(book).Sheets.getByName(sheet).Annotations
    spots = {(note.Position.Row, note.Position.Column): note for note in notes}
    return spots.get((position.StartRow, position.StartColumn))


@pytest.fixture
def book(opened):
    return opened(wrong(HUBEI))


@pytest.fixture(params=["template", "official"])
def either(request, opened):
    return opened(SAMPLE if request.param == "template" else wrong(HUBEI))


def test_a_faulty_cell_is_coloured_by_its_severity_and_says_what_is_wrong(book):
    checked(book)
    sheet, address = faulty(book)
    assert cell(book, sheet, address).CellBackColor == RED
    assert note_at(book, sheet, address).getString().startswith("【校验】")
    assert listed(book)[0][2] in note_at(book, sheet, address).getString()


def test_the_first_sheet_lists_every_finding_with_a_link_to_its_cell(book):
    checked(book)
    first = document(book).Sheets.getByIndex(0)
    top = [text for text in first.getCellRangeByName("A1:J1").getDataArray()[0] if text]
    assert (first.Name, tuple(top)) == ("校验结果", RESULT_SIGNS)
    links = [row[4] for row in first.getCellRangeByName("A1:J60").getFormulaArray() if "HYPERLINK" in row[4]]
    sheet, address = faulty(book)
    assert links[0] == f'=HYPERLINK("#\'{sheet}\'!{address}";"{address}")'
    assert len(links) == sum(1 for row in listed(book) if row[4])


def test_marked_once_or_twice_and_cleared_is_identical_to_before(either):
    before = everything(either)
    checked(either)
    once = everything(either)
    assert once != before
    checked(either)
    assert everything(either) == once
    assert clear(either) == ()
    assert everything(either) == before


def user_marks(book):
    """What the user had on the very cells that are faulty: a fill and a note with a bold name in it."""
    checked(book)
    sheet, address = faulty(book)
    clear(book)
    target = cell(book, sheet, address)
    if target.Spreadsheet.isProtected():
        target.Spreadsheet.unprotect("")
    target.CellBackColor = GREEN
    notes = target.Spreadsheet.Annotations
    notes.insertNew(target.getCellByPosition(0, 0).CellAddress, "张三：\n与决算核对过")
    cursor = note_at(book, sheet, address).createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(3, True)
    cursor.CharWeight = 150
    return sheet, address


def test_the_user_s_own_fill_and_note_come_back(book):
    sheet, address = user_marks(book)
    before = everything(book)
    checked(book)
    note = note_at(book, sheet, address).getString()
    assert note.startswith("张三：\n与决算核对过\n\n【校验】")
    assert note.endswith("【校验完】")
    assert cell(book, sheet, address).CellBackColor == RED
    clear(book)
    assert everything(book) == before


def test_cleared_after_it_was_saved_closed_and_opened_again(opened, excel):
    plain, marked = opened(wrong(HUBEI)), opened(wrong(HUBEI))
    checked(marked)
    found = []
    for book in (plain, marked):
        path = book.fullname
        book.save()
        book.close()
        found.append(excel.books.open(path))
    before, after = map(everything, found)
    assert after != before
    clear(found[1])
    # What is selected when a book is opened is LibreOffice's own choice.
    assert everything(found[1]) | {"selection": ""} == before | {"selection": ""}


def test_the_template_is_cleared_after_it_was_opened_again(opened, excel):
    book = opened(SAMPLE)
    checked(book)
    sheet, address = faulty(book)
    marked_colour = cell(book, sheet, address).CellBackColor
    path = book.fullname
    book.save()
    book.close()
    again = excel.books.open(path)
    assert clear(again) == ()
    assert marked_colour == RED
    assert cell(again, sheet, address).CellBackColor != RED
    assert note_at(again, sheet, address) is None
    assert not any(name.startswith("_wbt") for name in document(again).NamedRanges.ElementNames)
    assert document(again).Sheets.getByIndex(0).Name != "校验结果"


def test_rows_inserted_in_between_move_what_is_remembered(opened):
    marked, plain = opened(wrong(HUBEI)), opened(wrong(HUBEI))
    checked(marked)
    sheet, _ = faulty(marked)
    for book in (marked, plain):
        document(book).Sheets.getByName(sheet).Rows.insertByIndex(2, 3)
    clear(marked)
    assert everything(marked) == everything(plain)


def test_a_colour_the_user_gave_a_marked_cell_stays(book):
    checked(book)
    sheet, address = faulty(book)
    target = cell(book, sheet, address)
    if target.Spreadsheet.isProtected():
        target.Spreadsheet.unprotect("")
    target.CellBackColor = GREEN
    clear(book)
    assert cell(book, sheet, address).CellBackColor == GREEN


def test_words_the_user_adds_behind_ours_stay(opened):
    book = opened(wrong(HUBEI))
    sheet, address = user_marks(book)
    checked(book)
    add_to_note(book.sheets[sheet].range(address).note, "\n李四：已改")
    clear(book)
    assert note_at(book, sheet, address).getString() == "张三：\n与决算核对过\n李四：已改"


def test_a_result_sheet_the_user_has_put_to_another_use_is_not_deleted(opened):
    book = opened(wrong(HUBEI))
    checked(book)
    document(book).Sheets.getByIndex(0).getCellRangeByName("A1").String = "我的底稿"
    clear(book)
    assert document(book).Sheets.getByIndex(0).Name == "校验结果"


def test_a_sheet_of_the_user_s_with_our_name_is_left_alone(opened):
    book = opened(wrong(HUBEI))
    document(book).Sheets.insertNewByName("校验结果", 0)
    shown = checked(book)
    assert shown.sheet == "校验结果(2)"
    clear(book)
    assert [sheet.Name for sheet in document(book).Sheets][:2] == ["校验结果", document(book).Sheets.getByIndex(1).Name]


def test_a_sheet_with_a_password_is_told_and_left_alone(opened):
    book = opened(wrong(HUBEI))
    for sheet in document(book).Sheets:
        sheet.protect("秘密")
    shown = checked(book)
    assert shown.cells == 0
    assert shown.locked
    assert len(listed(book)) > 0
    assert all(sheet.isProtected() for sheet in document(book).Sheets if sheet.Name != "校验结果")


def test_marks_on_a_sheet_that_got_a_password_since_stay_and_are_told(opened):
    book = opened(wrong(HUBEI))
    checked(book)
    sheet, address = faulty(book)
    document(book).Sheets.getByName(sheet).protect("秘密")
    assert clear(book) == (sheet,)
    document(book).Sheets.getByName(sheet).unprotect("秘密")
    assert clear(book) == ()
    assert cell(book, sheet, address).CellBackColor != RED


def test_a_book_whose_structure_is_protected_gets_marks_but_no_sheet(opened):
    book = opened(wrong(HUBEI))
    before = everything(book)
    document(book).protect("")
    shown = checked(book)
    assert shown.sheet is None
    assert shown.cells > 0
    clear(book)
    document(book).unprotect("")
    assert everything(book) == before


def test_a_right_book_is_not_touched(opened):
    book = opened(official(HUBEI))
    before = everything(book)
    shown = checked(book)
    assert (shown.cells, shown.sheet) == (0, None)
    assert everything(book) == before


def test_what_went_wrong_half_way_is_taken_back(opened, monkeypatch):
    book = opened(wrong(HUBEI))
    before = everything(book)

    def broken(*_):
        raise RuntimeError("Excel 断开了")

    monkeypatch.setattr("workbook_tool.excel.live.write_result_sheet", broken)
    with pytest.raises(RuntimeError, match="断开"):
        checked(book)
    assert everything(book) == before


def test_the_saved_book_is_read_by_the_engine_as_if_it_were_not_marked(opened):
    from workbook_tool.evaluate import evaluate

    book = opened(wrong(HUBEI))
    plain = evaluate(book.fullname).findings
    checked(book)
    book.save()
    assert evaluate(book.fullname).findings == plain


def test_an_annotated_copy_of_the_marked_book_knows_the_fills_of_before(opened, tmp_path):
    from pathlib import Path

    from workbook_tool.output.annotated import annotated
    from workbook_tool.output.result import check_bytes

    book = opened(wrong(HUBEI))
    checked(book)
    sheet, address = faulty(book)
    book.save()
    data = Path(book.fullname).read_bytes()
    result = check_bytes(data, Path("副本.xlsx"))
    copy = tmp_path / "副本.xlsx"
    copy.write_bytes(annotated(result, data, "副本.xlsx").data)
    sheets = openpyxl.load_workbook(copy).sheetnames
    assert next(name for name in sheets if name.startswith("校验结果")) == sheets[0]
    assert openpyxl.load_workbook(copy)[sheet][address].comment.text.count("【校验】") == 1
