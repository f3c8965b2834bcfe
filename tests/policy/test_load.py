from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from workbook_tool.policy import BadPolicy, PolicyError, UnknownPolicy, load, names


@pytest.fixture
def bureau(tmp_path):
    def write(text: str, name: str = "本局 口径.toml", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return path

    return write


def test_the_national_policy_is_named_first():
    assert names()[0] == "全国"
    assert {"湖北", "四川", "广西"} < set(names())


def test_without_a_name_the_national_policy_is_read():
    assert load() == load("全国")


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        ("国家", "全国"),
        ("national", "全国"),
        ("National", "全国"),
        (" 湖北 ", "湖北"),
        ("湖北省", "湖北"),
        ("湖北口径", "湖北"),
        ("四川省财政厅", "四川"),
        ("广西壮族自治区", "广西"),
        ("重庆市", "重庆"),
        ("湖南省", "全国"),
    ],
)
def test_aliases(name, policy):
    assert load(name).name == policy


def test_an_unknown_name_is_answered_with_a_suggestion_and_the_choice():
    with pytest.raises(UnknownPolicy, match=r"没有“湖背”这个口径。您是不是想用“湖北”？可用的口径：全国、") as caught:
        load("湖背")
    assert isinstance(caught.value, PolicyError)


def test_a_name_like_no_other_gets_no_suggestion():
    with pytest.raises(UnknownPolicy) as caught:
        load("火星")
    assert "是不是" not in str(caught.value)


def test_a_bureau_builds_on_the_national_policy(bureau):
    policy = load(
        bureau(
            'extends = "全国"\nname = "本局"\n[execution]\nweight = 20\n[[weights]]\ntitle = "本局"\n'
            "cost = 0\noutput = 40\nbenefit = 30\nsatisfaction = 10\n"
        )
    )
    assert policy.name == "本局"
    assert policy.execution.weight == 20
    assert policy.execution.base == load("全国").execution.base
    assert len(policy.weights) == 1


def test_a_bureau_file_does_not_inherit_the_aliases(bureau):
    assert load(bureau('extends = "全国"\nname = "本局"')).aliases == ()


def test_a_path_may_be_given_as_text(bureau):
    assert load(str(bureau('extends = "湖北"\nname = "本局"'))).execution.weight == 20


def test_a_file_may_build_on_one_beside_it(bureau):
    bureau('extends = "全国"\nname = "市局"\n[execution]\nexplain_below = 0.95', "市局.toml")
    assert load(bureau('extends = "市局.toml"\nname = "区局"')).execution.explain_below == Decimal("0.95")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_whatever_an_editor_saves_is_read(bureau, encoding):
    assert load(bureau('extends = "全国"\r\nname = "本局"\r\n', encoding=encoding)).name == "本局"


def test_figures_keep_their_digits(bureau):
    policy = load(bureau('extends = "全国"\n[deviation]\nprompt_over = 0.15'))
    assert policy.deviation.prompt_over == Decimal("0.15")


def test_steps_can_be_set(bureau):
    policy = load(
        bureau(
            'extends = "全国"\n[execution]\nmethod = "分档扣分"\n'
            "[execution.steps]\nfull_at = 1\nstep = 0.05\ndeduct = 2"
        )
    )
    assert policy.execution.steps is not None
    assert policy.execution.steps.deduct == 2


def test_a_missing_file_is_named():
    with pytest.raises(UnknownPolicy, match=r"找不到口径文件“没有\.toml”"):
        load("没有.toml")


def test_a_folder_cannot_be_read(tmp_path):
    folder = tmp_path / "文件夹.toml"
    folder.mkdir()
    with pytest.raises(PolicyError, match="打不开"):
        load(folder)


def test_a_circle_of_files_is_refused(bureau):
    bureau('extends = "乙.toml"', "甲.toml")
    with pytest.raises(BadPolicy, match="绕成了圈"):
        load(bureau('extends = "甲.toml"', "乙.toml"))


