"""The order of a batch, made of what the user asks for; what is wrong with it is told before any workbook is opened."""

from __future__ import annotations

from pathlib import Path

from workbook_tool.batch.job import Order
from workbook_tool.batch.stamp import stamp
from workbook_tool.policy.load import load
from workbook_tool.report.errors import ReportError
from workbook_tool.rules.settings import Settings


class BrokenTemplate(ReportError):
    """A Word template with faults; the message lists them."""


def order_of(
    policy: str | None = None,
    settings: Settings | None = None,
    template: Path | None = None,
    seconds: float = 60.0,
    megabytes: int = 1024,
) -> Order:
    """Read the policy and the Word template; raise PolicyError or BrokenTemplate."""
    read = load(policy) if policy is not None else None
    data, asked = _sound(template) if template is not None else (None, None)
    return Order(read, settings, data, asked, seconds, megabytes, stamp(read, settings, data))


def _sound(template: Path) -> tuple[bytes, tuple[str, ...]]:
    """A template's bytes and the paths it prints, when nothing is wrong with it."""
    from workbook_tool.output.template_faults import faults_as_text
    from workbook_tool.report.lint import lint, required
    from workbook_tool.report.package import load as load_template

    faults = lint(template)
    if faults:
        raise BrokenTemplate(f"Word 模板有问题，没有开始处理。\n{faults_as_text(template, faults)}")
    return load_template(template), required(template)
