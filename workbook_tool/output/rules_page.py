"""Every rule on one page to read and to print: what it checks, why, and how to mend what it finds."""

from __future__ import annotations

from string import Template

from workbook_tool import __version__
from workbook_tool.output.as_html import rule_page
from workbook_tool.output.html_words import element, link, page, words
from workbook_tool.rules.catalogue import RULESET, rules
from workbook_tool.rules.pages import AREA_TITLES

_BODY = Template("""<nav id="nav"><p class="brand">规则说明</p><ul>$contents</ul></nav>
<div class="page">
<header><h1>校验规则说明</h1><p class="summary">错误必须改正，提示须核对或说明，说明不影响结果。</p></header>
$areas
<p class="foot">workbook-tool $version，规则 $ruleset。</p>
</div>
""")


def rules_page() -> str:
    """The page, self-contained like that of the findings."""
    body = _BODY.substitute(
        contents="".join(element("li", link(f"范围-{area}", title)) for area, title in AREA_TITLES.items()),
        areas="\n".join(_area(area, title) for area, title in AREA_TITLES.items()),
        version=words(__version__),
        ruleset=words(RULESET),
    )
    return page("校验规则说明", body)


def _area(area: str, title: str) -> str:
    pages = "".join(rule_page(rule) for rule in rules() if rule.code.startswith(area))
    return element("section", f"<h2>{words(title)}</h2>{pages}", id=f"范围-{area}")
