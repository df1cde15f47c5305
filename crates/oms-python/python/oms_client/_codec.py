"""Values of Python to JSON and back.

The Rust core decides what may be sent. Only what JSON would hide is decided here: a moment without a zone, a number
that is a truth value, a secret in clear.

The core reads and writes by the codecs, which it is given once: their `form` says how it reads a value, and `written`
which type it writes. It asks the codec itself where it has no form of its own, and about every value that is not of
that type, so that what is refused, and with which words, is decided here alone.
"""

from __future__ import annotations

import base64
import json as _json
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, Mapping, Optional, Tuple, Type

from . import _core
from ._values import (
    UNSET,
    EpochSeconds,
    OpenEnum,
    Secret,
    SecretJson,
    UtcDateTime,
)
from .errors import Invalid

Json = Any

# Made once: the function of the module makes its own anew.
_encode = _json.JSONEncoder(allow_nan=False, ensure_ascii=False).encode

REQUIRED, NULLABLE, OPTIONAL, OPTIONAL_NULLABLE = range(4)


def invalid(place: str, message: str) -> Invalid:
    """A parameter that is refused."""
    return Invalid(f"`{place}`: {message}", {"place": place, "message": message})


class Codec:
    """Writes a value as JSON, and reads one. The core has read the value already, so its types are right."""

    word = "a value"
    form = "any"
    written = "other"

    def write(self, value: Any, place: str) -> Json:
        return value

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return json

    def refused(self, value: Any, place: str) -> Invalid:
        return invalid(place, f"must be {self.word}, not {type(value).__name__}")


class Scalar(Codec):
    """A value that JSON has."""

    def __init__(self, form: str, written: str, word: str, *types: type) -> None:
        self.form = form
        self.written = written
        self.word = word
        self.types = types

    def write(self, value: Any, place: str) -> Json:
        # `True` is an `int`, and is none here.
        if not isinstance(value, self.types) or (
            isinstance(value, bool) and bool not in self.types
        ):
            raise self.refused(value, place)
        return value


def _bounded(value: int, place: str) -> int:
    """Return a whole number that the wire has."""
    if not -(2**63) <= value < 2**63:
        raise invalid(place, "is too large a whole number: it has at most 64 bits, one of them for the sign")
    return value


class WholeNumber(Scalar):
    def write(self, value: Any, place: str) -> Json:
        return _bounded(super().write(value, place), place)


class Nothing(Codec):
    form = "other"

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return None


class SecretText(Codec):
    form = "other"

    def __init__(self, encoded: bool) -> None:
        self.word = "a Secret or a str"
        self.encoded = encoded

    def write(self, value: Any, place: str) -> Json:
        text = value.reveal() if isinstance(value, Secret) else value
        if not isinstance(text, str):
            raise self.refused(value, place)
        return base64.b64encode(text.encode()).decode() if self.encoded else text

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        if not isinstance(json, str):
            raise TypeError("a secret is a text")
        if not self.encoded:
            return Secret(json)
        try:
            return Secret(base64.b64decode(json, validate=True).decode())
        except ValueError:
            return Secret(json)


class AnySecret(Codec):
    form = "other"

    def write(self, value: Any, place: str) -> Json:
        return value.reveal() if isinstance(value, SecretJson) else value

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return SecretJson(json)


def _utc(moment: datetime, place: str) -> datetime:
    """Return a moment of whole seconds in UTC."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise invalid(
            place,
            "is a datetime without a zone, which names no moment: give it one, such as timezone.utc",
        )
    moment = moment.astimezone(timezone.utc)
    if moment.microsecond:
        raise invalid(place, "has a part of a second, which would be lost")
    return moment


class Moment(Codec):
    """Whole seconds since 1970, or a position in a source's own words."""

    form = "moment"
    of = EpochSeconds

    def __init__(self, as_text: bool, raw: bool) -> None:
        self.as_text = as_text
        self.raw = raw
        self.word = "a datetime or whole seconds since 1970"

    def write(self, value: Any, place: str) -> Json:
        if isinstance(value, datetime):
            value = int(_utc(value, place).timestamp())
        if isinstance(value, str) and self.raw:
            return value
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refused(value, place)
        if not 0 <= value <= 9_999_999_999:
            raise invalid(
                place,
                f"{value} is no number of seconds since 1970 of at most ten digits; milliseconds are divided by 1000",
            )
        return str(value) if self.as_text else value

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        try:
            return self.of(json)
        except ValueError:
            return json


