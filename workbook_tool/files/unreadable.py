"""Why a file cannot be read, in words an accountant can act on."""

from __future__ import annotations

from enum import Enum


class Unreadable(Exception):
    """A file that cannot be read as a workbook (无法读取): its code and one clear Chinese message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.code} {self.message}"


class Reason(Enum):
    """The stable codes and their messages; braces are filled by ``error``."""

    MISSING = ("U101", "找不到文件“{name}”。请检查文件名和所在文件夹是否正确。")
    FOLDER = ("U102", "“{name}”是文件夹，不是工作簿。请选择其中的 Excel 文件。")
    EMPTY = ("U103", "文件“{name}”是空的（0 字节），可能未保存或未传完。请重新保存或重新获取该文件。")
    TOO_LARGE = ("U104", "文件“{name}”太大（{size} MB，上限 {limit} MB）。请删除工作簿中的图片等附件后再试。")
    NOT_A_WORKBOOK = ("U105", "文件“{name}”不是 Excel 工作簿。请用 Excel 或 WPS 打开核对，另存为 .xlsx 后再试。")
    OTHER_KIND = ("U106", "文件“{name}”是{kind}，不是 Excel 工作簿。请提交 .xlsx 格式的自评表。")
    LOCK_FILE = ("U107", "“{name}”是 Excel 打开文件时产生的临时锁文件，没有内容。请选择名称中没有“~$”的原文件。")
    ENCRYPTED = ("U108", "文件“{name}”设有打开密码（已加密）。请在 Excel 中打开，取消打开密码并另存后再试。")
    BOMB = ("U109", "文件“{name}”解压后异常庞大，为安全起见未打开。请将自评表内容复制到新的工作簿后再试。")
    DAMAGED = ("U110", "文件“{name}”已损坏或不完整。请用 Excel 打开并修复、另存为 .xlsx，或重新获取该文件。")
    FOREIGN_MARKUP = (
        "U111",
        "文件“{name}”内部含有不允许的 XML 声明（DTD 或实体），为安全起见未打开。请用 Excel 另存后再试。",
    )
    TOO_OLD = ("U112", "文件“{name}”是 Excel 5.0 以前的旧格式。请用 Excel 打开后另存为 .xlsx 再试。")
    NO_PERMISSION = ("U113", "文件“{name}”打不开，可能正被其他程序占用或没有读取权限。请关闭 Excel 中的该文件后再试。")
    TOO_COSTLY = (
        "U114",
        "读取文件“{name}”耗时过长或占用内存过多，已停止。请删除多余的工作表和空白区域，另存为 .xlsx 后再试。",
    )
    NO_SHEET = ("U115", "文件“{name}”中没有任何工作表。请确认提交的是填好的自评表。")
    LATE = (
        "U201",
        "处理文件“{name}”超过 {seconds} 秒，已停下，其他文件不受影响。"
        "请把自评表内容复制到新的工作簿后再试，或用 --timeout 放宽。",
    )
    DIED = (
        "U202",
        "处理文件“{name}”的进程中断了（文件异常，或内存超过 {memory} MB），其他文件不受影响。"
        "请用 Excel 打开、另存为 .xlsx 后再试，或用 --memory 放宽。",
    )
    BROKE = ("U203", "处理文件“{name}”时程序出错：{fault}。其他文件不受影响。请把这句话和这个文件发给维护人员。")
    NO_REPORT = ("U204", "没有生成 Word 报告：{fault}")
    NO_COPY = ("U205", "没有生成标注副本：{fault}")

    def error(self, **details: object) -> Unreadable:
        """Make the error with the message's blanks filled in; a blank not given stays as it is, to be filled later."""
        code, message = self.value
        return Unreadable(code, message.format_map(_Blanks(details)))


class _Blanks(dict[str, object]):
    """Format arguments that leave an unknown name in its braces."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def named(error: Unreadable, name: str) -> Unreadable:
    """Fill the file's name into an error raised where the name was not known."""
    return Unreadable(error.code, error.message.replace("{name}", name))
