"""The columns beside a printed 自评表 (M–O): 测算得分, 差异 and 偏离度, as live Excel formulas."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.template.looks import CHECK, HEAD, put

SIDE = 11
"""The first column beside the print area (K)."""
COMPUTED, DIFFERENCE, DEVIATION = SIDE + 2, SIDE + 3, SIDE + 4


def side_heads(sheet: Worksheet, row: int, texts: tuple[str, ...]) -> None:
    """Write headings from the column of 测算得分 on."""
    for at, text in enumerate(texts, COMPUTED):
        put(sheet, row, at, text, HEAD)


def execution_score(sheet: Worksheet, row: int, rate: str, weight: str) -> None:
    """测算得分 of the execution rate: proportional to the rate, at most the weight; both named by their columns."""
    known = f"ISNUMBER({rate}{row}),ISNUMBER({weight}{row})"
    formula = f'=IF(AND({known}),ROUND(MIN(1,{rate}{row})*{weight}{row},2),"")'
    put(sheet, row, COMPUTED, formula, CHECK)


def difference(sheet: Worksheet, row: int, score: str) -> None:
    """差异: the claimed score (in the column ``score``) less the computed one."""
    formula = f'=IF(AND(ISNUMBER({score}{row}),ISNUMBER(M{row})),ROUND({score}{row}-M{row},2),"")'
    put(sheet, row, DIFFERENCE, formula, CHECK)


def indicator_checks(sheet: Worksheet, row: int) -> None:
    """测算得分, 差异 and 偏离度 of one indicator."""
    put(sheet, row, COMPUTED, indicator_score(row), CHECK)
    difference(sheet, row, "H")
    put(sheet, row, DEVIATION, deviation(row), CHECK, "0.00%")


def indicator_score(row: int) -> str:
    """测算得分 where target and actual are numbers; text targets are understood by the program only."""
    target, actual, weight, nature = f"E{row}", f"F{row}", f"G{row}", f"K{row}"
    reverse = f'OR({nature}="≤",{nature}="<")'
    zero = f'IF({nature}="=",IF({actual}<=0,{weight},0),IF({reverse},IF({actual}<=0,{weight},0),{weight}))'
    down = f"IF({actual}<={target},{weight},MAX(0,ROUND((1-({actual}-{target})/{target})*{weight},2)))"
    up = f"IF({actual}>={target},{weight},MAX(0,ROUND({actual}/{target}*{weight},2)))"
    score = f'IF({nature}="定性","",IF({target}=0,{zero},IF({reverse},{down},{up})))'
    return f'=IF(AND(ISNUMBER({target}),ISNUMBER({actual}),ISNUMBER({weight})),{score},"")'


def deviation(row: int) -> str:
    """偏离度 = (完成值 − 指标值) ÷ 指标值; none for 定性 and zero targets."""
    target, actual = f"E{row}", f"F{row}"
    return (
        f'=IF(AND(ISNUMBER({target}),ISNUMBER({actual}),K{row}<>"定性"),'
        f'IF({target}=0,"",ROUND(({actual}-{target})/{target},4)),"")'
    )


def grade_formula(score: str) -> str:
    """The grade of 财预〔2020〕10号: 优 from 90, 良 from 80, 中 from 60, else 差."""
    return f'=IF(ISNUMBER({score}),IF({score}>=90,"优",IF({score}>=80,"良",IF({score}>=60,"中","差"))),"")'
