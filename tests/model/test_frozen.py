"""Frozen classes of the house are what those of the standard library are, only made faster."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Generic, TypeVar

import pytest

import workbook_tool
from workbook_tool.model.frozen import frozen
from workbook_tool.model.grid import Area, Grid
from workbook_tool.model.place import Place
from workbook_tool.model.reading import Reading

T = TypeVar("T")


class Fields(Generic[T]):
    name: str
    value: T
    note: str = ""
    tags: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)
    twice: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "twice", self.name * 2)


def declared(decorator):
    """The same class by one decorator or the other."""
    own = {key: Fields.__dict__[key] for key in ("__annotations__", "note", "tags", "seen", "twice", "__post_init__")}
    return decorator(type("Fields", (), own | {"__module__": __name__, "__doc__": "Some fields."}))


Ours, Theirs = declared(frozen), declared(dataclass(frozen=True, slots=True))


@frozen
class Pair:
    left: int
    right: int = 0


@frozen
class Single:
    only: str


@frozen
class Nothing:
    pass


@frozen(eq=False)
class Itself:
    value: int


@pytest.mark.parametrize(
    "act",
    [
        lambda kind: repr(kind("预算", 1)),
        lambda kind: repr(kind(value=1, name="预算", tags=["a"])),
        lambda kind: kind("预算", 1).twice,
        lambda kind: kind("预算", 1, "注").note,
        lambda kind: [(one.name, one.type) for one in fields(kind)],
        lambda kind: kind.__annotations__,
        lambda kind: kind.__match_args__,
        lambda kind: kind.__slots__,
        lambda kind: kind("预算", 1) == kind("预算", 1),
        lambda kind: kind("预算", 1) == kind("预算", 2),
        lambda kind: kind("预算", 1) == ("预算", 1, "", []),
        lambda kind: kind("预算", 1, tags=()).__hash__(),
        lambda kind: repr(replace(kind("预算", 1), value=2)),
        lambda kind: repr(copy.deepcopy(kind("预算", 1, tags=["a"]))),
        lambda kind: kind("预算", 1).tags is kind("预算", 1).tags,
    ],
)
def test_a_frozen_class_does_what_the_one_of_the_standard_library_does(act):
    assert act(Ours) == act(Theirs)


@pytest.mark.parametrize("arguments", [(), ("预算",), ("预算", 1, "", [], "too many")])
def test_wrong_arguments_are_refused_before_and_after_the_first_use(arguments):
    for _ in range(2):
        with pytest.raises(TypeError, match=r"Fields\.__init__\(\)"):
            Ours(*arguments)


def test_a_name_that_is_no_field_is_refused():
    with pytest.raises(TypeError, match="unexpected keyword argument 'middle'"):
        Pair(1, middle=2)


def test_no_field_can_be_set_or_deleted_and_none_added():
    pair = Pair(1)
    for change in (lambda: setattr(pair, "left", 2), lambda: setattr(pair, "new", 2), lambda: delattr(pair, "left")):
        with pytest.raises(FrozenInstanceError):
            change()
    assert pair == Pair(1)
    assert not hasattr(pair, "__dict__")


@pytest.mark.parametrize("one", [Ours("预算", 1), Ours(name="预算", value=1, tags=[]), Pair(1), Single("a"), Nothing()])
def test_a_new_instance_is_of_the_class_itself_and_closed(one):
    assert type(one) in (Ours, Pair, Single, Nothing)
    assert one.__class__.__setattr__ is not object.__setattr__
    for name in (*type(one).__slots__, "new"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, 2)


def test_equal_values_are_one_key_and_classes_are_not_mixed_up():
    assert {Pair(1, 2): "a"}[Pair(1, 2)] == "a"
    assert len({Pair(1, 2), Pair(1, 2), Pair(2, 1), Single("1"), Single("1"), Nothing(), Nothing()}) == 4
    assert Area(1, 2, 3, 4) != Pair(1, 2)
    assert hash(Single("预算")) == hash(("预算",))


def test_one_that_is_equal_to_itself_only_says_so():
    one = Itself(1)
    assert one == one
    assert one != Itself(1)
    assert len({one, Itself(1)}) == 2


@pytest.mark.parametrize("value", [Pair(1, 2), Single("预算"), Reading(1, Place("表", "A1")), Grid("表", [["a"]])])
def test_values_survive_pickle_and_copies(value):
    for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert again == value
        assert repr(again) == repr(value)


def test_a_generic_class_can_be_written_with_its_type():
    assert Reading[int](1) == Reading(1)


def test_places_are_sorted_by_sheet_and_cell():
    assert sorted([Place("乙", "A1"), Place("丙", "A1"), Place("乙", "A0")])[0] == Place("丙", "A1")


def test_the_methods_of_a_class_are_compiled_when_they_are_called():
    made = frozen(type("Late", (), {"__annotations__": {"value": "int"}, "__module__": __name__}))
    before = made.__init__, made.__eq__, made.__hash__
    made(1)
    assert made.__init__ is not before[0]
    assert (made.__eq__, made.__hash__) == before[1:]
    assert made(1) == made(1)
    assert made.__eq__ is not before[1]


def test_every_frozen_class_of_the_house_is_made_this_way():
    found = pkgutil.walk_packages(workbook_tool.__path__, "workbook_tool.")
    modules = [importlib.import_module(one.name) for one in found if not one.name.endswith("__main__")]
    kinds = {
        kind for module in modules for kind in vars(module).values() if isinstance(kind, type) and is_dataclass(kind)
    }
    own = {kind for kind in kinds if kind.__module__.startswith("workbook_tool.")}
    assert len(own) > 150
    assert [kind.__qualname__ for kind in own if kind.__dataclass_params__.frozen] == []
