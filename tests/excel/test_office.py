"""The tests' own LibreOffice: it starts, holds books, and a hanging call ends."""

from office import needs_office

pytestmark = needs_office


def test_it_opens_an_empty_book_and_closes_it(office):
    book = office.new()
    book.Sheets.getByIndex(0).getCellRangeByName("B2").String = "自评"
    assert len(office.documents()) == 1
    office.close_all()
    assert office.documents() == []
