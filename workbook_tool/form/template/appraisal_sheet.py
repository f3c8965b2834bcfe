"""The sheet 自评表: the official 部门整体支出 layout (湖南省 2022 form), entry and print surface at once.

Columns A–I are the form; K–L tell 指标性质 and 度量单位, M–O show 测算得分, 差异 and 偏离度.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.formula import Formula
from workbook_tool.form.schema import FORM_SHEET
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_GOALS, FORM_LINKS, FORM_TOTALS, INDICATORS
from workbook_tool.form.template.block_sheets import Derived
from workbook_tool.form.template.entry_cells import amber, lay_entry, redden, validate
from workbook_tool.form.template.layout import Layout
from workbook_tool.form.template.looks import DERIVED, ENTRY, GUIDE, HEAD, HINT, LABEL, TITLE, merge, put

BASE = "forms.0"
WIDTHS = (9, 9, 12, 36, 12, 12, 9, 9, 24, 2, 10, 10, 10, 9, 9)
SIDE = 11
"""The first column beside the print area (K)."""

LEVELS: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    ("产出指标", (("数量指标", 4), ("质量指标", 3), ("时效指标", 2), ("成本指标", 2))),
    ("效益指标", (("经济效益指标", 2), ("社会效益指标", 2), ("生态效益指标", 2), ("可持续影响指标", 2))),
    ("满意度指标", (("服务对象满意度指标", 2),)),
)
"""The 一级 and 二级指标 of 财预〔2020〕10号 and how many rows each is laid out with."""

FUND_ROWS = (
    ("资金来源", (("total", "合计"), ("fiscal", "（1）财政拨款"), ("other", "（2）其他资金"))),
    (
        "资金结构",
        (
            ("structure_total", "合计"),
            ("basic", "（1）基本支出"),
            ("staff", "其中：人员支出"),
            ("public", "公用支出"),
            ("project", "（2）项目支出"),
        ),
    ),
)
EXECUTION_WEIGHT = 10
_TEXT = Field("text", "文本", Kind.LONG)


@dataclass(slots=True)
class AppraisalSheet:
    """The worksheet while it is written; ``rows`` gives each (一级, 二级) its number of indicator rows."""

    sheet: Worksheet
    layout: Layout
    rows: Mapping[tuple[str, str], int]
    row: int = 1

    def write(self) -> list[Derived]:
        """Write the whole form; return the cells that follow from others."""
        for number, width in enumerate(WIDTHS, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        self._title()
        self._facts()
        derived = self._funds()
        self._goals()
        self._indicators()
        return [*derived, *self._totals()]

    def _title(self) -> None:
        year = self.layout.reference("report.year", FORM_SHEET)
        put(self.sheet, 1, 1, f'=IF({year}="","",{year}&"年度")&"{FORM.title}"', TITLE)
        merge(self.sheet, 1, 1, 1, 9)
        self.sheet.cell(1, 1).alignment = self.sheet.cell(1, 1).alignment.copy(horizontal="center")
        self.sheet.row_dimensions[1].height = 30
        put(self.sheet, 2, 9, "金额单位：万元", GUIDE)
        self.row = 3

    def _block(self, column: int, last_row: int, last_column: int, text: str | None, label: bool = True) -> None:
        """A merged label or entry from the current row on."""
        put(self.sheet, self.row, column, text, HEAD if label else ENTRY)
        if (last_row, last_column) != (self.row, column):
            merge(self.sheet, self.row, column, last_row, last_column)

    def _entry(self, key: str, column: int) -> None:
        self.layout.add(f"{BASE}.{key}", FORM_SHEET, self.row, column)

    def _facts(self) -> None:
        fields = {field.key: field for field in FORM.fields}
        self._block(1, self.row, 2, fields["duties"].label)
        self._block(3, self.row, 9, None, label=False)
        self._entry("duties", 3)
        validate(self.sheet, fields["duties"], f"C{self.row}")
        self.sheet.row_dimensions[self.row].height = 90
        self.row += 1
        self._block(1, self.row, 2, fields["establishment"].label)
        self._block(5, self.row, 6, fields["staff"].label)
        for key, first, last in (("establishment", 3, 4), ("staff", 7, 9)):
            self._block(first, self.row, last, None, label=False)
            self._entry(key, first)
        self.row += 1

    def _funds(self) -> list[Derived]:
        first, columns = self.row, {column.key: column for column in FORM_FUNDS.columns}
        self._block(2, self.row, 4, FORM_FUNDS.corner.label)
        for at, key in enumerate(("budget", "executed", "rate", "weight", "score"), 5):
            put(self.sheet, self.row, at, columns[key].label, HEAD)
        for at, text in enumerate(("测算得分", "差异"), SIDE + 2):
            put(self.sheet, self.row, at, text, HEAD)
        self.row += 1
        derived = [cell for group, rows in FUND_ROWS for cell in self._fund_group(group, rows, columns)]
        last, self.row = self.row - 1, first
        self._block(1, last, 1, "整体资金\n（万元）")
        self.row = last + 1
        self._execution_check(first + 1)
        return derived

    def _fund_group(self, group: str, rows: tuple[tuple[str, str], ...], columns: Mapping[str, Field]) -> list[Derived]:
        first = self.row
        self._block(2, first + len(rows) - 1, 2, "\n".join((group[:2], group[2:])))
        derived = []
        for key, label in rows:
            put(self.sheet, self.row, 3, label, LABEL)
            merge(self.sheet, self.row, 3, self.row, 4)
            derived += self._fund_row(key, columns)
            self.row += 1
        return derived

    def _fund_row(self, key: str, columns: Mapping[str, Field]) -> list[Derived]:
        derived = []
        for at, column in enumerate(("budget", "executed", "rate", "weight", "score"), 5):
            path = f"funds.{key}.{column}"
            self._entry(path, at)
            lay_entry(self.sheet, self.row, at, columns[column])
            formula = self._fund_formula(key, column, columns[column])
            if formula:
                derived.append(Derived(f"{BASE}.{path}", columns[column], formula, FORM_SHEET, self.row, at))
            elif key != "total":
                put(self.sheet, self.row, at, "－", ENTRY)
            if column != "rate" or not formula:
                validate(self.sheet, columns[column], f"{get_column_letter(at)}{self.row}")
        if key == "total":
            self.sheet.cell(self.row, 8).value = EXECUTION_WEIGHT
        return derived

    @staticmethod
    def _fund_formula(key: str, column: str, field: Field) -> Formula | None:
        if column in ("budget", "executed"):
            return Formula(FORM_LINKS[f"funds.{key}.{column}"])
        return field.formula.renamed(lambda name: f"{BASE}.funds.{key}.{name}") if field.formula else None

    def _execution_check(self, row: int) -> None:
        """测算得分 of the execution rate: proportional to the rate, at most the weight; a rate over 100% is red."""
        put(
            self.sheet,
            row,
            SIDE + 2,
            f'=IF(AND(ISNUMBER(G{row}),ISNUMBER(H{row})),ROUND(MIN(1,G{row})*H{row},2),"")',
            DERIVED,
        )
        self._difference(row, "I", SIDE + 2)
        redden(self.sheet, f"G{row}:G{self.row - 1}", [f"AND(ISNUMBER(G{row}),N(G{row})>1)"])
        redden(self.sheet, f"I{row}", [f"AND(ISNUMBER(I{row}),ISNUMBER(H{row}),N(I{row})>N(H{row}))"])

    def _difference(self, row: int, score: str, computed: int) -> None:
        letter = get_column_letter(computed)
        difference = f'=IF(AND(ISNUMBER({score}{row}),ISNUMBER({letter}{row})),ROUND({score}{row}-{letter}{row},2),"")'
        put(self.sheet, row, computed + 1, difference, DERIVED)

    def _goals(self) -> None:
        first = self.row
        self._block(1, first + 1, 1, "年度总\n体目标")
        spans = ((2, 5), (6, 9))
        for field, (start, end) in zip(FORM_GOALS, spans, strict=True):
            self._block(start, self.row, end, field.label)
        self.row += 1
        for field, (start, end) in zip(FORM_GOALS, spans, strict=True):
            self._block(start, self.row, end, None, label=False)
            self._entry(field.key, start)
        self.sheet.row_dimensions[self.row].height = 60
        self.row += 1

    def _indicators(self) -> None:
        first, columns = self.row, {column.key: column for column in INDICATORS.columns}
        for at, key in enumerate(("level1", "level2", "name", "target", "actual", "weight", "score", "reason"), 2):
            put(self.sheet, self.row, at, columns[key].label, HEAD)
        for at, text in enumerate((columns["nature"].label, columns["unit"].label, "测算得分", "差异", "偏离度"), SIDE):
            put(self.sheet, self.row, at, text, HEAD)
        self.sheet.row_dimensions[self.row].height = 30
        self.row += 1
        number = 0
        for level1, groups in self._levels():
            top = self.row
            for level2, count in groups:
                self._group(level2, count, number, columns)
                number += count
            bottom, self.row = self.row - 1, top
            self._block(2, bottom, 2, level1)
            self.row = bottom + 1
        bottom, self.row = self.row - 1, first
        self._block(1, bottom, 1, "绩\n效\n指\n标")
        self.row = bottom + 1
        self._indicator_checks(first + 1, bottom, columns)

    def _levels(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """The levels to lay out: the standard ones first, then those of the unit's own."""
        rows = {(one, two): max(count, self.rows.get((one, two), 0)) for one, twos in LEVELS for two, count in twos}
        rows |= {key: count for key, count in self.rows.items() if key not in rows}
        levels: dict[str, list[tuple[str, int]]] = {}
        for (one, two), count in rows.items():
            levels.setdefault(one, []).append((two, count))
        return list(levels.items())

    def _group(self, level2: str, count: int, number: int, columns: Mapping[str, Field]) -> None:
        self._block(3, self.row + count - 1, 3, level2)
        for row in range(self.row, self.row + count):
            place = f"{BASE}.indicators.{number + row - self.row}"
            keys = (
                (4, "name"),
                (5, "target"),
                (6, "actual"),
                (7, "weight"),
                (8, "score"),
                (9, "reason"),
                (11, "nature"),
                (12, "unit"),
            )
            for at, key in keys:
                self.layout.add(f"{place}.{key}", FORM_SHEET, row, at)
                lay_entry(self.sheet, row, at, columns[key])
            for at, formula in enumerate((_computed(row), None, _deviation(row)), SIDE + 2):
                if formula:
                    put(self.sheet, row, at, formula, DERIVED, "0.00%" if at == SIDE + 4 else "0.##")
            self._difference(row, "H", SIDE + 2)
            self.sheet.row_dimensions[row].height = 24
        self.row += count

    def _indicator_checks(self, first: int, last: int, columns: Mapping[str, Field]) -> None:
        for letter, key in (
            ("D", "name"),
            ("E", "target"),
            ("F", "actual"),
            ("G", "weight"),
            ("H", "score"),
            ("K", "nature"),
            ("L", "unit"),
        ):
            validate(self.sheet, columns[key], f"{letter}{first}:{letter}{last}")
        over = f"AND(ISNUMBER(H{first}),ISNUMBER(G{first}),N(H{first})>N(G{first}))"
        redden(self.sheet, f"H{first}:H{last}", [over])
        unlike = f"AND(ISNUMBER(N{first}),ABS(N(N{first}))>0.01)"
        amber(self.sheet, f"H{first}:H{last}", [unlike])
        unexplained = f'AND(ISNUMBER(H{first}),ISNUMBER(G{first}),N(H{first})<N(G{first}),TRIM(I{first})="")'
        amber(self.sheet, f"I{first}:I{last}", [unexplained])

    def _totals(self) -> list[Derived]:
        weight, score, grade = FORM_TOTALS
        self._block(1, self.row, 6, weight.label)
        derived = []
        for at, field in ((7, weight), (8, score)):
            self._entry(field.key, at)
            assert field.formula is not None
            formula = field.formula.renamed(lambda name: f"{BASE}.{name}")
            derived.append(Derived(f"{BASE}.{field.key}", field, formula, FORM_SHEET, self.row, at))
        put(self.sheet, self.row, 9, None, HEAD)
        redden(self.sheet, f"G{self.row}", [f"AND(N(H{self.row})>0,ABS(N(G{self.row})-100)>0.01)"])
        self.row += 1
        self._block(1, self.row, 6, grade.label)
        self._block(7, self.row, 9, grade_formula(f"H{self.row - 1}"), label=False)
        self._entry(grade.key, 7)
        self.row += 2
        put(self.sheet, self.row, 1, "执行率＝全年执行数÷全年预算数；得分低于分值的，须写明偏差原因。", HINT)
        self.sheet.cell(self.row, 1).alignment = self.sheet.cell(self.row, 1).alignment.copy(wrap_text=False)
        return derived


