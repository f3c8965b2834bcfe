"""The outputs on disk: what is still good, what is written anew, and what a user changed and so stays."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from workbook_tool.batch.find import OWN_BOOKS
from workbook_tool.batch.job import Kind, Outcome
from workbook_tool.batch.manifest import Entry, Manifest
from workbook_tool.files.save import CannotSave, save

T = TypeVar("T")
UNDER_WAY = ""
"""The sha256 noted for a workbook about all while it is written: what a killed run left there is ours."""
_HALF_WRITTEN = re.compile(r"\.~[a-z0-9_]{8}\.(?:docx|xlsx|xlsm|json|jsonl)")


@dataclass(slots=True)
class Store:
    """An output folder and its manifest.

    ``kept`` are outputs that stand there and were not written by a run, or were changed since: they are not
    overwritten unless ``force``. ``unsaved`` are the complaints about outputs that could not be written.
    """

    out: Path
    manifest: Manifest
    force: bool = False
    kept: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)
    _mine: set[str] = field(default_factory=set)

    def clean(self) -> None:
        """Remove what a killed run left half-written."""
        folders = [self.out / kind.value for kind in Kind]
        beside = [*self.out.glob(".~*"), *(path for folder in folders for path in folder.rglob(".~*"))]
        for path in beside:
            if _HALF_WRITTEN.fullmatch(path.name):
                with contextlib.suppress(OSError):
                    path.unlink()

    def is_whole(self, entry: Entry) -> bool:
        """Whether the outputs of a workbook stand there, as they were written or as a user has changed them since."""
        whole = all(self._stands(path, sha256) for path, sha256 in entry.outputs.items())
        if whole:
            self._mine.update(entry.outputs)
        return whole

    def deliver(self, outcome: Outcome) -> None:
        """Write the outputs of a workbook: first the manifest tells them, then each comes into its place at once."""
        before = self.manifest.entry(outcome.path)
        wanted = {output.path: output for output in outcome.outputs}
        blocked = [path for path, output in wanted.items() if self._is_foreign(path, output.sha256)]
        self.manifest.add(outcome.line)
        saved = [self._save(path, output.data) for path, output in wanted.items() if path not in blocked]
        self.kept += blocked
        self._mine.update(wanted)
        if blocked or not all(saved):
            self.manifest.amend(outcome.path, stamp="")
        if before is not None:
            self._drop(before.outputs)

    def deliver_books(self, write: Callable[[], T]) -> T | None:
        """Have the workbooks about all (汇总表) written, unless a user changed one; what the writing returns."""
        blocked = [name for name in OWN_BOOKS if self._is_changed(name)]
        self.kept += blocked
        if blocked:
            return None
        self.manifest.add_books(dict.fromkeys(OWN_BOOKS, UNDER_WAY))
        try:
            written = write()
        except CannotSave as error:
            self.unsaved.append(str(error))
            return None
        self.manifest.add_books({name: sha256_of(self.out / name) or UNDER_WAY for name in OWN_BOOKS})
        return written

    def leftovers(self, paths: Mapping[str, object]) -> Iterator[str]:
        """Outputs that stand there of workbooks that are no longer handed in."""
        for entry in self.manifest.others(paths):
            yield from (path for path in entry.outputs if path not in self._mine and (self.out / path).exists())

    def _stands(self, path: str, sha256: str) -> bool:
        there = sha256_of(self.out / path)
        return there is not None and (there == sha256 or not self.manifest.has_written(path, there))

    def _is_foreign(self, path: str, sha256: str) -> bool:
        if self.force:
            return False
        there = sha256_of(self.out / path)
        return there is not None and there != sha256 and not self.manifest.has_written(path, there)

    def _is_changed(self, book: str) -> bool:
        there = sha256_of(self.out / book)
        known = self.manifest.book(book)
        return not self.force and there is not None and known not in (there, UNDER_WAY)

    def _save(self, path: str, data: bytes) -> bool:
        try:
            save(self.out / path, data, force=True)
        except CannotSave as error:
            self.unsaved.append(str(error))
            return False
        return True

    def _drop(self, outputs: Mapping[str, str]) -> None:
        """Remove what was made of an earlier state of a workbook and is no longer true, unless a user changed it."""
        for path, sha256 in outputs.items():
            if path not in self._mine and sha256_of(self.out / path) == sha256:
                try:
                    (self.out / path).unlink()
                except OSError as error:
                    self.unsaved.append(f"“{self.out / path}”是旧的，删不掉：{error.strerror}。")


def sha256_of(path: Path) -> str | None:
    """The sha256 of a file, None where there is none to read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
