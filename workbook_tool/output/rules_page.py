"""Every rule on one page to read and to print: what it checks, why, and how to mend what it finds."""

from __future__ import annotations

from string import Template

from workbook_tool import __version__
from workbook_tool.output.as_html import rule_page
from workbook_tool.output.html_words import element, link, part_of_page, source, words
from workbook_tool.rules.catalogue import RULESET, rules
from workbook_tool.rules.pages import AREA_TITLES

_PAGE = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<meta name="renderer" content="webkit">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="$policy">
<title>校验规则说明</title>
<style>$style</style>
</head>
<body>
<nav id="nav"><p class="brand">规则说明</p><ul>$contents</ul></nav>
<div class="page">
<header><h1>校验规则说明</h1><p class="summary">错误必须改正，提示须核对或说明，说明不影响结果。</p></header>
$areas
<p class="foot">workbook-tool $version，规则 $ruleset。</p>
</div>
</body>
</html>""")


def rules_page() -> str:
    """The page, self-contained like that of the findings."""
    style = part_of_page("page.css")
    return _PAGE.substitute(
        policy=words(f"default-src 'none'; style-src {source(style)}"),
        style=style,
        contents="".join(element("li", link(f"范围-{area}", title)) for area, title in AREA_TITLES.items()),
        areas="\n".join(_area(area, title) for area, title in AREA_TITLES.items()),
        version=words(__version__),
        ruleset=words(RULESET),
    )


def _area(area: str, title: str) -> str:
    pages = "".join(rule_page(rule) for rule in rules() if rule.code.startswith(area))
    return element("section", f"<h2>{words(title)}</h2>{pages}", id=f"范围-{area}")
