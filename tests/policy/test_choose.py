from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from workbook_tool.policy.choose import choose
from workbook_tool.policy.errors import PolicyError


def name_and_reason(asked: str | Path | None = None, cell: str = "", weight: str | None = None) -> tuple[str, str]:
    choice = choose(asked, cell, Decimal(weight) if weight else None)
    return choice.policy.name, choice.reason


def test_what_was_asked_for_comes_first():
    assert name_and_reason("湖北", cell="四川", weight="10") == ("湖北", "由 --policy 指定")


def test_then_what_the_workbook_says():
    assert name_and_reason(cell="四川", weight="20") == ("四川", "按工作簿“评价口径”一格")


def test_then_the_points_that_the_form_prints():
    assert name_and_reason(weight="20") == ("湖北", "表上预算执行率占 20 分，与湖北办法一致")


@pytest.mark.parametrize("weight", [None, "10", "15"])
def test_else_the_national_rules(weight):
    assert name_and_reason(weight=weight) == ("全国", "没有指定口径，按全国办法")


def test_an_own_file_may_be_asked_for(tmp_path):
    own = tmp_path / "本局 口径.toml"
    own.write_text('extends = "全国"\nname = "本局"\n', "utf-8")
    assert name_and_reason(own)[0] == "本局"


def test_an_unknown_name_that_was_asked_for_is_wrong_use():
    with pytest.raises(PolicyError, match="没有“火星”这个口径"):
        choose("火星", "", None)


def test_an_unknown_name_in_the_workbook_is_a_complaint():
    choice = choose(None, "本市办法", None)
    assert choice.policy.name == "全国"
    assert "没有“本市办法”这个口径" in choice.complaint


def test_an_unknown_name_in_the_workbook_leaves_the_printed_points_to_decide():
    choice = choose(None, "本市办法", Decimal(20))
    assert (choice.policy.name, bool(choice.complaint)) == ("湖北", True)


@pytest.mark.parametrize("cell", ["{}", "{}.toml", "./{}", "{}.TOML", "{}.toml.toml"])
def test_a_workbook_cannot_point_at_a_file(tmp_path, monkeypatch, cell):
    (tmp_path / "恶意.toml").write_text('extends = "全国"\nname = "恶意"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    choice = choose(None, cell.format("恶意"), None)
    assert (choice.policy.name, bool(choice.complaint)) == ("全国", True)


def test_an_absolute_path_in_a_workbook_is_no_name(tmp_path):
    (tmp_path / "恶意.toml").write_text('extends = "全国"\nname = "恶意"\n', "utf-8")
    assert choose(None, str(tmp_path / "恶意.toml"), None).policy.name == "全国"
