"""The documentation says what the program does: commands, rules, names, policies, terms, links, examples."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote

import docx
import pytest
from click import Command, Context, Group

from workbook_tool.cli import app
from workbook_tool.form import pages
from workbook_tool.form.outlines import outline_names
from workbook_tool.form.schema import SHEETS, blocks
from workbook_tool.output.as_json import to_json
from workbook_tool.output.as_text import to_text
from workbook_tool.output.result import check_file
from workbook_tool.policy.errors import PolicyError
from workbook_tool.policy.load import load, names
from workbook_tool.report import names_page
from workbook_tool.report.filters import FILTERS
from workbook_tool.report.lint import lint
from workbook_tool.report.names import Leaf, Told, walk
from workbook_tool.report.names import names as template_names
from workbook_tool.report.page import names_page as names_markdown
from workbook_tool.rules.catalogue import AREAS, HEADINGS, rules
from workbook_tool.rules.settings import ALWAYS_ON, Settings, Waiver, load_settings
from workbook_tool.scoring.target import Kind, Operator, parse_target

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
GUIDE = DOCS / "使用说明.md"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
MACHINE_PATH = re.compile(r"(?<![\w.\-/])/(?:home|root|tmp|work|Users|mnt|var|opt|usr|etc)\b|\b[A-Z]:[\\/]")


def text(path: Path) -> str:
    return path.read_text("utf-8")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def examples(path: Path, language: str) -> list[str]:
    return [body for found, body in FENCE.findall(text(path)) if found == language]


def rows(path: Path, heading: str) -> list[list[str]]:
    """The cells of the table whose first column bears a heading."""
    table = re.search(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", text(path), re.MULTILINE)
    assert table, f"{shown(path)} 没有“{heading}”表"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]


def commands(command: Command, name: str) -> Iterator[tuple[str, Command]]:
    """Every command that does something, by what is typed for it; those that only a ribbon calls are not shown."""
    if isinstance(command, Group):
        context = Context(command)
        for child in command.list_commands(context):
            below = command.get_command(context, child)
            if not below.hidden:
                yield from commands(below, f"{name} {child}")
    elif not command.hidden:
        yield name, command


COMMANDS = dict(commands(app, "workbook-tool"))


def called(line: str) -> str | None:
    """The command a line calls, None when it calls none."""
    return next((name for name in COMMANDS if re.match(rf"(?:\S*[\\/])?{re.escape(name)}(?: |$)", line)), None)


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_all_in_the_readme(name):
    assert [row for row in rows(ROOT / "README.md", "命令") if row[0].startswith(f"`{name}")]


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_all_in_the_guide_for_accountants(name):
    assert any(called(line) == name for block in examples(GUIDE, "sh") for line in block.splitlines())


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_commands_are_shown_with_options_they_have(page):
    lines = [line for language in ("sh", "bat") for block in examples(page, language) for line in block.splitlines()]
    for line in (line for line in lines if re.match(r"\S*workbook-tool ", line)):
        name = called(line)
        asked = re.findall(r" (--?[a-z][a-z-]*)", line)
        known = [option for one in COMMANDS[name].params for option in one.opts] if name else ["--version"]
        assert set(asked) <= set(known), f"{shown(page)}：{line}"


def test_commands_have_only_exit_codes_that_are_explained():
    explained = {row[0] for row in rows(ROOT / "README.md", "退出码")}
    given = {code for row in rows(ROOT / "README.md", "命令") for code in row[-1].split("，")}
    assert explained == {"4", "2", "3", "1", "0"}
    assert given <= explained


@pytest.fixture(scope="module")
def sample():
    return check_file(ROOT / "samples" / "岳麓区2022.xlsx")


def keys(value):
    """The shape of a JSON value: the keys of its objects, the first item of its lists."""
    if isinstance(value, dict):
        return {key: keys(below) for key, below in value.items()}
    return [keys(value[0])] if isinstance(value, list) and value else None


def test_the_json_is_shown_as_it_is(sample):
    (example,) = examples(DOCS / "架构.md", "json")
    assert keys(json.loads(example)) == keys(json.loads(to_json([sample])))


@pytest.mark.parametrize("row", rows(ROOT / "README.md", "位置"), ids=lambda row: row[0])
def test_rules_find_in_the_sample_what_the_readme_says(row, sample):
    _, claimed, expected, code = row
    told = [finding.message for finding in sample.findings if finding.code == code]
    wanted = [*re.findall(r"[\d.]+%?", claimed), re.match(r"[\d.]+%?|方向相反", expected)[0]]
    assert [message for message in told if all(figure in message for figure in wanted)]


def test_rules_are_told_as_the_guide_shows(sample):
    (shown_lines,) = (block.splitlines() for block in examples(GUIDE, "text"))
    assert [line for line in shown_lines[1:] if line not in to_text([sample]).splitlines()] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_rules_have_a_page_each(rule):
    assert [page for page in (DOCS / "rules").glob("*.md") if page.stem.startswith(rule.code)]


def test_rules_are_explained_with_the_headings_they_must_have():
    assert "、".join(HEADINGS) in text(DOCS / "规则编写.md")


def test_rules_have_a_case_that_is_shown_as_it_is():
    (example,) = examples(DOCS / "规则编写.md", "toml")
    assert example in {text(case) for case in (ROOT / "tests" / "should_fail").glob("*.toml")}


def test_rules_are_listed_by_the_file_they_stand_in():
    files = {row[2].strip("`") for row in rows(DOCS / "规则编写.md", "编号")}
    assert files == {f"{area}.py" for area in AREAS}


@pytest.mark.parametrize("page", [*PAGES], ids=shown)
def test_rules_are_named_by_codes_that_exist(page):
    codes = set(re.findall(r"\b[SFPI]\d{3}\b", text(page)))
    assert codes <= {rule.code for rule in rules()}


def test_template_names_are_all_on_their_page():
    page = text(DOCS / "模板名称.md")
    every = (pair for name, node in template_names().items() for pair in walk(node, name))
    values = [re.sub(r"^.*\[\]", "项", name) for name, node in every if isinstance(node, Leaf | Told)]
    assert len(values) > 200
    assert [name for name in values if f"`{name}`" not in page] == []


def test_template_names_come_with_every_filter():
    page = text(DOCS / "模板名称.md")
    assert [name for name in FILTERS if f"| `{name}` |" not in page] == []


def test_template_names_come_with_examples_that_are_sound(tmp_path):
    blocks = examples(DOCS / "报告模板.md", "jinja")
    template = tmp_path / "例子.docx"
    document = docx.Document()
    for line in "".join(blocks).splitlines():
        document.add_paragraph(line)
    document.save(str(template))
    assert len(blocks) >= 8
    assert lint(template) == ()


def test_the_form_has_every_label_on_its_page():
    page = text(DOCS / pages.PAGE)
    labels = [
        field.label for block in blocks() for field in (*getattr(block, "columns", ()), *getattr(block, "fields", ()))
    ]
    assert [label for label in labels if f"| {label} |" not in page] == []


def test_the_form_has_every_formula_in_words():
    page = pages.page()
    assert "| 基本支出 |  | 人员支出＋公用支出 | 基本支出 |" in page
    assert "（本年决算数－本年预算数）÷本年预算数" in page
    assert "“资金收支”的资金结构合计 全年执行；还应等于“资金收支”的各行本年决算之和" in page


@pytest.mark.parametrize("sheet", [sheet.name for sheet in SHEETS])
def test_the_form_has_every_sheet_in_the_guide(sheet):
    assert sheet in {row[0] for row in rows(GUIDE, "工作表")}


@pytest.mark.parametrize("row", rows(GUIDE, "年度指标值"), ids=lambda row: row[0])
def test_the_form_understands_the_targets_of_the_guide_as_told(row):
    told = {
        "不低于": Operator.AT_LEAST,
        "不高于": Operator.AT_MOST,
        "等于": Operator.EQUAL,
        "最迟": Kind.DATE,
        "定性": Kind.QUALITATIVE,
    }
    target = parse_target(row[0])
    assert target is not None
    wanted = next((meaning for word, meaning in told.items() if row[1].startswith(word)), None)
    assert wanted in (None, target.kind, target.operator)
    assert (target.kind is Kind.QUALITATIVE) == row[1].startswith("定性")


@pytest.mark.parametrize("name", names())
def test_policies_are_listed_with_title_and_source(name):
    policy = load(name)
    assert [name, policy.title, policy.source] in rows(DOCS / "口径.md", "名称")


def test_policies_are_compared_as_their_files_say():
    weights, reverse, *_ = rows(DOCS / "口径.md", "项目")
    compared = [load(name) for name in ("全国", "湖北", "四川", "重庆", "广西", "固原")]
    assert weights[1:] == [str(policy.execution.weight) for policy in compared]
    assert reverse[1:] == [str(policy.reverse) for policy in compared]


def test_policies_come_with_an_example_that_loads(tmp_path):
    (example,) = examples(DOCS / "口径.md", "toml")
    own = tmp_path / "本市.toml"
    own.write_text(example, "utf-8")
    assert load(own).title == tomllib.loads(example)["title"]


def test_settings_come_with_an_example_that_loads(tmp_path):
    (example,) = examples(DOCS / "规则设置.md", "toml")
    own = tmp_path / "本市规则.toml"
    own.write_text(example, "utf-8")
    settings = load_settings(own)
    assert (settings.off, len(settings.levels), len(settings.waivers)) == (("I109",), 2, 2)


def test_settings_are_all_explained():
    words = {field.metadata["key"] for kind in (Settings, Waiver) for field in fields(kind)}
    page = text(DOCS / "规则设置.md")
    explained = {row[0] for row in rows(DOCS / "规则设置.md", "设置项")} | set(
        re.findall(r"^## (\w+)$", page, re.MULTILINE)
    )
    assert words - explained == set()
    assert [code for code in ALWAYS_ON if f"{code}（" not in page] == []


def test_settings_that_are_wrong_are_complained_of_as_shown(tmp_path):
    (shown_lines,) = examples(DOCS / "规则设置.md", "text")
    own = tmp_path / "本市规则.toml"
    waiver = '[[豁免]]\n编号 = "I102"\n年度 = {}\n理由 = "{}"\n'
    own.write_text(f'停用 = ["F3O5"]\n{waiver.format(2023, "经核实")}{waiver.format(2024, "")}', "utf-8")
    with pytest.raises(PolicyError) as complaint:
        load_settings(own)
    assert f"{complaint.value}\n" == shown_lines


def test_policies_have_every_setting_explained():
    policy = (ROOT / "workbook_tool" / "policy" / "policy.py").read_text("utf-8")
    settings = set(re.findall(r"^    (\w+): ", policy, re.MULTILINE)) - {"execution", "weights", "bands", "grades"}
    page = text(DOCS / "口径.md")
    assert [setting for setting in sorted(settings) if not re.search(rf"\b{setting}\b", page)] == []


def test_outlines_are_all_in_the_changelog():
    assert [name for name in outline_names() if name not in text(ROOT / "CHANGELOG.md")] == []


def test_the_glossary_names_only_what_the_code_has():
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "workbook_tool").rglob("*.py"))
    words = set(re.findall(r"\w+", code))
    cells = re.findall(r"^\| [^|]+ \| ([^|]+) \|", text(DOCS / "术语表.md"), re.MULTILINE)
    named = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    assert len(named) > 100
    assert named - words == set()


@pytest.mark.parametrize("module", [pages, names_page], ids=lambda module: module.PAGE)
def test_generated_pages_are_what_their_commands_write(module, tmp_path):
    module.main(tmp_path)
    assert text(tmp_path / module.PAGE) == text(DOCS / module.PAGE)


def test_generated_pages_hold_what_the_schema_and_the_names_give():
    assert text(DOCS / "表样.md") == pages.page()
    assert text(DOCS / "模板名称.md") == names_markdown()


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_pages_have_links_that_lead_somewhere(page):
    links = [link for link in LINK.findall(text(page)) if not re.match(r"[a-z]+:", link)]
    targets = {link: page.parent / unquote(link.partition("#")[0]) for link in links}
    assert [link for link, target in targets.items() if not target.exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_pages_mention_no_place_on_a_machine(page):
    assert MACHINE_PATH.findall(text(page)) == []


def test_pages_are_all_in_the_index():
    index = DOCS / "目录.md"
    linked = {(DOCS / unquote(link)).resolve() for link in LINK.findall(text(index))}
    unlisted = [page for page in DOCS.rglob("*.md") if page != index and page.resolve() not in linked]
    assert [shown(page) for page in unlisted if page.parent.name != "rules"] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_pages_have_python_that_compiles(page):
    for example in examples(page, "python"):
        compile(example, shown(page), "exec")


@pytest.mark.parametrize("picture", sorted((DOCS / "图").glob("*")), ids=shown)
def test_pages_have_small_pictures_that_are_used(picture):
    assert picture.stat().st_size <= 200 * 1024
    assert [page for page in PAGES if f"图/{picture.name}" in text(page)]
