"""Frozen slotted dataclasses that cost a start next to nothing: one makes more than a hundred of them.

The standard library compiles six methods for each, which takes two thirds of a millisecond. Here three of them are the
same for every class, and three are compiled when they are first called: no run calls those of every class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from inspect import get_annotations
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")

_BECOME = object.__dict__["__class__"].__set__
"""What makes an instance one of another class, whatever its own class says to that."""


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, eq: bool) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Any] | None = None, /, *, eq: bool = True) -> Any:
    """``dataclass(frozen=True, slots=True, eq=eq)``; ``fields``, ``replace``, pickle and copies work as they do there.

    It knows ``field`` and ``__post_init__``, but neither ClassVar, InitVar nor fields that are given by keyword only,
    and no subclasses.
    """
    return _made(cls, eq) if cls is not None else lambda cls: _made(cls, eq)


def _made(cls: type[Any], eq: bool) -> Any:
    own = set(cls.__dict__)
    cls.__doc__ = cls.__doc__ or cls.__name__  # without one dataclass would have inspect find out a signature
    made = _with_fields(cls)
    written = {name: _written_when_called(made, name) for name in (_WRITTEN if eq else ("__init__",))}
    for name, method in (_SHARED | written).items():
        if name not in own:
            setattr(made, name, method)
    return made


def _with_fields(cls: type[Any]) -> Any:
    """The class with its fields and slots; their types stand aside meanwhile: each would be searched for ClassVar."""
    types = get_annotations(cls)
    cls.__annotations__ = dict.fromkeys(types, object)
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__annotations__ = types
    for one in fields(made):
        one.type = types.get(one.name, one.type)
    return made


def _written_when_called(made: Any, name: str) -> Callable[..., Any]:
    def first(self: Any, *values: Any, **named: Any) -> Any:
        method = _method(made, name)
        setattr(made, name, method)
        return method(self, *values, **named)

    return first


def _method(made: Any, name: str) -> Any:
    known = _known_to_init(made) if name == "__init__" else {}
    exec(_WRITTEN[name](made), known)
    known[name].__qualname__, known[name].__module__ = f"{made.__qualname__}.{name}", made.__module__
    return known[name]


def _known_to_init(made: Any) -> dict[str, Any]:
    known = {"MISSING": MISSING, "_become": _BECOME, "_Open": _opened(made), "_Frozen": made}
    for one in fields(made):
        if one.default is not MISSING:
            known[f"_default_{one.name}"] = one.default
        elif one.default_factory is not MISSING:
            known[f"_make_{one.name}"] = one.default_factory
    return known


def _opened(made: Any) -> Any:
    """The class without its refusal, which an instance belongs to while its fields get their values.

    To set them on an instance that refuses takes the longer way round for each, and twice as long for most classes.
    """
    allowed = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(made.__name__, (made,), {"__slots__": (), "__module__": made.__module__, **allowed})


def _init(made: Any) -> str:
    parameters = ", ".join(["self", *(_parameter(one) for one in fields(made) if one.init)])
    lines = [line for one in fields(made) if (line := _line(one))]
    lines = ["_become(self, _Open)", *lines, "self.__class__ = _Frozen"] if lines else ["pass"]
    lines += ["self.__post_init__()"] if hasattr(made, "__post_init__") else []
    return f"def __init__({parameters}): {'; '.join(lines)}"


def _parameter(one: Field[Any]) -> str:
    if one.default_factory is not MISSING:
        return f"{one.name}=MISSING"
    return one.name if one.default is MISSING else f"{one.name}=_default_{one.name}"


def _line(one: Field[Any]) -> str:
    """What gives a field its value; nothing for one that ``__post_init__`` gives it to."""
    name = one.name
    if one.default_factory is not MISSING:
        value = f"_make_{name}() if {name} is MISSING else {name}" if one.init else f"_make_{name}()"
    else:
        value = name if one.init else f"_default_{name}" if one.default is not MISSING else ""
    return f"self.{name} = {value}" if value else ""


def _eq(made: Any) -> str:
    same = f"{_compared(made, 'self')} == {_compared(made, 'other')}"
    return f"def __eq__(self, other): return {same} if other.__class__ is self.__class__ else NotImplemented"


def _hash(made: Any) -> str:
    return f"def __hash__(self): return hash({_compared(made, 'self')})"


def _compared(made: Any, whose: str) -> str:
    """The tuple of the fields that are compared."""
    return f"({''.join(f'{whose}.{one.name}, ' for one in fields(made) if one.compare)})"


_WRITTEN = {"__init__": _init, "__eq__": _eq, "__hash__": _hash}
"""The methods that are compiled for each class, because they are called too often to work by loops."""


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"{name!r} of {self.__class__.__qualname__} cannot be changed")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_SHARED = {
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _state,
    "__setstate__": _restore,
}
"""The methods that are the same for every class."""
