from decimal import Decimal

from forms import sheet, unmerged

from workbook_tool.form.blocks import Field, Fields, Kind, Matrix, Records
from workbook_tool.form.locate import Labels, headers
from workbook_tool.form.tables import read_fields, read_matrix, read_records

MONEY = Field("amount", "金额", Kind.MONEY)
FACTS = Fields("facts", "事", "事项", (Field("name", "名称"), Field("count", "人数", Kind.COUNT)))
ROWS = Matrix(
    "rows",
    "行",
    "行表",
    Field("label", "项目"),
    (Field("all", "合计"), Field("tax", "税"), Field("again", "合计")),
    (MONEY,),
)
LIST = Records("list", "单", "清单", (Field("name", "名称"), MONEY, Field("why", "原因")), presets=("公务员", "工勤"))


def read(block, drawing, merged=True):
    grid = sheet("表", drawing) if merged else unmerged(sheet("表", drawing))
    labels = Labels(grid)
    if isinstance(block, Fields):
        return read_fields(block, labels)
    columns = (block.corner, *block.columns) if isinstance(block, Matrix) else block.columns
    header = next(headers(labels, columns, 2))
    return (read_matrix if isinstance(block, Matrix) else read_records)(block, header, len(grid.rows))


def test_a_field_is_read_with_its_place_its_text_and_what_stands_beside_it():
    values = read(FACTS, "项目 | 填报内容 | 说明\n名称 | 某局\n人数 | 20人 | 含借调")
    assert (values["count"].value, values["count"].text, values["count"].note) == (20, "20人", "含借调")
    assert str(values["count"].place) == "表!B3"


def test_the_heading_tells_the_column_of_the_values_wherever_columns_were_inserted():
    values = read(FACTS, "项目 | 备注 | 填报内容\n名称 | 见附件 | 某局\n人数 | | 20")
    assert (values["name"].value, values["count"].value) == ("某局", 20)


def test_blank_text_that_is_no_number_and_a_dash_are_three_things():
    blank, unread, dash = (read(FACTS, f"名称 | 某局\n人数 | {typed}")["count"] for typed in ("", "很多", "—"))
    assert (blank.blank, blank.unread) == (True, False)
    assert (unread.blank, unread.unread, unread.text) == (False, True, "很多")
    assert dash.place is None


def test_a_field_whose_label_is_absent_is_not_read():
    assert set(read(FACTS, "名称 | 某局")) == {"name"}


def test_a_label_that_stands_twice_meets_the_next_row_that_bears_it():
    rows = read(ROWS, "项目 | 金额\n合计 | 3\n税 | 1\n合计 | 4").rows
    assert {key: values["amount"].value for key, values in rows.items()} == {"all": 3, "tax": 1, "again": 4}


def test_a_row_is_known_by_the_label_nearest_to_its_figures():
    rows = read(ROWS, "| 项目 | 金额\n来源 | 合计 | 3\n^ | 税 | 1").rows
    assert rows["tax"]["label"].text == "税"


def test_a_row_the_table_does_not_know_is_a_detail_if_it_says_anything():
    details = read(ROWS, "项目 | 金额\n合计 | 3\n其中：罚没 | 2\n捐赠 |").details
    assert [values["label"].text for values in details] == ["其中：罚没"]


def test_a_figure_merged_over_rows_belongs_to_the_first_row_only():
    rows = read(ROWS, "项目 | 金额\n合计 | 3\n税 | ^").rows
    assert rows["tax"]["amount"].place is None


def test_a_row_that_spells_out_label_and_amount_is_no_row_of_figures():
    read_rows = read(ROWS, "项目 | 金额\n按收入性质分： | 按支出性质分：\n税 | 1")
    assert (set(read_rows.rows), read_rows.details) == ({"tax"}, ())


def test_records_go_on_past_blank_rows():
    records = read(LIST, "名称 | 金额 | 原因\n甲 | 1 |\n| |\n乙 | 2 |")
    assert [(one["name"].value, one["amount"].value) for one in records] == [("甲", 1), ("乙", 2)]


def test_a_preprinted_name_is_a_record_only_with_something_beside_it():
    records = read(LIST, "名称 | 金额 | 原因\n公务员 | |\n工勤 | 0 |\n雇员 | |")
    assert [one["name"].value for one in records] == ["工勤", "雇员"]


def test_a_reason_merged_over_rows_holds_for_each_of_them():
    records = read(LIST, "名称 | 金额 | 原因\n甲 | 1 | 追加\n乙 | 2 | ^")
    assert [one["why"].value for one in records] == ["追加", "追加"]


def test_an_amount_in_yuan_is_read_in_wanyuan():
    records = read(LIST, "单位：元\n名称 | 金额 | 原因\n甲 | 12,345.60 |")
    assert records[0]["amount"].value == Decimal("1.23456")
