"""workbook-tool annotate: what it writes, what it refuses, how it ends."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
import xlwt

from workbook_tool import cli

SAMPLES = Path(__file__).parent.parent / "samples"
FAULTY, FAULTLESS = SAMPLES / "岳麓区2022.xlsx", SAMPLES / "万载县2021.xlsx"


@pytest.fixture
def run(capsys):
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.run(["annotate", *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


def test_annotate_writes_a_copy_and_ends_with_1_where_there_are_errors(run, tmp_path):
    code, out, _ = run(FAULTY, "-o", tmp_path / "标注 副本.xlsx")
    assert code == 1
    assert "标注 副本.xlsx" in out
    assert "结论：未通过" in out
    assert openpyxl.load_workbook(tmp_path / "标注 副本.xlsx").sheetnames[0] == "校验结果"


def test_annotate_leaves_the_original_as_it_was(run, tmp_path):
    source = tmp_path / "甲局.xlsx"
    shutil.copy(FAULTY, source)
    run(source, "-o", tmp_path / "副本.xlsx")
    assert source.read_bytes() == FAULTY.read_bytes()


def test_annotate_takes_a_policy_and_rule_settings(run, tmp_path):
    settings = tmp_path / "设置.toml"
    settings.write_text('停用 = ["F301"]\n', "utf-8")
    run(FAULTY, "-o", tmp_path / "a.xlsx", "--policy", "湖北")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["校验结果"]
    assert any("口径：湖北" in str(row[0]) for row in sheet.iter_rows(max_col=1, values_only=True))


def test_annotate_adds_the_suffix_the_copy_must_have(run, tmp_path):
    run(FAULTY, "-o", tmp_path / "副本")
    run(FAULTY, "-o", tmp_path / "另一份.xls")
    assert {path.name for path in tmp_path.iterdir()} == {"副本.xlsx", "另一份.xlsx"}


def test_annotate_does_not_overwrite_without_force(run, tmp_path):
    target = tmp_path / "副本.xlsx"
    target.write_bytes(b"old")
    code, _, err = run(FAULTY, "-o", target)
    assert (code, target.read_bytes()) == (2, b"old")
    assert "--force" in err
    assert run(FAULTY, "-o", target, "--force")[0] == 1
    assert target.read_bytes() != b"old"


@pytest.mark.parametrize("spelling", ["甲局.xlsx", "./甲局.xlsx", "甲局"])
def test_annotate_never_writes_onto_the_original(run, tmp_path, monkeypatch, spelling):
    monkeypatch.chdir(tmp_path)
    shutil.copy(FAULTY, tmp_path / "甲局.xlsx")
    code, _, err = run("甲局.xlsx", "-o", spelling, "--force")
    assert code == 2
    assert "原工作簿" in err
    assert (tmp_path / "甲局.xlsx").read_bytes() == FAULTY.read_bytes()


def test_annotate_tells_when_the_copy_has_values_only(run, tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "甲")
    book.save(str(tmp_path / "旧.xls"))
    code, out, _ = run(tmp_path / "旧.xls", "-o", tmp_path / "副本.xlsx")
    assert code == 1
    assert "只有各表的值" in out


@pytest.mark.parametrize(("name", "data"), [("坏.xlsx", b"PK\3\4"), ("空.xlsx", b""), ("字.xlsx", b"text")])
def test_annotate_ends_with_3_where_the_file_cannot_be_read(run, tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    code, out, err = run(tmp_path / name, "-o", tmp_path / "副本.xlsx")
    assert (code, out) == (3, "")
    assert name in err
    assert not (tmp_path / "副本.xlsx").exists()


def test_annotate_ends_with_3_where_there_is_no_file(run, tmp_path):
    assert run(tmp_path / "没有.xlsx", "-o", tmp_path / "副本.xlsx")[0] == 3


def test_annotate_ends_with_2_where_the_policy_is_unknown(run, tmp_path):
    assert run(FAULTY, "-o", tmp_path / "副本.xlsx", "--policy", "火星")[0] == 2


def test_annotate_ends_with_0_where_there_are_no_errors(run, tmp_path):
    assert run(FAULTLESS, "-o", tmp_path / "副本.xlsx")[0] == 0
