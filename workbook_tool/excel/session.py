"""What the user must find again as it was: screen updating, events, calculation mode, what is active, the selection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlwings import App, Book, Range

_QUIET = {"screen_updating": False, "enable_events": False, "display_alerts": False, "calculation": "manual"}
"""How Excel is set while it is worked on: the user's event macros must not run on our marks."""


@contextmanager
def undisturbed(book: Book) -> Iterator[None]:
    """A block in which the book may be worked on; everything is set back, also when it raises."""
    app, active_book, active_sheet = book.app, book.app.books.active, book.sheets.active
    selection = app.selection
    with ExitStack() as stack:
        for name, value in _QUIET.items():
            _set(stack, app, name, value)
        stack.callback(_select_again, app, selection)
        stack.callback(_activate_again, app, active_book)
        stack.callback(active_sheet.activate)
        yield


def _set(stack: ExitStack, app: App, name: str, value: object) -> None:
    before = getattr(app, name)
    if before != value:
        setattr(app, name, value)
        stack.callback(setattr, app, name, before)


def _select_again(app: App, selection: Range | None) -> None:
    """Excel keeps the selection of every sheet by itself; other programs forget it when a sheet comes or goes."""
    now = app.selection
    if selection is not None and (now is None or now.address != selection.address):
        selection.select()


def _activate_again(app: App, book: Book | None) -> None:
    if book is not None and app.books.active != book:
        book.activate()
