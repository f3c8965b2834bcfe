"""The JSON contract: every number a string, what is absent or blank null, rates like "213.78%"."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbook_tool import __version__
from workbook_tool.model.finding import Severity
from workbook_tool.output.as_json import to_json
from workbook_tool.output.result import check_file
from workbook_tool.rules.catalogue import RULESET, rules
from workbook_tool.rules.settings import Settings, Waiver

SAMPLES = Path(__file__).parent.parent.parent / "samples"
YUELU = SAMPLES / "岳麓区2022.xlsx"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return json.loads(to_json([check_file(path) for path in sorted(SAMPLES.glob("*.xlsx"))]))


@pytest.fixture(scope="module")
def yuelu(told) -> dict[str, Any]:
    return next(file for file in told["files"] if "岳麓" in file["path"])


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from (leaf for one in value.values() for leaf in leaves(one))
    elif isinstance(value, list):
        yield from (leaf for one in value for leaf in leaves(one))
    else:
        yield value


def test_the_whole_is_a_tool_and_files(told):
    assert list(told) == ["tool", "files"]
    assert told["tool"] == {"version": __version__, "ruleset": RULESET}
    assert len(told["files"]) == 5


def test_every_leaf_is_a_string_or_null(told):
    assert {type(leaf) for leaf in leaves(told)} == {str, type(None)}


def test_no_text_is_empty_where_null_is_meant(told):
    assert "" not in set(leaves(told))


def test_a_file_has_these_keys(yuelu):
    assert list(yuelu) == [
        "path",
        "sha256",
        "status",
        "form",
        "policy",
        "policy_reason",
        "scores",
        "funds",
        "basics",
        "indicators",
        "rules_off",
        "severities_set",
        "waivers",
        "findings",
    ]


def test_a_file_says_what_it_is_and_what_judged_it(yuelu):
    assert yuelu["path"] == str(YUELU)
    assert yuelu["sha256"] == hashlib.sha256(YUELU.read_bytes()).hexdigest()
    assert (yuelu["status"], yuelu["form"], yuelu["policy"]) == ("errors", "自评表模板", "全国")
    assert yuelu["policy_reason"] == "没有指定口径，按全国办法"


def test_scores(yuelu):
    assert yuelu["scores"] == {"total_claimed": "99", "total_computed": "100", "grade": "优"}


def test_a_funds_row(yuelu):
    assert yuelu["funds"][0] == {
        "label": "合计",
        "sheet": "自评表",
        "cell": "C6",
        "budget": "6838.18",
        "executed": "14618.52",
        "rate_claimed": "100.00%",
        "rate_computed": "213.78%",
        "weight": "10",
        "score_claimed": "10",
        "score_computed": "10",
    }


def test_a_funds_row_of_nothing_has_no_computed_rate(yuelu):
    other = next(row for row in yuelu["funds"] if "其他资金" in row["label"])
    assert (other["budget"], other["rate_claimed"], other["rate_computed"], other["weight"]) == (
        "0",
        "0.00%",
        None,
        None,
    )


def test_only_the_rows_of_the_form_are_there(yuelu):
    assert len(yuelu["funds"]) == 8


def test_an_indicator(yuelu):
    last = yuelu["indicators"][-1]
    assert last.pop("name").startswith("机关与湘麓金座")
    score = next(finding for finding in yuelu["findings"] if finding["code"] == "I102")
    assert last.pop("cell") == score["cell"].replace("H", "D")
    assert last == {
        "sheet": "自评表",
        "target": "100%",
        "actual": "100%",
        "weight": "10",
        "score_claimed": "9",
        "score_computed": "10",
        "deviation": "0.00%",
    }


def test_a_finding(yuelu):
    rates = [finding for finding in yuelu["findings"] if finding["code"] == "F301"]
    message = rates[1].pop("message")
    assert message.startswith("财政拨款 执行率：填报 100%")
    assert rates[1] == {
        "code": "F301",
        "severity": "error",
        "sheet": "自评表",
        "cell": "G7",
        "label": "财政拨款 执行率",
        "value": "100.00%",
        "expected": "213.78%",
        "difference": "-113.78个百分点",
        "cause": {"code": "F301", "sheet": "自评表", "cell": "G6"},
        "waived": None,
    }
    assert rates[0]["cause"] is None


def test_findings_keep_the_order_of_the_catalogue(yuelu):
    codes = [finding["code"] for finding in yuelu["findings"]]
    catalogue = [rule.code for rule in rules()]
    assert codes == sorted(codes, key=catalogue.index)


def test_a_report_without_scores_has_null_scores(told):
    lusong = next(file for file in told["files"] if "芦淞" in file["path"])
    assert lusong["scores"] == {"total_claimed": None, "total_computed": None, "grade": None}
    assert lusong["indicators"] == []


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "空 文件.xlsx"
    path.write_bytes(b"")
    (file,) = json.loads(to_json([check_file(path)]))["files"]
    assert file["status"] == "unreadable"
    assert (file["form"], file["policy"], file["policy_reason"]) == (None, None, None)
    assert (file["funds"], file["indicators"]) == ([], [])
    assert file["scores"] == {"total_claimed": None, "total_computed": None, "grade": None}
    (finding,) = file["findings"]
    assert (finding["code"], finding["severity"], finding["sheet"], finding["cell"]) == ("U103", "error", None, None)


def test_a_missing_file_has_no_sha256(tmp_path):
    (file,) = json.loads(to_json([check_file(tmp_path / "没有.xlsx")]))["files"]
    assert (file["sha256"], file["findings"][0]["code"]) == (None, "U101")


def test_each_of_two_files_has_its_own_sha256(tmp_path):
    other = tmp_path / "另一本.xlsx"
    other.write_bytes(b"no workbook")
    paths = (YUELU, other, YUELU)
    files = json.loads(to_json([check_file(path) for path in paths]))["files"]
    assert [file["sha256"] for file in files] == [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def test_chinese_is_written_as_such():
    assert "岳麓区" in to_json([check_file(YUELU)])


def test_settings_that_changed_something_are_told():
    used, idle = Waiver("F304", "经核实", sheet="三公经费", cell="F6"), Waiver("I102", "旧的", year=2022, label="没有")
    expired = Waiver("I102", "过期", sheet="自评表", until=dt.date(2020, 1, 1))
    settings = Settings(
        ("I109",), {"F101": Severity.WARNING}, (used, idle, expired, Waiver("I102", "甲", unit="别的局"))
    )
    (file,) = json.loads(to_json([check_file(YUELU, settings=settings)]))["files"]
    assert (file["rules_off"], file["severities_set"]) == (["I109"], {"F101": "warning"})
    assert [(waiver["code"], waiver["reason"], waiver["state"]) for waiver in file["waivers"]] == [
        ("F304", "经核实", "used"),
        ("I102", "旧的", "idle"),
        ("I102", "过期", "expired"),
    ]
    assert (file["waivers"][1]["year"], file["waivers"][2]["until"]) == ("2022", "2020-01-01")
    assert {type(leaf) for leaf in leaves(file)} == {str, type(None)}
    assert [finding["waived"] for finding in file["findings"] if finding["code"] == "F304"] == ["经核实"]


def test_without_settings_none_are_told(yuelu):
    assert (yuelu["rules_off"], yuelu["severities_set"], yuelu["waivers"]) == ([], {}, [])
