"""A list that a template prints whole is required to have records, unless an if or an else provides for none."""

import pytest

from workbook_tool.report.lint import required


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("{% for 条 in 职责 %}{{ 条.内容 }}{% endfor %}", True),
        ("{{ 职责 | map(attribute='内容') | join('；') }}", True),
        ("{% for 条 in 职责 %}{{ 条.内容 }}{% else %}无{% endfor %}", False),
        ("{% if 职责 %}{% for 条 in 职责 %}{{ 条.内容 }}{% endfor %}{% endif %}", False),
        ("{% if 职责 %}{{ 职责 | map(attribute='内容') | join('；') }}{% endif %}", False),
        ("{% for 条 in 职责 if 条.内容 is 有 %}{{ 条.内容 }}{% endfor %}", False),
    ],
)
def test_a_list_printed_whole_is_required(word, text, asked):
    assert ("duties[]" in required(word(text))) is asked


def test_an_if_on_a_list_does_not_guard_the_fields_of_its_records(word):
    text = "{% if 职责 %}{% for 条 in 职责 %}{{ 条.内容 }}{% endfor %}{% endif %}"
    assert "duties[].text" in required(word(text))
