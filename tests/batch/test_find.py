"""Which files of a folder are submissions, and what is said of the others."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from batch_runs import FAULTY, SAMPLES, handed_in, names, run_at_once

from workbook_tool.batch.errors import WrongFolders
from workbook_tool.batch.find import MANIFEST, find
from workbook_tool.batch.job import Kind
from workbook_tool.batch.record import Record
from workbook_tool.batch.summary import write_summary
from workbook_tool.output.annotated import annotated
from workbook_tool.output.result import check_bytes


def touched(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return folder


def paths(*folders: Path, out: Path) -> list[str]:
    return [found.path for found in find(folders, out).found]


def test_workbooks_of_every_kind_are_found_in_every_folder_in_the_order_of_their_paths(tmp_path):
    touched(tmp_path, "b.xls", "a.XLSX", "县/c.et", "县/乡/d.ods", "e.xlsm", "f.xlsb")
    assert paths(tmp_path, out=tmp_path / "出") == ["a.XLSX", "b.xls", "e.xlsm", "f.xlsb", "县/c.et", "县/乡/d.ods"]


def test_lock_files_are_left_out_and_said_so(tmp_path):
    touched(tmp_path, "甲.xlsx", "~$甲.xlsx", ".~甲.xlsx", ".~lock.甲.xlsx#")
    search = find([tmp_path], tmp_path / "出")
    assert [found.path for found in search.found] == ["甲.xlsx"]
    assert dict(search.skipped).keys() == {"~$甲.xlsx", ".~甲.xlsx", ".~lock.甲.xlsx#"}
    assert all("锁文件" in reason for _, reason in search.skipped)


def test_other_files_are_counted_by_their_suffix(tmp_path):
    touched(tmp_path, "说明.docx", "扫描.PDF", "扫描2.pdf", "无", ".DS_Store")
    assert find([tmp_path], tmp_path / "出").others == {".pdf": 2, ".docx": 1, "没有扩展名": 1}


def test_what_a_batch_wrote_is_left_out_also_that_of_an_earlier_one(tmp_path):
    touched(tmp_path, "甲.xlsx", "出/报告/甲.xlsx", "旧/标注副本/甲校验.xlsx", f"旧/{MANIFEST}")
    search = find([tmp_path], tmp_path / "出")
    assert [found.path for found in search.found] == ["甲.xlsx"]
    assert {path for path, reason in search.skipped if "输出文件夹" in reason} == {"出", "旧"}


def test_a_summary_that_someone_put_among_the_submissions_is_left_out(tmp_path):
    write_summary([Record("甲.xlsx", "甲.xlsx", None, 0.0, "unreadable")], tmp_path)
    shutil.move(tmp_path / "汇总表.xlsx", tmp_path / "给局长的汇总.xlsx")
    touched(tmp_path, "本局汇总.xlsx")
    search = find([tmp_path], tmp_path / "出")
    assert [found.path for found in search.found] == ["本局汇总.xlsx"]
    assert search.skipped == [("给局长的汇总.xlsx", "是批量处理的汇总表")]


def marked_copy(folder: Path, name: str) -> None:
    data = (SAMPLES / FAULTY).read_bytes()
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(annotated(check_bytes(data, Path(FAULTY)), data, FAULTY).data)


def test_a_marked_copy_beside_its_original_is_left_out(tmp_path):
    handed_in(tmp_path, 甲局=FAULTY)
    marked_copy(tmp_path, "甲局校验.xlsx")
    search = find([tmp_path], tmp_path / "出")
    assert [found.path for found in search.found] == ["甲局.xlsx"]
    assert search.skipped == [("甲局校验.xlsx", "是标注副本，原文件就在旁边")]


def test_a_marked_copy_that_comes_alone_was_mended_and_handed_in(tmp_path):
    marked_copy(tmp_path, "甲局校验.xlsx")
    assert paths(tmp_path, out=tmp_path / "出") == ["甲局校验.xlsx"]


def test_a_file_reached_twice_is_taken_once(tmp_path):
    touched(tmp_path / "报送", "县/甲.xlsx")
    both = find([tmp_path / "报送", tmp_path / "报送" / "县"], tmp_path / "出")
    assert [found.source.name for found in both.found] == ["甲.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_links_to_folders_are_followed_once_and_never_in_circles(tmp_path):
    touched(tmp_path / "报送", "县/甲.xlsx")
    touched(tmp_path / "别处", "乙.xlsx")
    (tmp_path / "报送" / "县" / "上").symlink_to(tmp_path / "报送", target_is_directory=True)
    (tmp_path / "报送" / "别处").symlink_to(tmp_path / "别处", target_is_directory=True)
    search = find([tmp_path / "报送"], tmp_path / "出")
    assert [found.path for found in search.found] == ["别处/乙.xlsx", "县/甲.xlsx"]
    assert ("县/上", "同一个文件夹（链接）已经看过") in search.skipped


def test_equal_names_in_different_folders_give_different_outputs(tmp_path):
    touched(tmp_path, "东/甲.xlsx", "西/甲.xlsx")
    assert [found.name for found in find([tmp_path], tmp_path / "出").found] == ["东/甲", "西/甲"]


def test_names_that_differ_only_in_suffix_or_capitals_keep_their_outputs_apart(tmp_path):
    touched(tmp_path, "A.xlsx", "a.xls", "b.xlsx")
    assert [found.name for found in find([tmp_path], tmp_path / "出").found] == ["A.xlsx", "a.xls", "b"]


def test_no_two_workbooks_ever_share_an_outputs_name(tmp_path):
    touched(tmp_path, "甲.xls", "甲.xlsx", "甲.xls.xlsx", "甲.XLS.et")
    found = [one.name.casefold() for one in find([tmp_path], tmp_path / "出").found]
    assert len(set(found)) == len(found)


def test_several_folders_are_told_apart_by_their_names(tmp_path):
    touched(tmp_path, "东县/甲.xlsx", "西县/甲.xlsx", "旧/东县/甲.xlsx")
    folders = [tmp_path / "东县", tmp_path / "西县", tmp_path / "旧" / "东县"]
    assert paths(*folders, out=tmp_path / "出") == ["东县(2)/甲.xlsx", "东县/甲.xlsx", "西县/甲.xlsx"]


def test_a_workbook_can_be_given_itself(tmp_path):
    touched(tmp_path, "甲.xlsx", "乙.xlsx")
    assert paths(tmp_path / "甲.xlsx", out=tmp_path / "出") == ["甲.xlsx"]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(WrongFolders, match="找不到"):
        find([tmp_path / "没有"], tmp_path / "出")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no names in another encoding")
def test_names_in_another_encoding_as_unpacked_from_an_old_zip_lose_nothing(tmp_path, monkeypatch):
    strange = [os.fsdecode(name) for name in ("甲.xlsx".encode("gbk"), "乙.xlsx".encode("gbk"))]
    (tmp_path / "报送").mkdir()
    for name in strange:
        shutil.copy(SAMPLES / FAULTY, tmp_path / "报送" / name)
    result = run_at_once(monkeypatch, tmp_path / "报送", tmp_path / "出")
    assert sorted(record.path for record in result.records) == sorted(strange)
    assert len(names(tmp_path / "出", Kind.REPORT)) == 2
    assert run_at_once(monkeypatch, tmp_path / "报送", tmp_path / "出").progress.reused == 2


@pytest.mark.parametrize("out", [".", ".."])
def test_results_do_not_go_among_the_submissions(tmp_path, out):
    touched(tmp_path / "报送", "甲.xlsx")
    with pytest.raises(WrongFolders, match="另起一个"):
        find([tmp_path / "报送"], tmp_path / "报送" / out)
