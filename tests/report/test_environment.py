from __future__ import annotations

import pytest
from jinja2.exceptions import SecurityError, TemplateError

from workbook_tool.report.environment import clean, environment, printer
from workbook_tool.report.values import Group, Value

NAMES = {"单位": Group({"名称": Value("区疾控中心")}), "项目": ({"全称": "甲"},), "数": Value(None), "文": "文"}


def rendered(source: str, **names: object) -> str:
    return environment().from_string(source).render(NAMES | names)


@pytest.mark.parametrize("typed", ["科研&培训<三期>", "完成率<100%", "研发R&D支出", "a\"b'c"])
def test_user_text_is_always_escaped(typed):
    from lxml import etree

    xml = rendered("<t>{{ 甲 }}</t>", 甲=Value(typed))
    assert etree.fromstring(xml).text == typed


@pytest.mark.parametrize("typed", ["{{ x }}", "{% if", "{_{", "}_}", "{_%", "%_}", "{# #}", "{__{"])
def test_braces_come_out_as_typed_after_the_template_engine_unfolds_its_own(typed):
    from lxml import etree

    xml = rendered("<t>{{ 甲 }}</t>", 甲=Value(typed))
    unfolded = xml.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
    assert etree.fromstring(unfolded).text == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("甲\x00乙\x07丙\x1b丁", "甲乙丙丁"),
        ("甲\ud800乙", "甲乙"),
        ("甲\ufffe乙\uffff", "甲乙"),
        ("甲\r\n乙\r丙\x0b丁\u2028戊", "甲\n乙\n丙\n丁\n戊"),
        ("甲\t乙", "甲\t乙"),
        ("𠮷野家😀", "𠮷野家😀"),
    ],
)
def test_only_what_xml_cannot_hold_is_lost(typed, kept):
    assert clean(typed) == kept


def test_of_every_character_just_what_is_markup_or_not_clean_is_written_otherwise():
    marks, printed = "&<>\"'", printer("\n")
    for sign in map(chr, range(0x11000)):
        assert (printed(sign) == sign) == (clean(sign) == sign and sign not in marks)


@pytest.mark.parametrize(
    "expression",
    [
        "单位.__class__",
        "单位['__class__']",
        "文.__class__.__mro__",
        "单位._children",
        "单位.child",
        "文.upper",
        "文.format",
        "项目.append",
        "数.kind",
        "loop",
        "self",
        "cycler",
        "lipsum",
        "range",
        "没有",
        "单位.没有",
    ],
)
def test_a_template_reaches_nothing_but_the_names(expression):
    with pytest.raises(TemplateError):
        rendered("{{ " + expression + " }}")


@pytest.mark.parametrize(
    "source",
    [
        "{{ 文.upper() }}",
        "{{ 单位.child('名称') }}",
        "{{ [].append(1) }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{% autoescape false %}{{ 文 }}{% endautoescape %}",
        "{% block b %}{% endblock %}",
        "{% filter upper %}a{% endfilter %}",
        "{% for a in 项目 recursive %}{{ loop(a) }}{% endfor %}",
        "{{ 文 | safe }}",
        "{{ 文 | attr('upper') }}",
        "{{ 文 | format(1) }}",
        "{{ 文 | pprint }}",
        "{{ 文 | tojson }}",
    ],
)
def test_a_template_cannot_run_code_or_switch_the_escaping_off(source):
    with pytest.raises(TemplateError):
        rendered(source)


@pytest.mark.parametrize("expression", ["'x' * 999999999", "9 ** 9 ** 9", "'%0999999999d' % 1", "[1] * 99999999"])
def test_a_template_cannot_fill_the_memory(expression):
    with pytest.raises(SecurityError):
        rendered("{{ " + expression + " }}")


def test_a_row_of_more_values_than_are_printed_together_is_whole():
    assert rendered("".join(f"{{{{ {number} }}}}，" for number in range(100))) == "".join(
        f"{number}，" for number in range(100)
    )


def test_a_loop_that_could_call_itself_prints_like_any_other():
    assert rendered("{% for a in 'x', 'y' recursive %}{{ loop.index }}{{ a }}；{% endfor %}") == "1x；2y；"


def test_figures_may_be_multiplied():
    assert rendered("{{ 2 * 3 }}") == "6"
    assert rendered("{{ 7 % 2 }}") == "1"


def test_loops_and_their_counters_work():
    assert rendered("{% for a in 'x', 'y' %}{{ loop.index }}{{ a }}{{ '；' if not loop.last }}{% endfor %}") == "1x；2y"


def test_a_namespace_carries_a_value_out_of_a_loop():
    source = "{% set n = namespace(数=0) %}{% for a in 'x', 'y' %}{% set n.数 = n.数 + 1 %}{% endfor %}{{ n.数 }}"
    assert rendered(source) == "2"
