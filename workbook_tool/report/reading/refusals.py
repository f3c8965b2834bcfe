"""Why a file cannot be read as a Word report (无法读取), in the codes of files/unreadable and words about Word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workbook_tool.files.unreadable import Unreadable

_MESSAGES = {
    "U102": "“{name}”是文件夹，不是 Word 报告。请选择其中的 .docx 文件。",
    "U104": "文件“{name}”太大（上限 50 MB）。请删除报告中的图片等附件后再试。",
    "U105": "文件“{name}”不是 Word 文档。请用 Word 或 WPS 打开核对，另存为 .docx 后再试。",
    "U107": "“{name}”是 Word 打开文件时产生的临时文件，没有内容。请选择名称中没有“~$”的原文件。",
    "U108": "文件“{name}”设有打开密码（已加密）。请在 Word 中打开，取消打开密码并另存后再试。",
    "U109": "文件“{name}”解压后异常庞大，为安全起见未打开。请将报告内容复制到新的 Word 文档后再试。",
    "U110": "文件“{name}”已损坏或不完整。请用 Word 打开并修复、另存为 .docx，或重新获取该文件。",
    "U111": "文件“{name}”内部含有不允许的 XML 声明（DTD 或实体），为安全起见未打开。请用 Word 另存后再试。",
    "U113": "文件“{name}”打不开，可能正被其他程序占用或没有读取权限。请关闭 Word 中的该文件后再试。",
    "U114": "文件“{name}”的段落或表格太多，读取会耗时过长，已停止。请删除多余的内容，另存为 .docx 后再试。",
}
"""The same causes as for a workbook; a code that is not here needs no other words."""
_NO_WORKBOOK, _NO_DOCUMENT = (
    "不是 Excel 工作簿。请提交 .xlsx 格式的自评表。",
    "不是 Word 文档。请提交 .docx 格式的报告。",
)


_SAVE_AS_DOCX = "请用 Word 另存为 .docx 后再试。"


def other_kind(kind: str, advice: str = _SAVE_AS_DOCX) -> Unreadable:
    """The refusal of a file that is something else: a workbook, a .doc, a document with macros."""
    return Unreadable("U106", f"文件“{{name}}”是{kind}，不能核对。{advice}")


def no_text() -> Unreadable:
    """The refusal of a report in which nothing can be checked: it must not pass as one without faults."""
    return Unreadable("U116", "文件“{name}”里没有文字，可能是扫描件或图片。请提交可以编辑的文字版报告。")


@contextmanager
def in_words_of_word(name: str) -> Iterator[None]:
    """Tell a refusal raised inside with the file's name and in words about Word."""
    try:
        yield
    except Unreadable as error:
        message = _MESSAGES.get(error.code, error.message).replace(_NO_WORKBOOK, _NO_DOCUMENT)
        raise Unreadable(error.code, message.replace("{name}", name)) from error
