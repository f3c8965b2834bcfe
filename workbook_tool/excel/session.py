"""What the user must find again as it was: screen updating, events, calculation mode, the active book and sheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlwings import App, Book

_QUIET = {"screen_updating": False, "enable_events": False, "display_alerts": False, "calculation": "manual"}
"""How Excel is set while it is worked on: the user's event macros must not run on our marks."""


@contextmanager
def undisturbed(book: Book) -> Iterator[None]:
    """A block in which the book may be worked on; everything is set back, also when it raises.

    The selections of the sheets are not touched: nothing is ever selected.
    """
    app, active_book, active_sheet = book.app, book.app.books.active, book.sheets.active
    with ExitStack() as stack:
        for name, value in _QUIET.items():
            _set(stack, app, name, value)
        stack.callback(_activate_again, app, active_book)
        stack.callback(active_sheet.activate)
        yield


def _set(stack: ExitStack, app: App, name: str, value: object) -> None:
    before = getattr(app, name)
    if before != value:
        setattr(app, name, value)
        stack.callback(setattr, app, name, before)


def _activate_again(app: App, book: Book | None) -> None:
    if book is not None and app.books.active != book:
        book.activate()
