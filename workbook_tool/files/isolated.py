"""Read a workbook in a child process that may hang, run out of memory or die without harm.

Memory is limited where the system has resource limits (not on Windows); time is limited everywhere.
"""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys

from workbook_tool.files.unreadable import Reason, Unreadable, named
from workbook_tool.model.grid import Workbook

SECONDS = 6.0
MEGABYTES = 384


def read_isolated(data: bytes, name: str, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Workbook:
    """Read a workbook from its bytes in a child process; raises Unreadable, also for a child that is late or dead."""
    command = [sys.executable, "-P", "-m", __name__, name, str(megabytes)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=True)
        answer = pickle.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, pickle.UnpicklingError, EOFError) as error:
        raise Reason.TOO_COSTLY.error(name=name) from error
    if isinstance(answer, Workbook):
        return answer
    raise Unreadable(*answer)


def main(name: str, megabytes: int) -> None:
    """Answer with the pickled workbook, or the code and message of why there is none."""
    from workbook_tool.files.grids import read_here

    limit_memory(megabytes)
    try:
        answer: object = read_here(sys.stdin.buffer.read(), name)
    except Unreadable as error:
        answer = (error.code, error.message)
    except MemoryError:
        failure = named(Reason.TOO_COSTLY.error(), name)
        answer = (failure.code, failure.message)
    sys.stdout.buffer.write(pickle.dumps(answer))


def limit_memory(megabytes: int) -> None:
    """Let this process and its children have no more, where the system can limit it, and dump no memory."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
