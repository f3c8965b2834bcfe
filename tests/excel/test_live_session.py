"""The program works behind the user's back: whatever was set stays set, whatever was in front stays in front."""

import pytest
from live import checked, document, wrong
from office import needs_office

from workbook_tool.excel.session import undisturbed

pytestmark = needs_office

SETTINGS = ("screen_updating", "enable_events", "display_alerts", "calculation")


def settings(book):
    return {name: getattr(book.app, name) for name in SETTINGS}


@pytest.fixture
def book(opened, monkeypatch, excel):
    monkeypatch.setattr(excel.impl, "calculation", "semiautomatic")
    monkeypatch.setattr(excel.impl, "display_alerts", True)
    return opened(wrong("湖北_部门整体"))


def test_excel_is_quiet_inside_and_as_it_was_afterwards(book):
    before = settings(book)
    with undisturbed(book):
        assert settings(book) == {
            "screen_updating": False,
            "enable_events": False,
            "display_alerts": False,
            "calculation": "manual",
        }
    assert settings(book) == before


def test_it_is_as_it_was_also_when_something_breaks(book):
    before = settings(book)
    with pytest.raises(ZeroDivisionError), undisturbed(book):
        raise ZeroDivisionError
    assert settings(book) == before


def test_the_sheet_and_the_cells_that_were_selected_stay_so(book):
    whole = document(book)
    whole.Sheets.insertNewByName("底稿", 1)
    view = whole.CurrentController
    view.setActiveSheet(whole.Sheets.getByName("底稿"))
    view.select(whole.Sheets.getByName("底稿").getCellRangeByName("C3:D9"))
    checked(book)
    assert view.ActiveSheet.Name == "底稿"
    assert whole.CurrentSelection.AbsoluteName.endswith("$C$3:$D$9")


def test_the_book_in_front_stays_in_front(book, opened, excel):
    other = opened(wrong("湖北_部门整体"))
    checked(book)
    assert excel.books.active == other
