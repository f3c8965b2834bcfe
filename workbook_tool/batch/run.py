"""One batch (批量处理) from its folders to its outputs: what still holds stays, the rest is done, all is summed up."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tool.batch.errors import WrongFolders
from workbook_tool.batch.find import Found, Search, find
from workbook_tool.batch.job import Job, Kind, Order, Outcome, failed, unreadable
from workbook_tool.batch.keeper import CannotWork, Stopped, work_on
from workbook_tool.batch.lock import locked
from workbook_tool.batch.manifest import Entry, Manifest, Records
from workbook_tool.batch.record import FAILED, UNREADABLE
from workbook_tool.batch.store import Store, sha256_of
from workbook_tool.batch.workers import Workers, cores, here, on_cluster
from workbook_tool.files.guard import load
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.model.frozen import frozen

if TYPE_CHECKING:
    from workbook_tool.batch.summary.lines import Gathered

EVERYTHING = frozenset(Kind)
_AHEAD = 2
_TURNS = 4


@frozen
class Plan:
    """What a run is to do beside the order every workbook gets: which outputs, whether to sum up, and how.

    ``jobs`` is the number of worker processes, all cores by default; ``cluster`` the address of a Dask scheduler.
    ``roster`` and ``previous`` are for the 汇总表.
    """

    order: Order
    kinds: frozenset[Kind] = EVERYTHING
    sums_up: bool = True
    force: bool = False
    fail_fast: bool = False
    jobs: int | None = None
    cluster: str | None = None
    roster: Path | None = None
    previous: Path | None = None


@dataclass(slots=True)
class Progress:
    """How far a run is: workbooks in all, those done now, those still good, and how many there are by status."""

    total: int
    done: int = 0
    reused: int = 0
    statuses: Counter[str] = field(default_factory=Counter)


@frozen
class BatchResult:
    """What became of a batch; ``records`` are in the order of the workbooks and stay on disk.

    ``kept`` are outputs that a user changed and that were not overwritten, ``unsaved`` complaints of outputs that
    could not be written, ``leftovers`` outputs of workbooks no longer handed in. ``gathered`` is what the 汇总表 says,
    None when none was written. ``is_whole`` is False when --fail-fast ended the run early.
    """

    search: Search
    progress: Progress
    records: Records
    kept: tuple[str, ...]
    unsaved: tuple[str, ...]
    leftovers: tuple[str, ...]
    gathered: Gathered | None
    is_whole: bool


Watch = Callable[[Progress], None]


def run_batch(inputs: Sequence[Path], out: Path, plan: Plan, watch: Watch = lambda _: None) -> BatchResult:
    """Work through folders of workbooks; raise Refused, WrongTable or CannotSave.

    A KeyboardInterrupt ends the worker processes and is raised again; the next run goes on from there.
    """
    _check_tables(plan)
    search = find(inputs, out)
    roots = [str(given.resolve()) for given in inputs]
    with locked(out):
        manifest = Manifest(out)
        _check_roots(manifest, roots, out, plan.force)
        manifest.begin(roots)
        store = Store(out, manifest, plan.force)
        try:
            store.clean()
            return _run(search, store, plan, watch)
        finally:
            store.manifest.close()


def _run(search: Search, store: Store, plan: Plan, watch: Watch) -> BatchResult:
    progress = Progress(len(search.found))
    todo = list(_todo(search.found, store, plan, progress))
    watch(progress)
    is_whole = _work(todo, store, plan, progress, watch) if todo else True
    order = [found.path for found in search.found]
    gathered = None
    if plan.sums_up and is_whole:
        gathered = store.deliver_books(lambda: _sum_up(store.manifest.records(order), store.out, plan))
    if not store.unsaved:  # the old lines tell what stands where something could not be written
        store.manifest = store.manifest.finished(order)
    leftovers = tuple(store.leftovers(dict.fromkeys(order)))
    told = (tuple(store.kept), tuple(store.unsaved), leftovers)
    return BatchResult(search, progress, store.manifest.records(order), *told, gathered, is_whole)


def _check_roots(manifest: Manifest, roots: Sequence[str], out: Path, force: bool) -> None:
    """Refuse to mix the results of two folders, in which equal names are two submissions."""
    before = [root for root in manifest.roots if Path(root).exists()]
    if before and not set(before) & set(roots) and not force:
        raise WrongFolders(f"“{out}”里是“{'、'.join(before)}”的结果。请换一个输出文件夹，或加 --force 改用它。")


def _check_tables(plan: Plan) -> None:
    """Read what is handed in beside the workbooks, so that its faults are told at once; raise WrongTable."""
    if plan.sums_up and (plan.roster or plan.previous):
        from workbook_tool.batch.previous import read_previous
        from workbook_tool.batch.roster import read_roster

        _ = plan.roster and read_roster(plan.roster)
        _ = plan.previous and read_previous(plan.previous)


def _todo(found: Sequence[Found], store: Store, plan: Plan, progress: Progress) -> Iterator[Job]:
    """The workbooks whose results are not there or no longer hold."""
    for one in found:
        modified = _modified(one.source)
        entry = store.manifest.entry(one.path)
        is_good = entry is not None and not plan.force and _holds(entry, one, plan) and store.is_whole(entry)
        if entry is None or not is_good:
            kinds = plan.kinds | _others_made(entry, one, plan)
            yield Job(one.path, str(one.source), one.name, modified, kinds)
            continue
        progress.reused += 1
        progress.statuses[entry.status] += 1
        if (entry.source, entry.modified) != (str(one.source), modified):
            store.manifest.amend(one.path, source=str(one.source), modified=modified)


def _holds(entry: Entry, one: Found, plan: Plan) -> bool:
    """Whether a workbook is as it was and so is all that its results depend on; a failed one is tried again."""
    made = {kind.value for kind in plan.kinds} <= set(entry.kinds)
    return made and entry.name == one.name and entry.status != FAILED and _is_same(entry, one, plan)


def _is_same(entry: Entry, one: Found, plan: Plan) -> bool:
    is_told = entry.sha256 is not None and entry.stamp == plan.order.stamp != ""
    return is_told and sha256_of(one.source) == entry.sha256


def _others_made(entry: Entry | None, one: Found, plan: Plan) -> frozenset[Kind]:
    """Outputs that another --only made and that would still hold: they are made again, so that none is lost."""
    if entry is None or plan.force or not _is_same(entry, one, plan):
        return frozenset()
    return frozenset(map(Kind, entry.kinds))


def _modified(source: Path) -> float:
    try:
        return source.stat().st_mtime
    except OSError:
        return 0.0


def _work(todo: list[Job], store: Store, plan: Plan, progress: Progress, watch: Watch) -> bool:
    """Do the jobs and write what they give as it comes; whether all were done."""
    with _workers(plan, len(todo)) as workers:
        for outcome in _outcomes(todo, plan.order, workers):
            store.deliver(outcome)
            progress.done += 1
            progress.statuses[outcome.status] += 1
            watch(progress)
            if plan.fail_fast and outcome.status in (UNREADABLE, FAILED):
                return False
    return True


def _workers(plan: Plan, jobs: int) -> AbstractContextManager[Workers]:
    return on_cluster(plan.cluster) if plan.cluster else here(min(plan.jobs or cores(), jobs))


def _outcomes(todo: list[Job], order: Order, workers: Workers) -> Iterator[Outcome]:
    """The outcomes as they come; only a few handfuls are under way at a time, so that little is held in memory."""
    waiting = deque[Sequence[Job]](_handfuls(todo, workers))
    running: dict[Future[list[Outcome]], Sequence[Job]] = {}
    while waiting or running:
        while waiting and len(running) < workers.width * _AHEAD:
            jobs, refused = _loaded(waiting.popleft(), order, workers)
            yield from refused
            if jobs:
                running[workers.executor.submit(work_on, order, jobs)] = jobs
        done = wait(running, return_when=FIRST_COMPLETED).done
        for future in [future for future in running if future in done]:
            yield from _settled(future, running.pop(future), order, waiting)


def _handfuls(todo: list[Job], workers: Workers) -> Iterator[Sequence[Job]]:
    size = max(1, min(workers.handful, len(todo) // (workers.width * _TURNS)))
    for start in range(0, len(todo), size):
        yield todo[start : start + size]


def _settled(
    future: Future[list[Outcome]], jobs: Sequence[Job], order: Order, waiting: deque[Sequence[Job]]
) -> list[Outcome]:
    """What a handful gave; one that was lost with a worker of a cluster is done again, each workbook by itself."""
    try:
        return future.result()
    except (Stopped, CannotWork):
        raise
    except Exception:
        if len(jobs) == 1:
            return [failed(jobs[0], order, late=False)]
        waiting.extendleft([job] for job in reversed(jobs))
        return []


def _loaded(jobs: Sequence[Job], order: Order, workers: Workers) -> tuple[Sequence[Job], list[Outcome]]:
    """The jobs with the bytes that a worker elsewhere does not see, and the outcomes of those that have none."""
    if workers.sees_files:
        return jobs, []
    handed, refused = list[Job](), list[Outcome]()
    for job in jobs:
        try:
            handed.append(replace(job, data=load(job.source)))
        except Unreadable as error:
            refused.append(unreadable(job, order, error))
    return handed, refused


def _sum_up(records: Records, out: Path, plan: Plan) -> Gathered:
    from workbook_tool.batch.summary import write_summary

    return write_summary(records, out, plan.roster, plan.previous)
