"""The house: a room imports only rooms above it, and each heavy library is at home in one room."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "workbook_tool"
ORDER = (
    "model",
    "policy",
    "form",
    "files",
    "scoring",
    "prose",
    "rules",
    "evaluate",
    "report",
    "audit",
    "output",
    "batch",
    "excel",
    "cli",
)
"""The rooms from the top of the house to its doors; demo stands beside cli."""
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
HOMES = {
    "openpyxl": ("form/template/", "form/fill.py", "files/"),
    "python_calamine": ("files/",),
    "isal": ("files/",),
    "docx": ("report/",),
    "docxtpl": ("report/",),
    "jinja2": ("report/",),
    "pandas": ("batch/",),
    "xlsxwriter": ("batch/",),
    "distributed": ("batch/",),
    "xlwings": ("excel/",),
    "pyopenvba": ("excel/builder/",),
    "click": ("cli/",),
}
"""Where a third-party library may be imported."""


def imports(module: str) -> Iterator[str]:
    tree = ast.parse((PACKAGE / module).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def room(dotted: str) -> str:
    name = dotted.removeprefix("workbook_tool").strip(".").partition(".")[0]
    return "cli" if name == "demo" else name


def room_of(module: str) -> str:
    return room("workbook_tool." + module.removesuffix(".py").replace("/", "."))


@pytest.mark.parametrize("module", MODULES)
def test_a_room_imports_only_rooms_above_it(module):
    own = room_of(module)
    if own in ("", "__init__", "__main__"):
        return
    used = {room(name) for name in imports(module) if name.startswith("workbook_tool")} - {""}
    assert {name for name in used if ORDER.index(name) > ORDER.index(own)} == set()


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_at_home_only(library):
    users = [module for module in MODULES if any(name.partition(".")[0] == library for name in imports(module))]
    assert [module for module in users if not module.startswith(HOMES[library])] == []


def test_model_imports_nothing_but_the_standard_library():
    roots = {name.partition(".")[0] for module in MODULES if module.startswith("model/") for name in imports(module)}
    assert roots - {"workbook_tool"} <= set(sys.stdlib_module_names)


def run(script: str, *arguments: str) -> str:
    """What a script prints in an interpreter of its own."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


UNASKED = (
    *("openpyxl", "docx", "docxtpl", "jinja2", "pandas", "numpy", "xlsxwriter", "xlwings", "rich", "lxml"),
    *("hashlib", "subprocess", "tempfile", "multiprocessing", "concurrent", "asyncio", "platform", "calendar"),
    *("workbook_tool.batch", "workbook_tool.excel", "workbook_tool.report", "workbook_tool.audit"),
    *("workbook_tool.form.template", "workbook_tool.files.annotate", "workbook_tool.files.isolated"),
    *("workbook_tool.cli.batching", "workbook_tool.cli.writing", "workbook_tool.cli.ribbon"),
    *("workbook_tool.output.as_json", "workbook_tool.output.as_html"),
)
"""What a plain check has no use for and does not wait for."""


@pytest.mark.parametrize(("name", "told"), [("岳麓区2022.xlsx", "1 []"), ("没有这个文件.xlsx", "3 []")])
def test_a_check_of_one_workbook_loads_nothing_it_does_not_use(name, told):
    script = (
        "import sys, contextlib, io\n"
        "import workbook_tool.cli as cli\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    code = cli.run(['check', sys.argv[1]])\n"
        "print(code, sorted(set(sys.argv[2:]) & set(sys.modules)))\n"
    )
    assert run(script, str(ROOT / "samples" / name), *UNASKED) == told


def test_a_start_compiles_no_pattern_but_those_that_fold_the_labels_of_the_form():
    script = (
        "import re, sys\n"
        "compile, made = re.compile, set()\n"
        "def noted(pattern, flags=0):\n"
        "    frame = sys._getframe(1)\n"
        "    while frame.f_globals['__name__'] == 'workbook_tool.model.pattern':\n"
        "        frame = frame.f_back\n"
        "    made.add((frame.f_globals['__name__'], pattern))\n"
        "    return compile(pattern, flags)\n"
        "re.compile = noted\n"
        "import workbook_tool.cli.checking\n"
        "from workbook_tool.rules.catalogue import rules\n"
        "rules()\n"
        "own = [name for name, _ in made if name.startswith('workbook_tool')]\n"
        "print(set(own), len(own) < 10)\n"
    )
    assert run(script) == "{'workbook_tool.form.values'} True"


def test_a_command_is_imported_when_it_is_asked_for():
    script = (
        "import sys\n"
        "from workbook_tool.cli import run\n"
        "run(['rules', 'F301'])\n"
        "print(sorted(name for name in sys.modules if name.startswith('workbook_tool.cli.')))\n"
    )
    loaded = ["app", "knowledge", "main", "refusals"]
    assert run(script).splitlines()[-1] == str([f"workbook_tool.cli.{name}" for name in loaded])
