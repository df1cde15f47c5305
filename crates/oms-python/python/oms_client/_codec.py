"""Values of Python to JSON and back.

The Rust core decides what may be sent. Only what JSON would hide is decided here: a moment without a zone, a number
that is a truth value, a secret in clear.
"""

from __future__ import annotations

import base64
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Dict, Mapping, Optional, Tuple, Type

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

REQUIRED, NULLABLE, OPTIONAL, OPTIONAL_NULLABLE = range(4)


def invalid(place: str, message: str) -> Invalid:
    """A parameter that is refused."""
    return Invalid(f"`{place}`: {message}", {"place": place, "message": message})


class Codec:
    """Writes a value as JSON, and reads one. The core has read the value already, so its types are right."""

    word = "a value"

    def write(self, value: Any, place: str) -> Json:
        return value

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return json

    def refused(self, value: Any, place: str) -> Invalid:
        return invalid(place, f"must be {self.word}, not {type(value).__name__}")


class Scalar(Codec):
    """A value that JSON has."""

    def __init__(self, word: str, *types: type) -> None:
        self.word = word
        self.types = types

    def write(self, value: Any, place: str) -> Json:
        # `True` is an `int`, and is none here.
        if not isinstance(value, self.types) or (
            isinstance(value, bool) and bool not in self.types
        ):
            raise self.refused(value, place)
        return value


class Nothing(Codec):
    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return None


class SecretText(Codec):
    def __init__(self, encoded: bool) -> None:
        self.word = "a Secret or a str"
        self.encoded = encoded

    def write(self, value: Any, place: str) -> Json:
        text = value.reveal() if isinstance(value, Secret) else value
        if not isinstance(text, str):
            raise self.refused(value, place)
        return base64.b64encode(text.encode()).decode() if self.encoded else text

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        if not self.encoded:
            return Secret(json)
        try:
            return Secret(base64.b64decode(json, validate=True).decode())
        except ValueError:
            return Secret(json)


class AnySecret(Codec):
    def write(self, value: Any, place: str) -> Json:
        return value.reveal() if isinstance(value, SecretJson) else value

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return SecretJson(json)


def _utc(moment: datetime, place: str) -> datetime:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise invalid(
            place,
            "is a datetime without a zone, which names no moment: give it one, such as timezone.utc",
        )
    return moment.astimezone(timezone.utc)


class Moment(Codec):
    """Whole seconds since 1970, or a position in a source's own words."""

    def __init__(self, as_text: bool, raw: bool) -> None:
        self.as_text = as_text
        self.raw = raw
        self.word = "a datetime or whole seconds since 1970"

    def write(self, value: Any, place: str) -> Json:
        if isinstance(value, datetime):
            seconds = _utc(value, place).timestamp()
            if seconds != int(seconds):
                raise invalid(place, "has a part of a second, which would be lost")
            value = int(seconds)
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
            return EpochSeconds(json)
        except ValueError:
            return json


class DateAndTime(Codec):
    word = "a datetime or a str"

    def write(self, value: Any, place: str) -> Json:
        if isinstance(value, datetime):
            return _utc(value, place).strftime("%Y-%m-%dT%H:%M:%S")
        if not isinstance(value, str):
            raise self.refused(value, place)
        return value

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return UtcDateTime(json)


class Duration(Codec):
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
        return value


class Member(Codec):
    word = "a str"

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

    def __init__(self, of: Codec) -> None:
        self.of = of

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        return None if json is None else self.of.read(json, beside)


class OneOf(Codec):
    """A value whose type follows from the value of a field beside it."""

    def __init__(self, by: str, variants: Mapping[str, Codec]) -> None:
        self.by = by
        self.variants = variants

    def write(self, value: Any, place: str) -> Json:
        rows = _DECLARED.get(type(value))
        return value if rows is None else write_fields(rows, vars(value), place)

    def read(self, json: Json, beside: Mapping[str, Json]) -> Any:
        codec = self.variants.get(str(beside.get(self.by)))
        if codec is None or not isinstance(json, dict):
            return json
        return codec.read(json, beside)


class Row:
    """A field: its name in Python and on the wire, and whether it may be missing."""

    __slots__ = ("codec", "name", "presence", "wire_name")

    def __init__(self, name: str, wire_name: str, codec: Codec, presence: int) -> None:
        self.name = name
        self.wire_name = wire_name
        self.codec = codec
        self.presence = presence


Rows = Tuple[Row, ...]
_DECLARED: Dict[type, Rows] = {}
# By the name on the wire: the name in Python, and what reads the value unless it is taken as it is; the last says
# whether it also wants the values beside it.
_READERS: Dict[type, Dict[str, Tuple[str, Optional[Callable[..., Any]], bool]]] = {}


def declare(of: type, rows: Rows) -> None:
    """Says which fields a class has."""
    _DECLARED[of] = rows
    _READERS[of] = {row.wire_name: (row.name, *_reader(row.codec)) for row in rows}


def _reader(codec: Codec) -> Tuple[Optional[Callable[..., Any]], bool]:
    """Most values are what JSON has, or a class of one: every call of a function counts."""
    if type(codec).read is Codec.read:
        return None, False
    if isinstance(codec, Member):
        return codec.of, False
    return codec.read, True


def write_fields(rows: Rows, values: Mapping[str, Any], place: str) -> Dict[str, Json]:
    """The fields that are given, by their names on the wire."""
    written: Dict[str, Json] = {}
    for row in rows:
        value = values.get(row.name)
        if value is UNSET or (value is None and row.presence == OPTIONAL):
            continue
        at = f"{place}.{row.wire_name}" if place else row.wire_name
        if value is None:
            if row.presence == REQUIRED:
                raise invalid(at, "is required")
            written[row.wire_name] = None
        else:
            written[row.wire_name] = row.codec.write(value, at)
    return written


class Object(Codec):
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
        readers = _READERS[self.of]
        values: Dict[str, Any] = {}
        others: Dict[str, Json] = {}
        for wire_name, value in json.items():
            reader = readers.get(wire_name)
            if reader is None:
                others[wire_name] = value
                continue
            name, read, beside_it = reader
            if read is None or value is None:
                values[name] = value
            else:
                values[name] = read(value, json) if beside_it else read(value)
        return self.of(**values, other_fields=others)


class Action:
    """The facts that a client must know of an action."""

    __slots__ = ("answer", "item", "name", "rows")

    def __init__(self, name: str, rows: Rows, answer: Codec, item: Codec) -> None:
        self.name = name
        self.rows = rows
        self.answer = answer
        self.item = item


NOTHING: Codec = Nothing()
ANY: Codec = Codec()
BOOLEAN: Codec = Scalar("a bool", bool)
INTEGER: Codec = Scalar("an int", int)
NUMBER: Codec = Scalar("a number", int, float)
TEXT: Codec = Scalar("a str", str)
SECRET: Codec = SecretText(encoded=False)
BASE64_SECRET: Codec = SecretText(encoded=True)
SECRET_JSON: Codec = AnySecret()
UTC_DATE_TIME: Codec = DateAndTime()
EPOCH_SECONDS: Codec = Moment(as_text=False, raw=False)
EPOCH_SECONDS_AS_TEXT: Codec = Moment(as_text=True, raw=False)
POSITION: Codec = Moment(as_text=False, raw=True)
POSITION_AS_TEXT: Codec = Moment(as_text=True, raw=True)