class DateAndTime(Codec):
    """A date and a time of day in UTC. As a text, it is sent as it is."""

    word = "a datetime or a str"
    form = "text"
    of = UtcDateTime

    def write(self, value: Any, place: str) -> Json:
        if isinstance(value, datetime):
            return _utc(value, place).replace(tzinfo=None).isoformat()
        if not isinstance(value, str):
            raise self.refused(value, place)
        return value

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return self.of(json)


class Duration(Codec):
    form = "plain"
    _UNITS = {
        "milliseconds": timedelta(milliseconds=1),
        "seconds": timedelta(seconds=1),
        "hours": timedelta(hours=1),
    }

    def __init__(self, unit: str) -> None:
        self.unit = self._UNITS[unit]
        self.word = f"a timedelta or a number of {unit}"

    def write(self, value: Any, place: str) -> Json:
        if isinstance(value, timedelta):
            if value % self.unit:
                raise invalid(place, f"is no whole number: {self.word} is sent")
            return value // self.unit
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refused(value, place)
        return _bounded(value, place)


class Member(Codec):
    word = "a str"
    form = "member"
    written = "text"

    def __init__(self, of: Type[OpenEnum]) -> None:
        self.of = of

    def write(self, value: Any, place: str) -> Json:
        if not isinstance(value, str):
            raise self.refused(value, place)
        return str(value)

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return self.of(json)


class ListOf(Codec):
    word = "a list"
    form = "list"

    def __init__(self, of: Codec) -> None:
        self.of = of

    def write(self, value: Any, place: str) -> Json:
        if isinstance(value, (str, bytes, Mapping)):
            raise self.refused(value, place)
        try:
            items = list(value)
        except TypeError:
            raise self.refused(value, place) from None
        return [self.of.write(item, f"{place}[{at}]") for at, item in enumerate(items)]

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        read = self.of.read
        return [read(item, beside) for item in json]


class MapOf(Codec):
    word = "a dict"
    form = "map"

    def __init__(self, of: Codec) -> None:
        self.of = of

    def write(self, value: Any, place: str) -> Json:
        if not isinstance(value, Mapping):
            raise self.refused(value, place)
        return {key: self.of.write(item, f"{place}.{key}") for key, item in value.items()}

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return {key: self.of.read(item, beside) for key, item in json.items()}


class Maybe(Codec):
    """A payload that may be missing."""

    form = "maybe"

    def __init__(self, of: Codec) -> None:
        self.of = of

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return None if json is None else self.of.read(json, beside)


class OneOf(Codec):
    """A value whose type follows from the value of a field beside it."""

    form = "one-of"

    def __init__(self, by: str, variants: Mapping[str, Codec]) -> None:
        self.by = by
        self.variants = variants

    def write(self, value: Any, place: str) -> Json:
        return self.write_as(value, place, None)

    def write_as(self, value: Any, place: str, tag: Any) -> Json:
        """Write a value as the type that the field beside it chooses."""
        codec = self.variants.get(str(tag))
        if type(value) in _DECLARED:
            codec = codec or Object(type(value))
        elif isinstance(codec, Object):
            # An object may be given as JSON, as nothing says its class then.
            return value
        return value if codec is None else codec.write(value, place)

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        codec = self.variants.get(str(beside.get(self.by)))
        if codec is None or not isinstance(json, _FORMS.get(codec.form, object)):
            return json
        try:
            return codec.read(json, beside)
        except (AttributeError, TypeError, ValueError):
            # A value that does not fit is kept as it came.
            return json


# The JSON of the forms that would take another one apart.
_FORMS: Dict[str, type] = {"list": list, "map": dict, "member": str, "object": dict, "text": str}


