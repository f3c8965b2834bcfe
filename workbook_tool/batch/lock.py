"""One batch at a time in one output folder."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from workbook_tool.batch.errors import WrongFolders

NAME = ".处理中"


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the folder for this process; the system lets go of it however the process ends. Raise WrongFolders."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise WrongFolders(f"输出文件夹“{out}”写不进去：{error.strerror}。") from error
    if not _is_held(handle):
        os.close(handle)
        raise WrongFolders(f"另一次批量处理正在写“{out}”。请等它结束，或换一个输出文件夹。")
    try:
        yield
    finally:
        if sys.platform != "win32":  # there a file that is open cannot be removed
            (out / NAME).unlink(missing_ok=True)
        os.close(handle)


def _is_held(handle: int) -> bool:
    """Whether the lock is ours now; on a file system that knows no locks nobody can hold one."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True
