"""Finding the open book that is meant, and saying why it cannot be found."""

import builtins
import sys
from types import SimpleNamespace

import pytest

from workbook_tool.excel import attach
from workbook_tool.excel.attach import NotReachable, Wanted, find_book, find_live


def app(pid, *names, window=0):
    one = SimpleNamespace(pid=pid, hwnd=window)
    one.books = Books(SimpleNamespace(name=name.rpartition("/")[2], fullname=name, app=one) for name in names)
    return one


class Books(list):
    @property
    def active(self):
        return self[-1]


@pytest.fixture
def excel(monkeypatch):
    """Excel processes with their open books."""

    def running(*apps):
        monkeypatch.setattr(attach, "xlwings", lambda: SimpleNamespace(apps=apps))

    return running


def test_the_book_of_the_name_is_found_whatever_its_capitals(excel):
    excel(app(1, "/甲/其他.xlsx", "/甲/自评=2024.XLSX"))
    assert find_book(Wanted("自评=2024.xlsx")).fullname == "/甲/自评=2024.XLSX"


def test_of_two_books_of_one_name_the_path_decides(excel):
    excel(app(1, "/甲/自评.xlsx"), app(2, "/乙/自评.xlsx"))
    assert find_book(Wanted("自评.xlsx", "/乙/自评.xlsx")).fullname == "/乙/自评.xlsx"


def test_then_the_window_decides(excel):
    excel(app(1, "/甲/自评.xlsx", window=7), app(2, "/甲/自评.xlsx", window=8))
    assert find_book(Wanted("自评.xlsx", "/甲/自评.xlsx", 8)).app.pid == 2


def test_two_that_cannot_be_told_apart_are_refused(excel):
    excel(app(1, "工作簿1"), app(2, "工作簿1"))
    with pytest.raises(NotReachable, match="2 个 Excel 都打开了“工作簿1”"):
        find_book(Wanted("工作簿1"))


def test_without_a_name_the_active_book_is_meant(excel):
    excel(app(1, "/甲/一.xlsx", "/甲/二.xlsx"))
    assert find_live().name == "二.xlsx"


def test_of_several_excels_none_is_guessed(excel):
    excel(app(1, "/甲/一.xlsx"), app(2, "/甲/二.xlsx"))
    with pytest.raises(NotReachable, match=r"开着 2 个 Excel，请写明要校验哪个工作簿：一.xlsx、二.xlsx"):
        find_live()


@pytest.mark.parametrize("name", ["一", "一.xlsx", "/甲/一.xlsx"])
def test_a_book_is_called_by_its_name_stem_or_path(excel, name):
    excel(app(1, "/甲/一.xlsx"), app(2, "/甲/二.xlsx"))
    assert find_live(name).name == "一.xlsx"


def test_no_excel_is_told_with_the_way_out_for_wps(excel):
    excel()
    with pytest.raises(NotReachable, match="用 WPS 表格的，请保存后运行 workbook-tool annotate"):
        find_live()


def test_a_book_on_the_web_that_xlwings_cannot_place_is_found_by_its_name(excel):
    class OnWeb:
        name = "自评.xlsx"

        @property
        def fullname(self):
            raise RuntimeError("OneDrive")

    book = OnWeb()
    book.app = SimpleNamespace(pid=1, hwnd=0, books=Books([book]))
    excel(book.app)
    assert find_book(Wanted("自评.xlsx", "https://某某/自评.xlsx")) is book
    assert attach.path_of(book) is None


def test_missing_xlwings_is_told_with_the_command_that_installs_it(monkeypatch):
    real = builtins.__import__

    def without(name, *more):
        if name == "xlwings":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotReachable, match=r'pip install "workbook-tool\[excel\]"'):
        find_live()


def test_a_machine_without_pywin32_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlwings", SimpleNamespace(engines=SimpleNamespace(active=None)))
    with pytest.raises(NotReachable, match="缺少 pywin32"):
        find_live()


def test_xlwings_may_not_end_other_excels_at_exit_nor_wait_for_ever(monkeypatch):
    dropped = []
    windows = SimpleNamespace(cleanup=lambda: None, N_COM_ATTEMPTS=0)
    library = SimpleNamespace(engines=SimpleNamespace(active=object()), _xlwindows=windows, apps=())
    monkeypatch.setitem(sys.modules, "xlwings", library)
    monkeypatch.setattr(attach.atexit, "unregister", dropped.append)
    assert attach.xlwings() is library
    assert dropped == [windows.cleanup]
    assert windows.N_COM_ATTEMPTS > 0
