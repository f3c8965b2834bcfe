"""A program packed for offices without Python: what the spec collects, and how the packed program starts."""

from __future__ import annotations

import importlib.util
import pickle
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

from workbook_tool import __version__
from workbook_tool.__main__ import _CHILDREN, _child
from workbook_tool.model.grid import Workbook

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "packaging" / "绩效自评.spec"
SAMPLE = ROOT / "samples" / "岳麓区2022.xlsx"


@pytest.fixture(scope="module")
def collected() -> dict[str, object]:
    """What the spec hands to PyInstaller's Analysis, PyInstaller itself being played."""
    told: dict[str, object] = {}

    def analysis(scripts, **options):
        told.update(options, scripts=scripts)
        return types.SimpleNamespace(pure=[], scripts=scripts, binaries=[], datas=options["datas"])

    def collect(*_: object, name: str, **__: object) -> None:
        told["name"] = name

    names = {
        "SPECPATH": str(SPEC.parent),
        "Analysis": analysis,
        "PYZ": lambda _: None,
        "EXE": lambda *_, **options: told.update(program=options["name"], console=options["console"]),
        "COLLECT": collect,
    }
    hooks = types.ModuleType("PyInstaller.utils.hooks")
    hooks.collect_data_files = lambda package: [(package, package)]
    played = {"PyInstaller": types.ModuleType("PyInstaller"), "PyInstaller.utils": types.ModuleType("utils")}
    with pytest.MonkeyPatch.context() as patch:
        for name, module in (played | {hooks.__name__: hooks}).items():
            patch.setitem(sys.modules, name, module)
        exec(compile(SPEC.read_text("utf-8"), SPEC.name, "exec"), names)
    return told


def targets(collected) -> set[str]:
    """Where the collected files of our own lie in the packed program."""
    return {f"{target}/{Path(source).name}" for source, target in collected["datas"]}


@pytest.mark.parametrize(
    "path",
    [
        "workbook_tool/_data/templates/templates",
        "workbook_tool/_data/samples/samples",
        "workbook_tool/_data/macros/绩效自评.xlam",
        "workbook_tool/policy/data/全国.toml",
        "workbook_tool/output/page.css",
    ],
)
def test_the_data_is_packed_where_the_program_looks_for_it(collected, path):
    assert path in targets(collected)


def test_everything_beside_the_code_is_packed(collected):
    package = ROOT / "workbook_tool"
    data = [file for file in package.rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc")]
    assert len(data) > 10
    assert {file.relative_to(ROOT).as_posix() for file in data} <= targets(collected)


def test_every_source_of_ours_exists(collected):
    sources = [Path(source) for source, _ in collected["datas"] if Path(source).is_absolute()]
    assert [source for source in sources if not source.exists()] == []


def test_every_module_is_packed_but_for_the_builder_of_the_add_in(collected):
    modules = {name for name in collected["hiddenimports"] if name.startswith("workbook_tool")}
    assert {"workbook_tool.rules.catalogue", "workbook_tool.files.isolated", "workbook_tool.cli"} <= modules
    assert [name for name in modules if "build" in name and name.startswith("workbook_tool.excel")] == []
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []


def test_the_packed_program_has_the_name_that_the_add_in_and_the_pages_know(collected):
    assert (collected["name"], collected["program"], collected["console"]) == ("绩效自评", "workbook-tool", True)


def test_python_m_workbook_tool_is_the_command():
    done = subprocess.run([sys.executable, "-m", "workbook_tool", "--version"], capture_output=True, check=True)
    assert done.stdout.decode().strip() == f"workbook-tool {__version__}"


def test_a_packed_program_reads_risky_files_in_a_child_of_its_own():
    child = [sys.executable, "-m", "workbook_tool", "-m", "workbook_tool.files.isolated", "a.xlsx", "1024"]
    done = subprocess.run(child, input=SAMPLE.read_bytes(), capture_output=True, check=True)
    assert isinstance(pickle.loads(done.stdout), Workbook)


def test_a_packed_program_knows_every_child_that_the_code_starts():
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "workbook_tool").rglob("*.py"))
    started = re.findall(r'\[sys\.executable, (?:"-P", )?"-m", ("[\w.]+"|__name__)', code)
    assert len(started) >= 1
    assert {module.strip('"') for module in started} - {"__name__", *_CHILDREN} == set()


@pytest.mark.parametrize(
    ("words", "child"),
    [
        (["-P", "-m", "workbook_tool.batch.child"], "workbook_tool.batch.child"),
        (["-m", "workbook_tool.files.isolated", "a.xlsx", "1"], "workbook_tool.files.isolated"),
        (["-m", "http.server"], None),
        (["-m"], None),
        (["check", "-m", "workbook_tool.batch.child"], None),
        ([], None),
    ],
)
def test_nothing_but_its_own_children_is_run_as_a_module(monkeypatch, words, child):
    monkeypatch.setattr(sys, "argv", ["workbook-tool.exe", *words])
    assert _child() == child
