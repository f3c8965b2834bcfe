"""Which way an indicator is better (正向, 反向) where no 计算符号 says so: told by its names alone."""

from __future__ import annotations

from functools import lru_cache

from workbook_tool.form.values import fold
from workbook_tool.model.pattern import lazily
from workbook_tool.model.performance import Indicator

_SAVING = ("节约", "降低", "节省")
_DONE_RATE = lazily(
    "(?:执行|完成|到位|达标|合规|合格|准确|及时|规范|发放|拨付|支付|利用|使用|覆盖|保障|达成|实现|兑现|足额)(?:率|度|性)"
)
"""Shares of what was to be done: more of them is better, also below 成本指标 (预算执行率, 资金使用合规率)."""
_CONTROLLED = lazily(
    "(?:人员|编制|经费|预算|支出|费用|投资|成本|债务|规模)控制率|(?:经费|结余|预算)(?:变动|调整|偏离|偏差)率|结转结余率"
)
"""共性指标 of 财预〔2013〕53号 of which less is better: 在职人员控制率, “三公”经费变动率, 预算调整率."""
_HARM = lazily(
    "(?:投诉|事故|事件|故障|差错|错误|失误|违规|违纪|违约|超支|逾期|延误|死亡|伤亡|发病|病死|感染|流失|失业|辍学|返贫|致贫"
    "|返修|破损|空置|发案|案发|犯罪|信访|上访|舆情|受害|成灾|误报|漏报|漏检|不合格|退货|漏损|损耗|能耗|超标|负债)"
    "(?:事件|案件|问题|行为)?(?:发生)?(?:率|数|数量|[件次起例人]数|量|总量)?"
)
"""What should happen as seldom as possible, at the end of a name: 有责投诉率, 安全事故发生数."""
_DEALT_WITH = lazily(
    "查处|查办|办[理结案]|处理|处置|化解|调解|受理|接[待访]|排查|整[治改]|侦破|破获|审理|监测|抽检|治理|救[治助]|解决"
    "|回[复访]|下降|降低|减少|压[减降]|降幅|缩[短减]|防[范控止]|避免|预防|演练|培训|宣传"
)
"""What is done against harm, of which more is better: 查处违规行为数, 投诉率下降."""
_DURATION = lazily(
    "工期|用时|耗时|(?:办[结理]|完[成工]|审[批核]|响应|处[理置]|反馈|等[候待]|答复|到达|修复|送达|拨付|发放|支付|建设|施工|实施)"
    "(?:时限|时间|期限|周期|时长|天数)"
)
"""Times that something may take at most; how long it is used or serves is another matter (使用年限)."""
_TAIL = lazily(r"\([^()]*\)$|[“”\"‘’']")


def is_cost(indicator: Indicator) -> bool:
    """Whether it is a 成本指标 of which less is better: it speaks neither of saving nor of a share done."""
    return _is_cost(indicator.level1.value or "", indicator.level2.value or "", indicator.name.value or "")


def is_less_better(indicator: Indicator) -> bool:
    """Whether a bare target is the most there may be: costs, 共性指标 such as 控制率, harm (投诉率) and times taken."""
    return _is_less_better(indicator.level1.value or "", indicator.level2.value or "", indicator.name.value or "")


# The same indicators are asked for year by year and unit by unit.


@lru_cache(maxsize=4096)
def _is_cost(level1: str, level2: str, name: str) -> bool:
    names = f"{level1}{level2}{name}"
    return "成本" in names and not any(word in names for word in _SAVING) and not _DONE_RATE.search(_plain(name))


@lru_cache(maxsize=4096)
def _is_less_better(level1: str, level2: str, name: str) -> bool:
    plain = _plain(name)
    if _is_cost(level1, level2, name) or _CONTROLLED.search(plain):
        return True
    if _DEALT_WITH.search(plain) and not _DURATION.search(plain):
        return False
    is_count = "数量" in level2 and not plain.endswith("率")
    return bool(_DURATION.search(plain)) or (not is_count and _ends_in_harm(plain))


def _ends_in_harm(name: str) -> bool:
    return any(match.end() == len(name) for match in _HARM.finditer(name))


def _plain(name: str) -> str:
    """An indicator's name without quotation marks and without a bracket at its end: 投诉率（%）."""
    return _TAIL.sub("", fold(name))