def test_an_unknown_parent_is_named(bureau):
    with pytest.raises(UnknownPolicy, match="没有“火星”这个口径"):
        load(bureau('extends = "火星"'))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('name = "本局', "错在文件末尾"),
        ('name = "本局"\ntitle = 甲\n', "错在第2行第9列"),
        ("extends = 1", "“extends”应当是一个口径的名称"),
        ('name = "本局"', "缺少设置项“title”"),
        ('extends = "全国"\nwieght = 1', "不认识的设置项“wieght”，是不是“weights”？这里可以写的是：name、"),
        ('extends = "全国"\n[execution]\nwieght = 1', "不认识的设置项“execution.wieght”"),
        ('extends = "全国"\n[execution]\nweight = "十"', "“execution.weight”应当是数字，现在写的是“十”"),
        ('extends = "全国"\n[execution]\nweight = true', "“execution.weight”应当是数字"),
        ('extends = "全国"\n[execution]\nweight = nan', "“execution.weight”应当是数字"),
        ('extends = "全国"\n[execution]\nbase = "年中"', "“execution.base”只能是全年预算数、年初预算数之一"),
        ('extends = "全国"\nexecution = 1', "“execution”应当是一节设置"),
        ('extends = "全国"\nname = 1', "“name”应当是文字"),
        ('extends = "全国"\nweights = 1', "“weights”应当是一个列表"),
        ('extends = "全国"\n[grades]\nword = "优"', r"“grades”应当是一个列表，写成 \[\[grades\]\]"),
        ('extends = "全国"\naliases = [1]', r"“aliases\[1\]”应当是文字"),
        ('extends = "全国"\n[deviation]\nreason_mandatory = 1', "应当是true 或 false"),
        ('extends = "全国"\n[[grades]]\nword = "优"', r"缺少设置项“grades\[1\].minimum”"),
        ('extends = "全国"\n[rounding]\ndigits = 1.5', "“rounding.digits”应当是整数"),
    ],
)
def test_a_bad_file_says_what_is_wrong(bureau, text, complaint):
    with pytest.raises(BadPolicy, match=f"口径文件“本局 口径.toml”有问题：.*{complaint}"):
        load(bureau(text))


PLAN = '[[weights]]\ntitle = "甲"\ncost = 0\noutput = {}\nbenefit = 30\nsatisfaction = 10\n'
BAND = '[[bands]]\nphrase = "甲"\nopenings = []\nlow = {}\nhigh = {}\n'
GRADE = '[[grades]]\nword = "甲"\nminimum = {}\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[execution]\nweight = 101", "“execution.weight”应当在0到100之间"),
        ('[execution]\nmethod = "分档扣分"', "须写明“execution.steps”"),
        ("[execution.steps]\nfull_at = 1\nstep = 0\ndeduct = 2", "step 应当大于0"),
        ("[deviation]\nprompt_over = 0.5", "0 ≤ prompt_over ≤ reason_over"),
        ("[rounding]\ndigits = 9", "“rounding.digits”应当在0到4之间"),
        (PLAN.format(60), "权重方案“甲”各一级指标合计凑不成90分"),
        (PLAN.format("[50, 40]"), "权重方案“甲”中有分值为负，或最低大于最高"),
        (PLAN.format("[1, 2, 3]"), "应当是一个分值，或“\\[最低, 最高\\]”"),
        (BAND.format("0.5", "1"), "应当从1到0依次相接"),
        (BAND.format("0.8", "1") + BAND.format("0", "0.6"), "应当从1到0依次相接"),
        (BAND.format("0", "1") + BAND.format("0", "0"), "low 应当小于 high"),
        (GRADE.format(60) + GRADE.format(80), "等级“grades”应当从高到低排列"),
        (GRADE.format(60), "最低一级从0分起"),
    ],
)
def test_figures_that_make_no_sense_together_are_refused(bureau, text, complaint):
    with pytest.raises(BadPolicy, match=complaint):
        load(bureau(f'extends = "全国"\n{text}'))