class Row:
    """A field: its name in Python and on the wire, and whether it may be missing."""

    __slots__ = ("codec", "name", "presence", "wire_name")

    def __init__(self, name: str, wire_name: str, codec: Codec, presence: int) -> None:
        self.name = name
        self.wire_name = wire_name
        self.codec = codec
        self.presence = presence

    @property
    def none_is_unset(self) -> bool:
        """Return whether `None` is the same as nothing."""
        return self.presence == OPTIONAL

    @property
    def may_be_unset(self) -> bool:
        """Return whether it may be left out."""
        return self.presence in (OPTIONAL, OPTIONAL_NULLABLE)

    @property
    def by(self) -> Optional[str]:
        """Return the name on the wire of the field beside it that chooses its type."""
        return self.codec.by if isinstance(self.codec, OneOf) else None

    def write(self, value: Any, place: str, tag: Any) -> Json:
        if value is UNSET or (value is None and self.presence == REQUIRED):
            raise invalid(place, "is required")
        if value is None:
            return None
        if isinstance(self.codec, OneOf):
            return self.codec.write_as(value, place, tag)
        return self.codec.write(value, place)

    def text(self, value: Any, tag: Any) -> str:
        """Write a parameter as JSON: the core asks for it where it does not write the value itself."""
        try:
            text = _encode(self.write(value, self.wire_name, tag))
            # Half of a pair of surrogates is no character, and cannot be sent.
            text.encode()
            return text
        except Invalid:
            raise
        except (ArithmeticError, RecursionError, TypeError, ValueError) as error:
            raise invalid(self.wire_name, f"cannot be written as JSON: {error}") from None


Rows = Tuple[Row, ...]
_DECLARED: Dict[type, Rows] = {}
_SHAPES: Dict[type, _core.Shape] = {}


def declare(of: type, rows: Rows) -> None:
    """Say which fields a class has."""
    _DECLARED[of] = rows
    _SHAPES[of] = _core.Shape(of, rows)


def write_fields(rows: Rows, values: Mapping[str, Any], place: str) -> Dict[str, Json]:
    """The fields that are given, by their names on the wire."""
    written: Dict[str, Json] = {}
    for row in rows:
        value = values.get(row.name)
        if (value is UNSET and row.may_be_unset) or (value is None and row.none_is_unset):
            continue
        tag = None
        if row.by is not None:
            names = (other.name for other in rows if other.wire_name == row.by)
            tag = values.get(next(names, ""))
        written[row.wire_name] = row.write(value, f"{place}.{row.wire_name}", tag)
    return written


class Object(Codec):
    form = "object"

    def __init__(self, of: type) -> None:
        self.of = of
        self.word = f"a {of.__name__}"

    def write(self, value: Any, place: str) -> Json:
        if not isinstance(value, self.of):
            raise self.refused(value, place)
        fields = vars(value)
        written = write_fields(_DECLARED[self.of], fields, place)
        written.update(fields.get("other_fields") or {})
        return written

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        rows = {row.wire_name: row for row in _DECLARED[self.of]}
        values: Dict[str, Any] = {}
        others: Dict[str, Json] = {}
        for wire_name, value in json.items():
            row = rows.get(wire_name)
            if row is None:
                others[wire_name] = value
            else:
                values[row.name] = None if value is None else row.codec.read(value, json)
        return self.of(**values, other_fields=others)

    def shape(self) -> _core.Shape:
        """Return the fields as the core knows them."""
        return _SHAPES[self.of]


def action(name: str, rows: Rows, answer: Codec, item: Codec) -> _core.Facts:
    """Say what a client must know of an action."""
    return _core.Facts(name, rows, answer, ListOf(item), UNSET)


NOTHING: Codec = Nothing()
ANY: Codec = Codec()
BOOLEAN: Codec = Scalar("plain", "boolean", "a bool", bool)
INTEGER: Codec = WholeNumber("plain", "integer", "an int", int)
NUMBER: Codec = Scalar("any", "other", "a number", int, float)
TEXT: Codec = Scalar("plain", "text", "a str", str)
SECRET: Codec = SecretText(encoded=False)
BASE64_SECRET: Codec = SecretText(encoded=True)
SECRET_JSON: Codec = AnySecret()
UTC_DATE_TIME: Codec = DateAndTime()
EPOCH_SECONDS: Codec = Moment(as_text=False, raw=False)
EPOCH_SECONDS_AS_TEXT: Codec = Moment(as_text=True, raw=False)
POSITION: Codec = Moment(as_text=False, raw=True)
POSITION_AS_TEXT: Codec = Moment(as_text=True, raw=True)

