"""Values: what is taken, what is refused, what is kept, and what is never shown."""

from __future__ import annotations

import asyncio
import copy
import importlib.util
import json
import os
import pickle
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

import pytest

import every_action
from oms_client import (
    UNSET,
    AsyncClient,
    CallOptions,
    Client,
    EpochSeconds,
    Failed,
    Invalid,
    Secret,
    Unknown,
    Unreadable,
    UtcDateTime,
    _client,
    _codec,
    types,
)
from oms_client import _codec as c
from oms_client.simulator import Simulator

TASK = "np_4w3a0001"
MOMENT = 1742367600


@pytest.mark.parametrize(
    "position",
    [
        MOMENT,
        EpochSeconds(MOMENT),
        datetime.fromtimestamp(MOMENT, tz=timezone.utc),
        datetime.fromtimestamp(MOMENT, tz=timezone(timedelta(hours=8))),
    ],
)
def test_a_moment_is_taken_in_every_form(
    oms_simulator: Simulator, oms_client: Client, position: Any
) -> None:
    oms_client.reset_incr_start_timestamp(id=TASK, reverse=False, start_timestamp=position)
    assert str(MOMENT) in str(oms_simulator.requests()[-1])


@pytest.mark.parametrize(
    ("position", "told"),
    [
        (datetime(2025, 3, 19), "without a zone"),
        (MOMENT * 1000, "milliseconds"),
        (-1, "seconds"),
        (True, "bool"),
        (1.5, "float"),
        (datetime(2025, 3, 19, 1, 1, 1, 5, tzinfo=timezone.utc), "part of a second"),
        (None, "required"),
    ],
)
def test_what_names_no_moment_is_refused(
    oms_simulator: Simulator, oms_client: Client, position: Any, told: str
) -> None:
    with pytest.raises(Invalid) as raised:
        oms_client.reset_incr_start_timestamp(id=TASK, reverse=False, start_timestamp=position)
    assert told in str(raised.value) and raised.value.place == "startTimestamp"
    assert oms_simulator.requests() == []


def test_a_date_and_time_of_day_is_sent_in_utc_and_loses_nothing() -> None:
    write = c.UTC_DATE_TIME.write
    moment = datetime(2025, 3, 19, 9, tzinfo=timezone(timedelta(hours=8)))
    assert write(moment, "at") == "2025-03-19T01:00:00"
    assert write(UtcDateTime("2025-03-19T01:00:00.5Z"), "at") == "2025-03-19T01:00:00.5Z"
    refused: List[Tuple[Any, str]] = [
        (moment.replace(microsecond=999_999), "part of a second"),
        (moment.replace(tzinfo=None), "without a zone"),
        (MOMENT, "not int"),
    ]
    for value, told in refused:
        with pytest.raises(Invalid, match=told):
            write(value, "at")


def test_a_whole_number_beyond_64_bits_is_refused_by_its_place() -> None:
    hours = c.Duration("hours")
    for value in (2**63 - 1, -(2**63)):
        assert c.INTEGER.write(value, "count") == hours.write(value, "count") == value
    for value in (2**63, -(2**63) - 1):
        for codec in (c.INTEGER, hours):
            with pytest.raises(Invalid, match="64 bits") as raised:
                codec.write(value, "rows[1].count")
            assert raised.value.place == "rows[1].count"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda of: pickle.loads(pickle.dumps(of))])
def test_a_copy_of_an_object_is_written_as_the_object_is(copied: Any) -> None:
    config = types.IncrTransferConfig(incr_sync_concurrency=4)
    row = c.Row("config", "config", c.Object(types.IncrTransferConfig), c.REQUIRED)
    assert copied(UNSET) is UNSET
    assert copied(config) == config
    assert row.text(copied(config), None) == row.text(config, None) == '{"incrSyncConcurrency": 4}'


def test_a_header_of_a_call_may_be_a_secret(oms_simulator: Simulator, oms_client: Client) -> None:
    options = CallOptions(headers={"x-tenant": Secret("canary-7f3a")})
    oms_client.list_all_labels(options=options)
    assert "canary-7f3a" in str(oms_simulator.requests()[-1]["headers"])


