"""The built wheel, installed in a fresh environment, in an empty folder: nothing of the checkout is needed."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [scripts / "python", "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel]
    subprocess.run(list(map(str, install)), check=True, capture_output=True, timeout=900)
    return scripts / "workbook-tool"


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PYTHONUTF8"] = "1"
    return subprocess.run(
        [str(program), *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )


def test_the_wheel_holds_templates_samples_and_policies(wheel):
    import zipfile

    names = zipfile.ZipFile(wheel).namelist()
    assert "workbook_tool/_data/templates/自评表模板.xlsx" in names
    assert "workbook_tool/_data/templates/报告/通用.docx" in names
    assert "workbook_tool/_data/samples/岳麓区2022.xlsx" in names
    assert "workbook_tool/policy/data/全国.toml" in names
    assert "workbook_tool/_data/macros/绩效自评.xlam" in names
    assert {"workbook_tool/output/page.css", "workbook_tool/output/page.js"} <= set(names)


def test_new_check_and_report_work_in_an_empty_folder(program, tmp_path):
    assert run(program, tmp_path, "new", "某某局 2024.xlsx", "--unit", "某某局", "--year", "2024").returncode == 0
    checked = run(program, tmp_path, "check", "某某局 2024.xlsx")
    assert checked.returncode == 1, checked.stderr
    assert "没有填" in checked.stdout
    written = run(program, tmp_path, "report", "某某局 2024.xlsx", "-o", "报告.docx")
    assert written.returncode == 1, written.stderr
    assert (tmp_path / "报告.docx").stat().st_size > 5000


def test_the_demo_runs_from_the_wheel(program, tmp_path):
    assert run(program, tmp_path, "demo").returncode == 0
    assert sorted(path.name for path in (tmp_path / "输出").glob("*.docx")) == [
        "万载县2021.docx",
        "岳麓区2022.docx",
        "芙蓉区2021.docx",
        "芦淞区2024.docx",
        "邵东市2020.docx",
    ]


def test_rules_and_template_lint_work_from_the_wheel(program, tmp_path):
    assert "F301" in run(program, tmp_path, "rules").stdout
    assert run(program, tmp_path, "template", "lint", "没有.docx").returncode in (1, 2, 3)
