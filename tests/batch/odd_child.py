"""A worker process that does what the name of a workbook says: it hangs, dies, or eats memory."""

from __future__ import annotations

import os
import signal
import time

from workbook_tool.batch import child
from workbook_tool.batch.job import work


def odd(job, order):
    print("a library that prints", flush=True)
    if "卡住" in job.path:
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        time.sleep(600)
    if "崩溃" in job.path:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "内存" in job.path:
        bytearray(order.megabytes * 2**20)
    return work(job, order)


child.work, child._GRACE = odd, 0.3
child.main()
