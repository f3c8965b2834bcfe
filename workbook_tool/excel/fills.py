"""A cell's fill (填充) between Excel's object (Interior) and what a workbook file writes of it (<fill>).

The ledger of marks keeps fills as files write them: so a marked book and an annotated copy undo each other's marks.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

_NONE, _AUTOMATIC = -4142, -4105
"""xlPatternNone, xlColorIndexAutomatic"""
_PATTERNS = {
    "none": _NONE,
    "solid": 1,
    "mediumGray": -4125,
    "darkGray": -4126,
    "lightGray": -4124,
    "darkHorizontal": -4128,
    "darkVertical": -4166,
    "darkDown": -4121,
    "darkUp": -4162,
    "darkGrid": 9,
    "darkTrellis": 10,
    "lightHorizontal": 11,
    "lightVertical": 12,
    "lightDown": 13,
    "lightUp": 14,
    "lightGrid": 15,
    "lightTrellis": 16,
    "gray125": 17,
    "gray0625": 18,
}
"""The patterns by their names in files, as XlPattern numbers; gradients are not among them."""
_NAMES = {number: name for name, number in _PATTERNS.items()}
NO_FILL = '<fill><patternFill patternType="none"/></fill>'
_THEME_COLOURS, _FIRST_INDEXED, _LAST_INDEXED = 12, 8, 63


def read_fill(interior: Any) -> str | None:
    """The fill as a file writes it; None for one that cannot be told so (渐变填充)."""
    pattern = interior.Pattern
    name = _NAMES.get(int(pattern)) if pattern is not None else None
    if name is None or name == "none":
        return NO_FILL if name else None
    shown = _ink(interior, "")
    # Of a solid fill a file calls the colour that shows fgColor, of a pattern the colour of its lines.
    if name == "solid":
        return _written(name, shown, 'indexed="64"')
    return _written(name, _ink(interior, "Pattern"), shown)


def restore_fill(interior: Any, fill: str) -> None:
    """Give a cell the fill that a file would write so."""
    node = ElementTree.fromstring(fill).find("patternFill")
    name = node.get("patternType", "none") if node is not None else "none"
    interior.Pattern = _PATTERNS.get(name, _NONE)
    if node is None or interior.Pattern == _NONE:
        return
    fore, back = node.find("fgColor"), node.find("bgColor")
    _set_ink(interior, "", fore if name == "solid" else back)
    if name != "solid":
        _set_ink(interior, "Pattern", fore)


def _written(name: str, fore: str, back: str) -> str:
    return f'<fill><patternFill patternType="{name}"><fgColor {fore}/><bgColor {back}/></patternFill></fill>'


def _ink(interior: Any, kind: str) -> str:
    """One of the two colours (``kind``: "" or "Pattern") as the attributes of its element."""
    theme = _number(interior, f"{kind}ThemeColor")
    if theme is not None and 1 <= theme <= _THEME_COLOURS:
        tint = float(getattr(interior, f"{kind}TintAndShade") or 0)
        return f'theme="{int(theme) - 1}"' + (f' tint="{tint:.15g}"' if tint else "")
    if _number(interior, f"{kind}ColorIndex") == _AUTOMATIC:
        return 'auto="1"'
    return f'rgb="FF{hexadecimal(int(getattr(interior, f"{kind}Color")))}"'


def _number(interior: Any, name: str) -> float | None:
    """A property that Excel refuses to tell where it does not apply."""
    try:
        value = getattr(interior, name)
    except Exception:
        return None
    return value if isinstance(value, int | float) else None


def _set_ink(interior: Any, kind: str, colour: ElementTree.Element | None) -> None:
    told = colour.attrib if colour is not None else {}
    if "rgb" in told:
        setattr(interior, f"{kind}Color", number_of(told["rgb"][-6:]))
    elif "theme" in told:
        setattr(interior, f"{kind}ThemeColor", int(told["theme"]) + 1)
        setattr(interior, f"{kind}TintAndShade", float(told.get("tint", 0)))
    elif _FIRST_INDEXED <= int(told.get("indexed", 64)) <= _LAST_INDEXED:
        setattr(interior, f"{kind}ColorIndex", int(told["indexed"]) - _FIRST_INDEXED + 1)
    else:
        setattr(interior, f"{kind}ColorIndex", _AUTOMATIC)


def hexadecimal(colour: int) -> str:
    """Excel's number of a colour as RRGGBB: it counts blue highest."""
    return f"{colour & 255:02X}{colour >> 8 & 255:02X}{colour >> 16 & 255:02X}"


def number_of(colour: str) -> int:
    """Excel's number of RRGGBB."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red + 256 * green + 65536 * blue
