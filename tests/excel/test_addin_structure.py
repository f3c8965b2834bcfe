"""The built add-in: in step with its sources, whole as a package, and everything the ribbon names is there."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from olefile import OleFileIO

from workbook_tool import __version__
from workbook_tool.excel.build import ADDIN, addin_bytes, module_sources, texts
from workbook_tool.form.resources import resource

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the parser library that it uses
    from oletools.olevba import VBA_Parser

BUILT = resource(*ADDIN)
RIBBONS = {
    "customUI/customUI14.xml": "http://schemas.microsoft.com/office/2009/07/customui",
    "customUI/customUI.xml": "http://schemas.microsoft.com/office/2006/01/customui",
}
RELATIONS = {
    "customUI/customUI14.xml": "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
    "customUI/customUI.xml": "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
}
CHILDREN = {"customUI": "ribbon", "ribbon": "tabs", "tabs": "tab", "tab": "group", "group": "button", "button": None}
"""What may stand in what, of all that the schema knows: the ribbon uses no more."""
REQUIRED = {
    "tab": {"id", "label"},
    "group": {"id", "label"},
    "button": {"id", "label", "imageMso", "onAction", "screentip", "supertip"},
}
OPTIONAL = {"tab": {"insertAfterMso"}, "button": {"size"}}
LONGEST = {"id": 1024, "label": 1024, "screentip": 1024, "supertip": 1024}
"""ST_String and ST_UniqueID of Excel 2007, the narrower of the two schemas."""
IMAGES = {
    "AddInManager",
    "Calculator",
    "ClearAll",
    "Consolidate",
    "CopyFolder",
    "ErrorChecking",
    "ExportWord",
    "FileNew",
    "FileOpen",
    "Help",
}
"""Names of built-in images, each looked up in the list that the ImageMso gallery add-in read from Office itself."""
TYPES = {"Object", "String", "Boolean", "Long", "Integer", "Variant", "Date"}


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BUILT) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def modules() -> dict[str, str]:
    return {name: "".join(f"{line}\n" for line in code.splitlines()) for name, code in stored_modules()}


def stored_modules() -> Iterator[tuple[str, str]]:
    parser = VBA_Parser(str(BUILT))
    for _, _, name, code in parser.extract_macros():
        yield name, code
    parser.close()


def ribbon(parts: dict[str, bytes], name: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts[name])


def code_lines(source: str) -> Iterator[str]:
    """The lines without their comments; no text in the sources holds an apostrophe."""
    return (line.partition("'")[0] for line in source.splitlines())


def test_it_is_built_from_its_sources_byte_for_byte():
    """After a change of the sources: make addin."""
    assert addin_bytes() == BUILT.read_bytes()


def test_building_twice_gives_the_same_bytes():
    assert addin_bytes() == addin_bytes()


def test_it_is_a_macro_enabled_addin_of_this_version(parts):
    assert b"application/vnd.ms-excel.addin.macroEnabled.main+xml" in parts["[Content_Types].xml"]
    assert f"<cp:version>{__version__}</cp:version>".encode() in parts["docProps/core.xml"]


def test_every_part_has_a_content_type_and_every_relationship_a_part(parts):
    types = list(ElementTree.fromstring(parts["[Content_Types].xml"]))
    endings = tuple(f".{kind.get('Extension')}" for kind in types if kind.get("Extension"))
    named = {kind.get("PartName", "").lstrip("/") for kind in types} - {""}
    assert [name for name in parts if name not in named and not name.endswith(endings)] == []
    assert named <= set(parts)
    for relation in ElementTree.fromstring(parts["_rels/.rels"]):
        assert relation.get("Target", "").lstrip("/") in parts


def test_every_part_is_well_formed(parts):
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)


def test_every_module_is_stored_as_in_the_sources(modules):
    stored = {name.removesuffix(".bas"): code for name, code in modules.items() if name.endswith(".bas")}
    assert stored == {name: source.rstrip("\n") + "\n" for name, source in module_sources().items()}


def test_the_documents_hold_no_code(modules):
    """Nothing runs when a workbook is opened; the buttons are the only doors."""
    documents = [code for name, code in modules.items() if name.endswith(".cls")]
    assert len(documents) == 2
    assert [line for code in documents for line in code.splitlines() if not line.startswith("Attribute ")] == []


def test_the_project_holds_no_compiled_code(parts):
    project = OleFileIO(io.BytesIO(parts["xl/vbaProject.bin"]))
    assert project.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("cc61ffff000000")
    assert [path for path in project.listdir() if "__SRP" in path[-1]] == []


def test_the_directory_of_the_project_is_as_the_format_wants_it(parts):
    project = OleFileIO(io.BytesIO(parts["xl/vbaProject.bin"]))
    entries = {entry.sid: entry for entry in project.direntries if entry}
    for entry in entries.values():
        below = [entries[sid] for sid in (entry.sid_left, entry.sid_right) if sid in entries]
        assert entry.color == 1 or all(child.color == 1 for child in below), entry.name
        if entry.entry_type == 1:
            assert (entry.isectStart, entry.size, entry.createTime, entry.modifyTime) == (0, 0, 0, 0)


@pytest.mark.parametrize("name", RIBBONS)
def test_the_ribbon_is_tied_to_the_package_in_both_generations(parts, name):
    relations = ElementTree.fromstring(parts["_rels/.rels"])
    assert [relation.get("Type") for relation in relations if relation.get("Target") == name] == [RELATIONS[name]]
    assert ribbon(parts, name).tag == f"{{{RIBBONS[name]}}}customUI"


@pytest.mark.parametrize("name", RIBBONS)
def test_the_ribbon_holds_only_what_the_schema_knows(parts, name):
    for element in ribbon(parts, name).iter():
        tag = element.tag.removeprefix(f"{{{RIBBONS[name]}}}")
        assert {child.tag.partition("}")[2] for child in element} <= {CHILDREN[tag]}
        needed = REQUIRED.get(tag, set())
        assert needed <= set(element.attrib) <= needed | OPTIONAL.get(tag, set())
        assert element.get("size", "large") in ("large", "normal")
        for attribute, longest in LONGEST.items():
            assert attribute not in element.attrib or 1 <= len(element.attrib[attribute]) <= longest


def test_ids_are_names_and_stand_once(parts):
    ids = [element.get("id") for element in ribbon(parts, "customUI/customUI14.xml").iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 1 + 4 + 10
    assert all(re.fullmatch(r"[A-Za-z_]\w*", name) for name in ids)


def test_the_tab_holds_the_buttons_in_their_groups(parts):
    (tab,) = ribbon(parts, "customUI/customUI14.xml")[0][0]
    assert tab.get("label") == "绩效自评"
    assert [(group.get("label"), [button.get("label") for button in group]) for group in tab] == [
        ("校验", ["校验", "计算得分", "清除标记"]),
        ("报告", ["生成报告", "打开报告文件夹"]),
        ("批量", ["批量转换", "汇总"]),
        ("帮助", ["新建自评表", "规则说明", "设置与诊断"]),
    ]
    assert [button.get("label") for button in tab.iter() if button.get("size") == "large"] == ["校验", "生成报告"]


def test_every_image_is_a_built_in_one(parts):
    images = [element.get("imageMso") for element in ribbon(parts, "customUI/customUI14.xml").iter()]
    assert {image for image in images if image} == IMAGES


@pytest.mark.parametrize("name", RIBBONS)
def test_every_button_has_its_callback_and_every_callback_its_button(parts, modules, name):
    called = [element.get("onAction") for element in ribbon(parts, name).iter() if element.get("onAction")]
    callbacks = re.findall(r"^Public Sub (\w+)\(control As Object\)$", modules["SelfEvalRibbon.bas"], re.MULTILINE)
    assert called == callbacks
    everywhere = re.findall(r"^Public (?:Sub|Function) (\w+)", "".join(modules.values()), re.MULTILINE)
    assert [name for name in called if everywhere.count(name) != 1] == []


@pytest.mark.parametrize("name", module_sources())
def test_sources_compile_without_anybodys_type_library(name):
    source = module_sources()[name]
    assert source.isascii()
    assert source.splitlines()[:2] == [f'Attribute VB_Name = "{name}"', "Option Explicit"]
    used = {found for line in code_lines(source) for found in re.findall(r"\bAs (\w+)", line)}
    assert used <= TYPES
    assert not re.search(r"\bDeclare\b|\bPtrSafe\b", source)


@pytest.mark.parametrize("name", module_sources())
def test_procedures_are_short(name):
    bodies = re.findall(r"^(?:Public|Private) (?:Sub|Function) (\w+)(.*?)^End ", module_sources()[name], re.M | re.S)
    assert [(sub, body.count("\n")) for sub, body in bodies if body.count("\n") > 30] == []


def test_every_text_that_is_shown_is_defined_and_every_text_is_shown():
    code = "\n".join(line for source in module_sources().values() for line in code_lines(source))
    verbs = re.findall(r'RunOnFolder "(\w+)"', code)
    shown = {f"choose_{verb}" for verb in verbs}
    shown |= set(re.findall(r'\b(?:Say|Text|Failure|Filled)\(?\s*"(\w+)"', code))
    shown |= set(re.findall(r'Problem = "(\w+)"', code))
    assert set(texts()) == shown


def test_the_texts_are_on_the_sheet(parts):
    sheet = ElementTree.fromstring(parts["xl/worksheets/sheet1.xml"])
    values = ["".join(cell.itertext()) for cell in sheet.iter() if cell.tag.endswith("}c")]
    assert dict(zip(values[::2], values[1::2], strict=True)) == texts()


def test_a_detail_has_its_place_in_the_texts_that_name_one():
    assert {key for key, text in texts().items() if "{}" in text} == {
        "no_program",
        "no_result",
        "too_long",
        "unexpected",
        "open_by_hand",
    }
