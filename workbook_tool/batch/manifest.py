"""The manifest (处理记录): what was done, on disk, so that a run continues where an earlier one ended or was killed.

One line of JSON per workbook, appended when its outputs are known and before they are written; the last line of a
path holds. A torn last line is dropped. At the end the file is written anew in the order of the workbooks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import IO, Any, overload

from workbook_tool import __version__
from workbook_tool.batch.find import MANIFEST
from workbook_tool.batch.record import Record, as_line, from_json
from workbook_tool.files.save import CannotSave, save
from workbook_tool.model.frozen import frozen

_FORMAT = 1
_RECORD = b',"record":'
"""What follows the entry in a line; within a string its quotes would be escaped."""


@frozen
class Entry:
    """What the manifest says of one workbook: by what it was made (``stamp``) and what was made.

    ``stamp`` is "" where it must be done again whatever else is true. ``outputs`` are sha256 by path.
    """

    path: str
    name: str
    stamp: str
    kinds: tuple[str, ...]
    outputs: Mapping[str, str]
    source: str
    sha256: str | None
    modified: float
    status: str


_NAMES = tuple(one.name for one in fields(Entry))


class Manifest:
    """The manifest of an output folder; of each workbook it keeps only where its line stands."""

    def __init__(self, out: Path) -> None:
        """Read it, as far as its lines are whole."""
        self.path = out / MANIFEST
        self.roots: tuple[str, ...] = ()
        self._offsets: dict[str, int] = {}
        self._books: dict[str, str] = {}
        self._written: set[int] = set()
        self._end = 0
        self._file: IO[bytes] | None = None
        if self.path.is_file():
            with self.path.open("rb") as file:
                for line in file:
                    if line.endswith(b"\n"):
                        self._take(line)

    def begin(self, roots: Sequence[str]) -> None:
        """Open it to be added to: drop a torn end and note the folders of this run; raise CannotSave."""
        try:
            self._file = self.path.open("ab")
            self._file.truncate(self._end)
        except OSError as error:
            raise self._not_written(error) from error
        self.roots = tuple(roots)
        self.add(as_line(self._head()))

    def add(self, line: bytes) -> None:
        """Append a line, as that of a workbook (``job.Outcome.line``); raise CannotSave."""
        assert self._file is not None
        try:
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise self._not_written(error) from error
        self._take(line)

    def add_books(self, books: Mapping[str, str]) -> None:
        """Append the sha256 of the workbooks about all (汇总表, 问题清单), by their names."""
        self.add(as_line({"books": {**self._books, **books}}))

    def book(self, name: str) -> str | None:
        """The sha256 of a workbook about all as it was last written, None when it never was."""
        return self._books.get(name)

    def amend(self, path: str, **changes: Any) -> None:
        """Append the line of a workbook once more, with changes to its entry and to what its record has of them."""
        plain = json.loads(self._line(self._offsets[path]))
        record = plain["record"]
        record.update((key, value) for key, value in changes.items() if key in record)
        self.add(as_line({**plain, **changes, "record": record}))

    def entry(self, path: str) -> Entry | None:
        """What is known of a workbook, None when nothing is."""
        offset = self._offsets.get(path)
        return None if offset is None else _entry(self._line(offset))

    def has_written(self, path: str, sha256: str) -> bool:
        """Whether an output with this sha256 is one that a run wrote, and not what a user made of it."""
        return hash((path, sha256)) in self._written

    def others(self, paths: Iterable[str]) -> Iterator[Entry]:
        """The workbooks known that are not among these, by their path."""
        gone = sorted(set(self._offsets) - set(paths))
        return (entry for path in gone if (entry := self.entry(path)))

    def finished(self, order: Sequence[str]) -> Manifest:
        """Write the file anew: the workbooks in this order, then those that are no longer handed in; raise CannotSave.

        Return the manifest as it now is; this one is done with.
        """
        self.close()
        gone = sorted(set(self._offsets) - set(order))
        offsets = [self._offsets[path] for path in (*order, *gone) if path in self._offsets]
        head = [as_line(self._head()), *([as_line({"books": self._books})] if self._books else [])]
        save(self.path, self._lines(head, offsets), force=True)
        return Manifest(self.path.parent)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def records(self, order: Sequence[str]) -> Records:
        """The records of the workbooks in this order, each read when it is asked for."""
        return Records(self.path, [self._offsets[path] for path in order if path in self._offsets])

    def _not_written(self, error: OSError) -> CannotSave:
        return CannotSave(f"“{self.path}”写不进去：{error.strerror}。")

    def _head(self) -> dict[str, Any]:
        return {"manifest": _FORMAT, "version": __version__, "roots": list(self.roots)}

    def _lines(self, head: Iterable[bytes], offsets: Iterable[int]) -> Iterator[bytes]:
        yield from head
        with self.path.open("rb") as file:
            for offset in offsets:
                file.seek(offset)
                yield file.readline()

    def _line(self, offset: int) -> bytes:
        return next(self._lines((), [offset]))

    def _take(self, line: bytes) -> None:
        offset, self._end = self._end, self._end + len(line)
        entry = _entry(line)
        if entry is not None:
            self._offsets[entry.path] = offset
            self._note(entry.outputs)
            return
        try:
            plain = json.loads(line)
            self.roots = tuple(plain.get("roots", self.roots))
            self._books = dict(plain.get("books", self._books))
        except (ValueError, TypeError, AttributeError):
            return  # a line that someone changed: what it told is done again
        self._note(self._books)

    def _note(self, outputs: Mapping[str, str]) -> None:
        self._written.update(hash(output) for output in outputs.items())


class Records(Sequence[Record]):
    """The records of a run, read from the manifest one by one: go through them and keep no findings."""

    def __init__(self, path: Path, offsets: Sequence[int]) -> None:
        self._path = path
        self._offsets = offsets

    def __len__(self) -> int:
        return len(self._offsets)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Records: ...
    def __getitem__(self, index: int | slice) -> Record | Records:
        """One record, or a part of them that is still on disk."""
        if isinstance(index, slice):
            return Records(self._path, self._offsets[index])
        with self._path.open("rb") as file:
            return _record(file, self._offsets[index])

    def __iter__(self) -> Iterator[Record]:
        with self._path.open("rb") as file:
            for offset in self._offsets:
                yield _record(file, offset)


def line_of(entry: Entry, record: dict[str, Any]) -> bytes:
    """The line of a workbook: its entry first, so that it can be read without the findings."""
    plain = {name: getattr(entry, name) for name in _NAMES}
    plain["record"] = record
    return as_line(plain)


def _entry(line: bytes) -> Entry | None:
    """The entry a line begins with, None when it is the line of no workbook."""
    head, comma, _ = line.partition(_RECORD)
    try:
        return Entry(**json.loads(head + b"}")) if comma else None
    except (ValueError, TypeError):
        return None


def _record(file: IO[bytes], offset: int) -> Record:
    file.seek(offset)
    return from_json(json.loads(file.readline())["record"])
