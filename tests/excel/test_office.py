"""The tests' own LibreOffice: it opens books, and a call that hangs ends."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from office import Office, needs_office

pytestmark = needs_office
ENDLESS = "Sub Main\nDo\nLoop\nEnd Sub"
SCRIPT = "vnd.sun.star.script:Standard.Endless.Main?language=Basic&location=document"


def test_it_opens_an_empty_book_and_closes_it(office):
    book = office.new()
    book.Sheets.getByIndex(0).getCellRangeByName("B2").String = "自评"
    assert len(office.documents()) == 1
    office.close_all()
    assert office.documents() == []


@pytest.fixture
def hanging(tmp_path) -> Iterator[Office]:
    running = Office(tmp_path)
    yield running
    running.stop()


def test_it_is_ended_when_a_call_hangs(hanging, tmp_path):
    book = hanging.new()
    book.BasicLibraries.createLibrary("Standard").insertByName("Endless", ENDLESS)
    book.storeAsURL((tmp_path / "没完.ods").as_uri(), ())
    book.close(True)
    script = hanging.open(tmp_path / "没完.ods", macros=True).getScriptProvider().getScript(SCRIPT)
    with suppress(Exception), hanging.within(1):  # pytest.raises cannot hold an exception of UNO
        script.invoke((), (), ())
    assert hanging.ended
