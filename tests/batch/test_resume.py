"""A second run does again only what changed, keeps what a user wrote, and leaves nothing untrue behind."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from decimal import Decimal

import docx
import pytest
from batch_runs import FAULTLESS, FAULTY, HINTS, SAMPLES, handed_in, names, run_at_once, tree

from workbook_tool.batch import stamp
from workbook_tool.batch.errors import WrongFolders
from workbook_tool.batch.find import MANIFEST
from workbook_tool.batch.job import Kind
from workbook_tool.batch.lock import locked
from workbook_tool.batch.order import BrokenTemplate, order_of
from workbook_tool.rules.settings import load_settings


@pytest.fixture
def batch(tmp_path, monkeypatch):
    """Run on the folder 报送 into the folder 出; tells the result."""
    handed_in(tmp_path / "报送", 甲=FAULTY, 县__乙=FAULTLESS, 丙=HINTS)

    def call(**plan):
        return run_at_once(monkeypatch, tmp_path / "报送", tmp_path / "出", **plan)

    return call


def done(result) -> tuple[int, int]:
    return result.progress.done, result.progress.reused


def test_the_records_come_in_the_order_of_the_files(batch):
    assert [record.path for record in batch().records] == ["丙.xlsx", "县/乙.xlsx", "甲.xlsx"]


def test_a_run_with_nothing_changed_does_nothing_and_tells_the_same(batch, tmp_path):
    first, before = batch(), tree(tmp_path / "出")
    second = batch()
    assert done(second) == (0, 3)
    assert tree(tmp_path / "出") == before
    assert list(second.records) == list(first.records)
    assert second.progress.statuses == first.progress.statuses == {"errors": 1, "ok": 1, "warnings": 1}


def test_only_a_workbook_that_changed_is_done_again(batch, tmp_path):
    batch()
    shutil.copy(SAMPLES / HINTS, tmp_path / "报送" / "甲.xlsx")
    second = batch()
    assert done(second) == (1, 2)
    assert [record.status for record in second.records] == ["warnings", "ok", "warnings"]


def test_the_marked_copy_of_faults_that_were_mended_goes(batch, tmp_path):
    batch()
    assert names(tmp_path / "出", Kind.MARKED) == ["甲校验.xlsx"]
    shutil.copy(SAMPLES / FAULTLESS, tmp_path / "报送" / "甲.xlsx")
    batch()
    assert names(tmp_path / "出", Kind.MARKED) == []


def test_a_file_that_was_only_copied_anew_is_not_done_again_but_its_time_is_known(batch, tmp_path):
    batch()
    os.utime(tmp_path / "报送" / "甲.xlsx", (1_000_000_000, 1_000_000_000))
    second = batch()
    assert done(second) == (0, 3)
    assert [record.modified for record in second.records][2] == 1_000_000_000


def test_a_folder_that_was_moved_is_not_done_again(batch, tmp_path, monkeypatch):
    batch()
    (tmp_path / "报送").rename(tmp_path / "新的")
    second = run_at_once(monkeypatch, tmp_path / "新的", tmp_path / "出")
    assert done(second) == (0, 3)
    assert {record.source for record in second.records} == {
        str(tmp_path / "新的" / name) for name in ("甲.xlsx", "县/乙.xlsx", "丙.xlsx")
    }


def a_template(path, text="{{ 单位.名称 }}"):
    document = docx.Document()
    document.add_paragraph(text)
    document.save(path)
    return path


def some_settings(path, text='停用 = ["F301"]\n'):
    path.write_text(text, "utf-8")
    return load_settings(path)


@pytest.mark.parametrize(
    "changed",
    [
        lambda _: order_of(policy="湖北"),
        lambda folder: order_of(settings=some_settings(folder / "规则.toml")),
        lambda folder: order_of(template=a_template(folder / "模板.docx")),
    ],
    ids=["口径", "规则设置", "模板"],
)
def test_what_every_result_depends_on_makes_all_of_them_anew(batch, tmp_path, changed):
    batch()
    assert done(batch(order=changed(tmp_path))) == (3, 0)


def test_another_state_of_the_program_makes_all_of_them_anew(batch, monkeypatch):
    batch()
    monkeypatch.setattr(stamp, "fingerprint", lambda: "another")
    assert done(batch(order=order_of())) == (3, 0)


def test_results_with_a_waiver_that_ends_are_those_of_their_day(tmp_path):
    waiver = '[[豁免]]\n编号 = "F301"\n单位 = "甲局"\n理由 = "已核实"\n'
    until = some_settings(tmp_path / "到期.toml", f"{waiver}有效期至 = 2030-12-31\n")
    for_good = some_settings(tmp_path / "长期.toml", waiver)
    first, second = dt.date(2026, 1, 1), dt.date(2026, 1, 2)
    assert stamp.stamp(None, until, None, first) != stamp.stamp(None, until, None, second)
    assert stamp.stamp(None, for_good, None, first) == stamp.stamp(None, for_good, None, second)


def test_an_output_that_is_missing_is_made_again(batch, tmp_path):
    batch()
    (tmp_path / "出" / "报告" / "县" / "乙.docx").unlink()
    assert done(batch()) == (1, 2)
    assert names(tmp_path / "出", Kind.REPORT) == ["丙.docx", "县/乙.docx", "甲.docx"]


def test_a_report_that_someone_polished_stays_while_its_workbook_is_as_it_was(batch, tmp_path):
    batch()
    report = tmp_path / "出" / "报告" / "甲.docx"
    report.write_bytes(b"polished")
    second = batch()
    assert (done(second), second.kept) == ((0, 3), ())
    assert report.read_bytes() == b"polished"


def test_a_report_that_someone_polished_is_not_overwritten_and_every_run_says_so(batch, tmp_path):
    batch()
    report = tmp_path / "出" / "报告" / "甲.docx"
    report.write_bytes(b"polished")
    shutil.copy(SAMPLES / HINTS, tmp_path / "报送" / "甲.xlsx")
    for _ in range(2):
        assert batch().kept == ("报告/甲.docx",)
        assert report.read_bytes() == b"polished"
    assert batch(force=True).kept == ()
    assert report.read_bytes() != b"polished"
    assert done(batch()) == (0, 3)


def test_a_file_of_the_users_own_in_the_output_folder_is_not_overwritten(batch, tmp_path):
    own = tmp_path / "出" / "报告" / "甲.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"own")
    assert batch().kept == ("报告/甲.docx",)
    assert own.read_bytes() == b"own"


def test_a_summary_that_someone_wrote_remarks_in_is_not_overwritten(batch, tmp_path):
    assert batch(sums_up=True).gathered is not None
    summary = tmp_path / "出" / "汇总表.xlsx"
    summary.write_bytes(b"remarks")
    second = batch(sums_up=True)
    assert (second.kept, second.gathered) == (("汇总表.xlsx",), None)
    assert summary.read_bytes() == b"remarks"
    assert batch(sums_up=True, force=True).gathered is not None


def test_the_results_of_a_workbook_taken_away_are_told_and_stay(batch, tmp_path):
    batch()
    (tmp_path / "报送" / "县" / "乙.xlsx").unlink()
    for _ in range(2):
        second = batch()
        assert len(second.records) == 2
        assert set(second.leftovers) == {"报告/县/乙.docx", "校验结果/县/乙.json"}
    assert names(tmp_path / "出", Kind.REPORT) == ["丙.docx", "县/乙.docx", "甲.docx"]
    shutil.copy(SAMPLES / FAULTLESS, tmp_path / "报送" / "县" / "乙.xlsx")
    assert (done(batch()), batch().leftovers) == ((0, 3), ())


def test_parts_made_one_after_the_other_are_as_all_made_at_once(batch, tmp_path, monkeypatch):
    batch(kinds=frozenset({Kind.RESULT, Kind.MARKED}))
    assert names(tmp_path / "出", Kind.REPORT) == []
    batch(kinds=frozenset({Kind.REPORT}))
    assert done(batch()) == (0, 3)
    run_at_once(monkeypatch, tmp_path / "报送", tmp_path / "一次")
    assert tree(tmp_path / "出") == tree(tmp_path / "一次")


def test_the_summary_alone_makes_nothing_else(batch, tmp_path):
    result = batch(kinds=frozenset(), sums_up=True)
    assert result.gathered is not None
    assert sorted(tree(tmp_path / "出")) == [MANIFEST, "汇总表.xlsx"]


def test_a_line_torn_by_a_kill_is_dropped_and_its_workbook_done_again(batch, tmp_path):
    batch()
    before = tree(tmp_path / "出")
    manifest = tmp_path / "出" / MANIFEST
    manifest.write_bytes(manifest.read_bytes()[:-100])
    assert done(batch()) == (1, 2)
    assert tree(tmp_path / "出") == before


def test_a_line_that_someone_spoilt_costs_only_its_workbook(batch, tmp_path):
    batch()
    manifest = tmp_path / "出" / MANIFEST
    lines = manifest.read_bytes().splitlines(keepends=True)
    manifest.write_bytes(b"".join([lines[0], b"{spoilt\n", *lines[2:]]))
    result = batch()
    assert done(result) == (1, 2)
    assert len(result.records) == 3


def test_what_a_kill_left_half_written_is_swept_away(batch, tmp_path):
    batch()
    half = tmp_path / "出" / "报告" / "县" / ".~ab12_xyz.docx"
    lock = tmp_path / "出" / "报告" / ".~lock.甲.docx#"
    for path in (half, lock):
        path.write_bytes(b"half")
    batch()
    assert (half.exists(), lock.exists()) == (False, True)


def test_a_failed_workbook_is_tried_again(batch, monkeypatch):
    def broken(*_):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("workbook_tool.batch.job.check_bytes", broken)
        assert batch().progress.statuses == {"failed": 3}
    assert done(batch()) == (3, 0)


def test_the_first_file_that_cannot_be_read_ends_a_run_that_is_to_fail_fast(batch, tmp_path):
    (tmp_path / "报送" / "一坏.xlsx").write_bytes(b"x")
    result = batch(fail_fast=True, sums_up=True)
    assert (result.is_whole, done(result), result.gathered) == (False, (1, 0), None)
    assert done(batch()) == (3, 1)


def test_two_folders_do_not_share_an_output_folder(batch, tmp_path, monkeypatch):
    batch()
    handed_in(tmp_path / "别的", 甲=HINTS)
    with pytest.raises(WrongFolders, match="换一个输出文件夹"):
        run_at_once(monkeypatch, tmp_path / "别的", tmp_path / "出")


def test_two_runs_do_not_share_an_output_folder_at_a_time(batch, tmp_path):
    with locked(tmp_path / "出"), pytest.raises(WrongFolders, match="另一次"):
        batch()
    assert done(batch()) == (3, 0)


def test_a_faulty_template_is_refused_before_the_run(tmp_path):
    with pytest.raises(BrokenTemplate, match="没有开始处理"):
        order_of(template=a_template(tmp_path / "坏.docx", "{{ 单位.没有这个 }}"))


def test_figures_come_back_from_the_manifest_to_the_last_digit(batch):
    batch()
    record = batch().records[2]
    assert record.rate == Decimal("14618.52") / Decimal("6838.18")