def test_an_answer_has_types_and_open_enumerations(oms_client: Client) -> None:
    task = oms_client.describe_project(id=TASK).data
    assert task.status == types.TaskStatus.RUNNING and task.status.is_known
    assert isinstance(task.gmt_create, UtcDateTime) and task.gmt_create.datetime is not None
    newer = types.TaskStatus("BRAND_NEW")
    assert not newer.is_known and str(newer) == "BRAND_NEW"
    progress = oms_client.describe_project_progress(id=TASK).data
    assert isinstance(progress.incr_sync_checkpoint, EpochSeconds)
    moment = progress.incr_sync_checkpoint.datetime
    assert moment is not None and moment.tzinfo is timezone.utc


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (EpochSeconds(MOMENT), datetime(2025, 3, 19, 7, tzinfo=timezone.utc)),
        (EpochSeconds(MOMENT * 1000), None),
        (EpochSeconds(10**18), None),
        (UtcDateTime("2025-03-19T07:00:00"), datetime(2025, 3, 19, 7, tzinfo=timezone.utc)),
        (UtcDateTime("2025-03-19T07:00:00Z"), datetime(2025, 3, 19, 7, tzinfo=timezone.utc)),
        (UtcDateTime("2025-03-19T15:00:00+08:00"), datetime(2025, 3, 19, 7, tzinfo=timezone.utc)),
        (UtcDateTime("2025-03-19 07:00:00"), datetime(2025, 3, 19, 7, tzinfo=timezone.utc)),
        (UtcDateTime("2025-03-19T07:00:00.5"), datetime(2025, 3, 19, 7, tzinfo=timezone.utc)),
        (UtcDateTime("0001-01-01T00:00:00+14:00"), None),
        (UtcDateTime("soon"), None),
        (UtcDateTime("2025-03-19T07:00:00\ud800"), None),
    ],
)
def test_a_moment_is_the_same_on_every_version_of_python(
    value: Any, moment: Optional[datetime]
) -> None:
    assert value.datetime == moment


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (lambda simulator: simulator.fault("nonsense"), "unknown variant `nonsense`"),
        (lambda simulator: simulator.fault("delay"), "write it as in `delay=5s`"),
        (lambda simulator: simulator.fault("garbage", action="Stop"), "there is no action `Stop`"),
        (lambda simulator: simulator.advance("x"), "x"),
    ],
)
def test_what_the_simulator_refuses_is_said(
    oms_simulator: Simulator, refused: Any, words: str
) -> None:
    with pytest.raises(ValueError) as raised:
        refused(oms_simulator)
    assert words in str(raised.value)


def test_a_fault_is_spelled_as_on_the_command_line(
    oms_simulator: Simulator, oms_client: Client
) -> None:
    for fault in ("cut", "echo-headers", "status={code=503}"):
        oms_simulator.fault(fault, action="StopProject")
        with pytest.raises(Unknown):
            oms_client.stop_project(id=TASK)
        oms_simulator.clear_faults()


def test_a_secret_is_shown_nowhere(oms_simulator: Simulator) -> None:
    canary = "canary-7f3a"
    client = Client(oms_simulator.url, user="admin", password=Secret(canary))
    shown: List[str] = [repr(client), str(vars(client)), repr(Secret(canary)), f"{Secret(canary)}"]
    options = CallOptions(headers={"Authorization": f"Bearer {canary}"})
    shown += [repr(options), str(options), repr(CallOptions(headers=[canary]))]  # type: ignore[arg-type]
    assert "Authorization" in repr(options)
    with pytest.raises(Failed) as raised:
        client.stop_project(id=TASK)
    shown += [str(raised.value), repr(raised.value), str(raised.value.about)]
    config = types.CreateMySqlMasterSlaveDataSourceMaster
    with pytest.raises(TypeError):
        config(password=canary)  # type: ignore[call-arg]
    # Settings of a component have any form, and a password somewhere in it.
    settings = types.ConnectorConfig(source={"username": "u", "password": canary})
    shown += [repr(settings), f"{[settings]}"]
    assert not [text for text in shown if canary in text], shown


def test_an_object_takes_its_fields_by_name_alone() -> None:
    column: Any = types.Column
    with pytest.raises(TypeError):
        column("TABLE", "a")
    assert column.__match_args__ == (), "nor does a pattern know of their order"
    one, other = types.Column(column_name="a"), types.Column(column_name="b")
    assert one.type is None and one.column_name == "a"
    assert replace(one, column_name="b") == other
    one.other_fields["c"] = 1
    assert other.other_fields == {}