def grade_formula(score: str) -> str:
    """The grade of 财预〔2020〕10号: 优 from 90, 良 from 80, 中 from 60, else 差."""
    return f'=IF(ISNUMBER({score}),IF({score}>=90,"优",IF({score}>=80,"良",IF({score}>=60,"中","差"))),"")'


def _computed(row: int) -> str:
    """测算得分 where target and actual are numbers; text targets are understood by the program only."""
    target, actual, weight, nature = f"E{row}", f"F{row}", f"G{row}", f"K{row}"
    reverse = f'OR({nature}="≤",{nature}="<")'
    zero = f'IF({nature}="=",IF({actual}<=0,{weight},0),IF({reverse},IF({actual}<=0,{weight},0),{weight}))'
    down = f"IF({actual}<={target},{weight},MAX(0,ROUND((1-({actual}-{target})/{target})*{weight},2)))"
    up = f"IF({actual}>={target},{weight},MAX(0,ROUND({actual}/{target}*{weight},2)))"
    score = f'IF({nature}="定性","",IF({target}=0,{zero},IF({reverse},{down},{up})))'
    return f'=IF(AND(ISNUMBER({target}),ISNUMBER({actual}),ISNUMBER({weight})),{score},"")'


def _deviation(row: int) -> str:
    """偏离度 = (完成值 − 指标值) ÷ 指标值; none for 定性 and zero targets."""
    target, actual = f"E{row}", f"F{row}"
    return (
        f'=IF(AND(ISNUMBER({target}),ISNUMBER({actual}),K{row}<>"定性"),'
        f'IF({target}=0,"",ROUND(({actual}-{target})/{target},4)),"")'
    )
