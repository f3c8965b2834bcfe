# make demo、make test、make install 各自从零开始：只要有 Python 3.11、git 和 make。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEVELOPING := $(VENV)/.developing

.PHONY: help install demo test lint templates addin docs mutations speed wheel clean

help:
	@echo "make demo       校验五份样例并生成 Word 报告，结果在 输出/"
	@echo "make test       检查代码并运行全部测试"
	@echo "make install    只安装 $(BIN)/workbook-tool"
	@echo "make templates  由表样和提纲重新生成模板、样例和文档"
	@echo "make addin      由 macros/ 里的源码重新造加载项 macros/绩效自评.xlam"

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEVELOPING): $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@ $(INSTALLED)

install: $(INSTALLED)
	@echo "已安装：$(BIN)/workbook-tool"

demo: $(INSTALLED)
	$(BIN)/workbook-tool demo -o 输出

test: lint
	$(BIN)/python -m pytest

lint: $(DEVELOPING)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

templates: $(DEVELOPING)
	$(BIN)/python -m workbook_tool.form.build
	$(BIN)/python -m workbook_tool.report.build

addin: $(DEVELOPING)
	$(BIN)/python -m workbook_tool.excel.build

docs: $(DEVELOPING)
	$(BIN)/python -m workbook_tool.rules.pages
	$(BIN)/python -m workbook_tool.report.names_page
	$(BIN)/python -m workbook_tool.form.pages
	$(BIN)/python -m workbook_tool.excel.builder.drawing

mutations: $(DEVELOPING)
	$(BIN)/python -m benchmarks.mutations

speed: $(DEVELOPING)
	$(BIN)/python -m benchmarks.speed

wheel: $(DEVELOPING)
	$(BIN)/python -m build --wheel --outdir dist .

clean:
	rm -rf $(VENV) dist build 输出 .pytest_cache .mypy_cache .ruff_cache
