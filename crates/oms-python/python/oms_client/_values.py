"""Values that Python has no type of its own for."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar, Dict, Mapping, Optional, Type, TypeVar, final

from . import _core

_HIDDEN = "[hidden]"


def decoded(text: str) -> Any:
    """Reads a value of any form from JSON.

    Python bounds the digits of a number and the depth of nesting, and JSON does not: a text beyond these bounds is
    returned as it came.
    """
    try:
        return json.loads(text)
    except (RecursionError, ValueError):
        return text


@final
class Unset:
    """Marks a parameter that is not given, where `None` is a value of its own."""

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        # A copy of it is the same object: it is told from a value by `is`.
        return "UNSET"


UNSET = Unset()


@final
class Secret:
    """A text that is never shown: neither `str` nor `repr` tells it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret({_HIDDEN})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> Any:
        raise TypeError("a secret is not written down")


@final
class SecretJson:
    """A value of any form that is never shown."""

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        self._value = value

    def reveal(self) -> Any:
        """The value."""
        return self._value

    def __repr__(self) -> str:
        return f"SecretJson({_HIDDEN})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretJson) and bool(other._value == self._value)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        raise TypeError("a secret is not written down")


def _moment(seconds: Optional[int]) -> Optional[datetime]:
    if seconds is None:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)
    except OverflowError:
        return None


class EpochSeconds(int):
    """Whole seconds since 1970-01-01T00:00:00Z."""

    @property
    def datetime(self) -> Optional[datetime]:
        """The moment, in UTC; `None` where no `datetime` can hold it, as with milliseconds in the place of seconds."""
        return _moment(int(self))


class UtcDateTime(str):
    """A date and a time of day in UTC, as the service wrote it."""

    @property
    def datetime(self) -> Optional[datetime]:
        """The moment, in UTC and without parts of a second; `None` where the text names none from 1970 to 2286."""
        try:
            return _moment(_core.epoch_seconds(str(self)))
        except UnicodeError:
            # Half a pair of surrogates is no character.
            return None


_E = TypeVar("_E", bound="OpenEnum")


class OpenEnum(str):
    """A text of a list to which newer services add: one that is not listed is kept."""

    _members: ClassVar[Mapping[str, str]] = {}

    @property
    def is_known(self) -> bool:
        """Return whether the list has it."""
        return str(self) in self._members.values()

    @classmethod
    def members(cls: Type[_E]) -> Dict[str, _E]:
        """The list: names in Python, and members."""
        return {name: cls(text) for name, text in cls._members.items()}

    @classmethod
    def _declare(cls, members: Mapping[str, str]) -> None:
        cls._members = members
        for name, text in members.items():
            setattr(cls, name, cls(text))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str.__repr__(self)})"