@dataclass
class Door:
    """An object with a value whose type the field beside it chooses."""

    means: Optional[str] = None
    key: Any = None
    other_fields: Dict[str, Any] = field(default_factory=dict)


BY_MEANS = c.OneOf("by", {"KEY": c.BASE64_SECRET, "CODES": c.ListOf(c.SECRET), "DOOR": c.Object(Door)})
c.declare(Door, (c.Row("means", "by", c.TEXT, c.OPTIONAL), c.Row("key", "key", BY_MEANS, c.OPTIONAL)))


@pytest.mark.parametrize(
    ("door", "json_of_it"),
    [
        (Door("KEY", Secret("hunter2")), {"by": "KEY", "key": "aHVudGVyMg=="}),
        (Door("CODES", [Secret("1"), Secret("2")]), {"by": "CODES", "key": ["1", "2"]}),
        (Door("DOOR", Door(other_fields={"a": 1})), {"by": "DOOR", "key": {"a": 1}}),
        (Door("STRAW", {"a": 1}), {"by": "STRAW", "key": {"a": 1}}),
        # A value that does not fit is kept as it came.
        (Door("KEY", 7), {"by": "KEY", "key": 7}),
        (Door("CODES", "1"), {"by": "CODES", "key": "1"}),
        (Door("DOOR", [1]), {"by": "DOOR", "key": [1]}),
    ],
)
def test_the_field_beside_a_value_chooses_its_type(door: Door, json_of_it: Dict[str, Any]) -> None:
    codec = c.Object(Door)
    assert codec.read(json_of_it, {}) == door
    facts = c.action("StopProject", (), codec, c.NOTHING)
    assert facts.answer(json.dumps(json_of_it)) == door
    if door.key not in (7, "1", [1]):
        assert codec.write(door, "door") == json_of_it


def test_a_parameter_beside_a_parameter_chooses_its_type(
    oms_simulator: Simulator, oms_client: Client
) -> None:
    moment = c.OneOf("id", {TASK: c.EPOCH_SECONDS})
    rows = (
        c.Row("id", "id", c.TEXT, c.REQUIRED),
        c.Row("reverse", "reverse", c.BOOLEAN, c.REQUIRED),
        c.Row("to", "startTimestamp", moment, c.REQUIRED),
    )
    facts = c.action("ResetIncrStartTimestamp", rows, c.NOTHING, c.NOTHING)
    to = datetime.fromtimestamp(MOMENT, tz=timezone.utc)
    oms_client._call(facts, (TASK, False, to), None)
    assert str(MOMENT) in str(oms_simulator.requests()[-1])


def test_pages_come_one_after_the_other(oms_simulator: Simulator, oms_client: Client) -> None:
    pages = oms_client.list_projects_pages(page_size=2)
    assert oms_simulator.requests() == [], "nothing is sent before the first page is asked for"
    assert [len(page.items) for page in pages] == [2, 2, 1]
    assert (pages.end, pages.is_complete) == ("Total", True)
    ids = [task.id for task in oms_client.list_projects_pages(page_size=2).items()]
    assert len(ids) == len(set(ids)) == 5

    async def all_of_them() -> List[str]:
        client = AsyncClient(oms_simulator.url, user="admin", password="secret")
        return [task.id async for task in client.list_projects_pages(page_size=2).items()]

    assert asyncio.run(all_of_them()) == ids


def test_a_state_is_waited_for(oms_simulator: Simulator, oms_client: Client) -> None:
    oms_client.stop_project(id=TASK)
    reply = oms_client.wait_until(
        lambda: oms_client.describe_project_progress(id=TASK),
        lambda progress: progress.status == types.TaskStatus.SUSPEND,
        timeout=10,
        every=0.05,
    )
    assert reply.data.project_id == TASK
    with pytest.raises(TimeoutError):
        oms_client.wait_until(
            lambda: oms_client.describe_project_progress(id=TASK),
            lambda progress: progress.status == types.TaskStatus.FINISHED,
            timeout=0.2,
            every=0.05,
        )


