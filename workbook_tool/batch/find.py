"""Which workbooks a batch takes (批量的文件): found in folders, and what was left out and why."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from workbook_tool.batch.errors import WrongFolders
from workbook_tool.files.annotate.ledger import RESULT_NAME
from workbook_tool.files.guard import LOCKS
from workbook_tool.model.frozen import frozen

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods")
MANIFEST = "处理记录.jsonl"
"""The manifest's name: a folder that holds one is the output of a batch."""
SIGN = "由 workbook-tool 生成"
"""What the properties of a 汇总表 say."""
OWN_BOOKS = ("汇总表.xlsx",)
"""The workbooks about all, in the output folder itself."""


@frozen
class Found:
    """One workbook: ``path`` within what was handed in, with /, its absolute ``source``, and its outputs' ``name``.

    The name has the path's folders and no suffix; it is given to no other workbook.
    """

    path: str
    source: Path
    name: str


@dataclass(slots=True)
class Search:
    """What was found, in the order of the paths, and what was left out: its path and the reason in Chinese.

    ``others`` counts the files of other kinds by their suffix.
    """

    found: list[Found] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def find(inputs: Sequence[Path], out: Path) -> Search:
    """Look through folders (and workbooks given themselves); raise WrongFolders.

    Folders that are links are followed, each place once. Lock files, what a batch wrote and copies that
    ``annotate`` marked, where their original lies beside them, are left out.
    """
    check_folders(inputs, out)
    search, seen = Search(), set[tuple[int, int]]()
    files: list[tuple[str, Path]] = []
    for root, prefix in _prefixed(inputs):
        if root.is_dir():
            files += [(prefix + told, path) for told, path in _walk(root, out.resolve(), seen, search)]
        else:
            files.append((prefix + root.name, root))
    search.found = _named(_without_copies(list(_distinct(sorted(files), search)), search))
    return search


def check_folders(inputs: Sequence[Path], out: Path) -> None:
    """Refuse what is not there, and an output folder that holds the submissions; raise WrongFolders."""
    for given in inputs:
        if not given.exists():
            raise WrongFolders(f"找不到“{given}”。请检查文件夹的名称和位置。")
        inside = given if given.is_dir() else given.parent
        if inside.resolve().is_relative_to(out.resolve()) and given.is_dir():
            raise WrongFolders(f"输出文件夹“{out}”就是报送的文件夹，或者包着它。请另起一个输出文件夹。")
    if out.exists() and not out.is_dir():
        raise WrongFolders(f"“{out}”是文件，不是文件夹。请给 -o 另起一个名称。")


def _prefixed(inputs: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each input with what its paths begin with: nothing for one alone, its own name for one of several."""
    if len(inputs) == 1:
        yield inputs[0], ""
        return
    taken: Counter[str] = Counter()
    for given in dict.fromkeys(inputs):
        if not given.is_dir():
            yield given, ""
            continue
        name = given.resolve().name or "根目录"
        taken[name.casefold()] += 1
        number = taken[name.casefold()]
        yield given, f"{name}({number})/" if number > 1 else f"{name}/"


def _walk(root: Path, out: Path, seen: set[tuple[int, int]], search: Search) -> Iterator[tuple[str, Path]]:
    def unopened(error: OSError) -> None:
        search.skipped.append((str(error.filename), f"文件夹打不开，里面的没有看：{error.strerror}"))

    for folder, folders, files in os.walk(root, onerror=unopened, followlinks=True):
        here, told = Path(folder), Path(folder).relative_to(root)
        if _is_left_out(here, told, out, seen, search):
            folders.clear()
            continue
        for name in files:
            path = (told / name).as_posix()
            if _is_wanted(name, path, search):
                yield path, here / name


def _is_left_out(here: Path, told: Path, out: Path, seen: set[tuple[int, int]], search: Search) -> bool:
    status = here.stat()
    place = (status.st_dev, status.st_ino)
    if place in seen and status.st_ino:
        search.skipped.append((told.as_posix(), "同一个文件夹（链接）已经看过"))
        return True
    seen.add(place)
    if here.resolve() == out or (here / MANIFEST).is_file():
        search.skipped.append((told.as_posix(), "是批量处理的输出文件夹"))
        return True
    return False


def _is_wanted(name: str, path: str, search: Search) -> bool:
    suffix = PurePosixPath(name).suffix.lower()
    if name.startswith(LOCKS):
        if suffix.rstrip("#") in SUFFIXES:
            search.skipped.append((path, "是打开文件时的临时锁文件"))
        return False
    if suffix in SUFFIXES:
        return True
    if not name.startswith("."):
        search.others[suffix or "没有扩展名"] += 1
    return False


def _distinct(files: Iterable[tuple[str, Path]], search: Search) -> Iterator[tuple[str, Path]]:
    """Each file once, however many links and overlapping folders lead to it."""
    seen: dict[Path, str] = {}
    for path, source in files:
        real = source.resolve()
        if real in seen:
            search.skipped.append((path, f"与 {seen[real]} 是同一个文件"))
        else:
            seen[real] = path
            yield path, source.absolute()


def _without_copies(files: list[tuple[str, Path]], search: Search) -> list[tuple[str, Path]]:
    kept = []
    stems = {(source.parent, source.stem) for _, source in files}
    for path, source in files:
        reason = _own_work(source, stems)
        if reason:
            search.skipped.append((path, reason))
        else:
            kept.append((path, source))
    return kept


def _own_work(source: Path, stems: set[tuple[Path, str]]) -> str:
    """Why a workbook is not a submission but something this program wrote, "" when it is none.

    A marked copy without its original was mended and handed in: it is a submission.
    """
    if "汇总" in source.name and _says(source, "docProps/core.xml", SIGN.encode()):
        return "是批量处理的汇总表"
    stem = source.stem
    has_original = any((source.parent, stem[:length]) in stems for length in range(1, len(stem)))
    is_copy = has_original and _says(source, "xl/workbook.xml", RESULT_NAME.encode())
    return "是标注副本，原文件就在旁边" if is_copy else ""


def _says(source: Path, part: str, words: bytes) -> bool:
    """Whether a part of a workbook holds these words."""
    from workbook_tool.files.archive import Archive
    from workbook_tool.files.guard import load
    from workbook_tool.files.unreadable import Unreadable

    try:
        return words in Archive(load(source)).read(part)
    except Unreadable:
        return False


def _named(files: list[tuple[str, Path]]) -> list[Found]:
    """Names without suffix; those that would be the same, also where capitals do not count, keep their suffix."""
    plain = {path: str(PurePosixPath(path).with_suffix("")) for path, _ in files}
    uses = Counter(name.casefold() for name in plain.values())
    taken: set[str] = set()
    found = []
    for path, source in files:
        name = _free(plain[path] if uses[plain[path].casefold()] == 1 else path, taken)
        taken.add(name.casefold())
        found.append(Found(path, source, name))
    return found


def _free(name: str, taken: set[str]) -> str:
    numbered = (f"{name}({number})" for number in range(2, len(taken) + 3))
    return name if name.casefold() not in taken else next(one for one in numbered if one.casefold() not in taken)