def test_an_answer_that_cannot_be_read_ends_a_wait(oms_simulator: Simulator, oms_client: Client) -> None:
    oms_simulator.fault({"wrong-type": "payload"}, action="DescribeProjectProgress")
    with pytest.raises(Unreadable):
        oms_client.wait_until(
            lambda: oms_client.describe_project_progress(id=TASK), lambda _: True, timeout=10, every=0.05
        )
    assert len(oms_simulator.requests()) == 1

    async def waits() -> None:
        client = AsyncClient(oms_simulator.url, user="admin", password="secret")
        await client.wait_until(
            lambda: client.describe_project_progress(id=TASK), lambda _: True, timeout=10, every=0.05
        )

    with pytest.raises(Unreadable):
        asyncio.run(waits())
    assert len(oms_simulator.requests()) == 2


def test_p292_a_write_whose_answer_was_lost_ends_a_wait_and_is_not_sent_again(
    oms_simulator: Simulator, oms_client: Client
) -> None:
    oms_simulator.fault({"commit-then-status": 502}, action="StopProject")
    with pytest.raises(Unknown) as caught:
        oms_client.wait_until(lambda: oms_client.stop_project(id=TASK), lambda _: True, timeout=10, every=0.05)
    assert not caught.value.may_pass
    assert len(oms_simulator.requests()) == 1


def test_an_answer_that_would_be_too_large_again_ends_a_wait(oms_simulator: Simulator) -> None:
    client = Client(oms_simulator.url, user="admin", password="secret", answer_limit=16)
    with pytest.raises(Unknown) as caught:
        client.wait_until(lambda: client.describe_project_progress(id=TASK), lambda _: True, timeout=10, every=0.05)
    assert (caught.value.cause, caught.value.may_pass) == ("BodyTooLarge", False)
    assert len(oms_simulator.requests()) == 1


def test_every_action_is_understood(oms_simulator: Simulator, oms_client: Client) -> None:
    calls = every_action.calls(oms_client)
    for call in calls:
        try:
            call()
        except Failed as error:
            assert error.outcome == "rejected", repr(error)
            assert getattr(error, "code", "") != "PARAM_ERROR", repr(error)
    assert len({one["action"] for one in oms_simulator.requests()}) == len(calls)


def test_options_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(Invalid, match="one of the three"):
        Client("http://127.0.0.1:1", user="admin", password="secret", token="t")
    with pytest.raises(Invalid):
        Client("not an address")


def payloads() -> Iterator[Tuple[str, Any]]:
    """The actions, and a payload of every example of an answer."""
    document = Path(os.environ["OMS_OPENAPI"]) / "openapi.json"
    paths = json.loads(document.read_text(encoding="utf-8"))["paths"]
    for key, path in paths.items():
        content = path["post"]["responses"]["200"]["content"]["application/json"]
        for example in content["examples"].values():
            if example["value"].get("data") is not None:
                yield key.split("Action=")[1], example["value"]["data"]


@pytest.mark.skipif("OMS_OPENAPI" not in os.environ, reason="SKIPPED: OMS_OPENAPI names no folder of OpenAPI documents")
def test_the_core_reads_as_the_codecs_do(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {}
    action = _codec.action

    def noted(name: str, rows: Any, answer: Any, item: Any) -> Any:
        given[name] = (action(name, rows, answer, item), answer)
        return given[name][0]

    monkeypatch.setattr(_codec, "action", noted)
    spec = importlib.util.spec_from_file_location("oms_client._client_again", _client.__file__)
    assert spec is not None and spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))

    asked: List[Any] = []
    checked = alone = 0
    for name, payload in payloads():
        facts, codec = given[name]
        expected = codec.read(payload, {})
        asked.clear()
        with monkeypatch.context() as patch:
            original = type(codec).read

            def counted(self: Any, value: Any, beside: Any, original: Any = original) -> Any:
                asked.append(value)
                return original(self, value, beside)

            patch.setattr(type(codec), "read", counted)
            made = facts.answer(json.dumps(payload))
        assert made == expected and repr(made) == repr(expected), name
        checked += 1
        alone += not asked
    # The codec is asked where an example has another form than the documented one, which the client
    # mends before.
    assert checked > 60 and alone > checked * 3 // 4, (checked, alone)


def test_a_parameter_is_refused_by_its_place(oms_client: Client) -> None:
    with pytest.raises(Invalid) as raised:
        oms_client.list_projects_pages(page_size="2")  # type: ignore[arg-type]
    assert raised.value.place == "pageSize"
    for wrong in ("\ud800", b"np", 7, True):
        with pytest.raises(ValueError):
            oms_client.stop_project(id=wrong)  # type: ignore[arg-type]
