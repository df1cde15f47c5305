"""Every outcome is a class of its own, and agrees with the ledger of the simulator."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import threading
import time
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple, Type

import pytest

from oms_client import (
    UNSET,
    AsyncClient,
    CallOptions,
    Client,
    Failed,
    Interrupted,
    Invalid,
    NotSent,
    Rejected,
    Unknown,
    Unreadable,
)
from oms_client.simulator import Simulator

TASK = "np_4w3a0001"
TOO_LONG = {"delay": "30s"}

# A fault, the exception, and how often the call took effect: `None` where only a look tells.
MATRIX: List[Any] = [
    (None, None, 1),
    ("reset-before-reading", Unknown, 0),
    ("lose-before-commit", Unknown, 0),
    ("commit-and-lose-reply", Unknown, 1),
    (TOO_LONG, Unknown, None),
    ({"commit-then-status": 401}, Unknown, 1),
    ({"commit-then-status": 404}, Unknown, 1),
    ({"commit-then-status": 502}, Unknown, 1),
    ("html502", Unknown, None),
    ("garbage", Unknown, None),
]


def call(simulator: Simulator, **options: Any) -> Optional[Failed]:
    client = Client(simulator.url, user="admin", password="secret", **options)
    try:
        client.stop_project(id=TASK, options=CallOptions(within=0.5))
    except Failed as error:
        return error
    return None


def call_from_a_loop(simulator: Simulator) -> Optional[Failed]:
    async def main() -> Optional[Failed]:
        client = AsyncClient(simulator.url, user="admin", password="secret")
        try:
            await client.stop_project(id=TASK, options=CallOptions(within=0.5))
        except Failed as error:
            return error
        return None

    return asyncio.run(main())


@pytest.mark.parametrize("way", [call, call_from_a_loop])
@pytest.mark.parametrize(("fault", "expected", "commits"), MATRIX)
def test_p292_the_fault_matrix_agrees_with_the_ledger(
    oms_simulator: Simulator,
    way: Any,
    fault: Any,
    expected: Optional[Type[Failed]],
    commits: Optional[int],
) -> None:
    if fault is not None:
        oms_simulator.fault(fault, action="StopProject")
    error = way(oms_simulator)
    assert type(error) is (expected or type(None)), repr(error)
    happened = len([one for one in oms_simulator.commits() if one["action"] == "StopProject"])
    if commits is not None:
        assert happened == commits
    if error is None:
        assert happened == 1
    elif not error.may_have_taken_effect:
        assert happened == 0, "an outcome that is certain is right"
    else:
        assert "may have taken effect" in str(error)
        assert error.action == "StopProject" and error.attempts == 1


def test_p292_a_refusal_raises_and_says_all_that_is_known(oms_client: Client) -> None:
    with pytest.raises(Rejected) as raised:
        oms_client.stop_project(id="np_00000000")
    error = raised.value
    assert error.code == "GHANA-PROJECT000001"
    assert error.status == 200 and error.request_id and error.reason and error.advice
    assert not error.may_have_taken_effect and "it had no effect" in str(error)


def test_p292_a_closed_port_is_not_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        client = Client(f"http://127.0.0.1:{port}", user="admin", password="secret")
        with pytest.raises(NotSent) as raised:
            client.stop_project(id=TASK)
    assert raised.value.cause and not raised.value.may_have_taken_effect


def test_p292_what_is_invalid_is_refused_before_anything_is_sent(
    oms_simulator: Simulator, oms_client: Client
) -> None:
    with pytest.raises(Invalid) as raised:
        oms_client.stop_project(id="np_4w3a****")
    assert raised.value.place == "id" and isinstance(raised.value, ValueError)
    assert oms_simulator.requests() == []


def test_p292_an_accepted_write_that_cannot_be_read_is_unreadable(
    oms_simulator: Simulator, oms_client: Client
) -> None:
    oms_simulator.fault({"wrong-type": "payload"}, action="ResetIncrStartTimestamp")
    with pytest.raises(Unreadable) as raised:
        oms_client.reset_incr_start_timestamp(id=TASK, reverse=False, start_timestamp=1742367600)
    assert raised.value.outcome == "accepted" and raised.value.may_have_taken_effect


# JSON that the client takes and `json` refuses: Python bounds the digits of a number and the depth
# of nesting.
BEYOND_PYTHON = [
    pytest.param(
        "1" * 5000,
        id="digits",
        marks=pytest.mark.skipif(
            not hasattr(sys, "get_int_max_str_digits"),
            reason="SKIPPED: this Python reads a number of any length",
        ),
    ),
    pytest.param("[" * 100_000 + "]" * 100_000, id="depth"),
]


def answer_with(simulator: Simulator, action: str, **envelope: str) -> None:
    """Answers an action with these fields, which are JSON."""
    fields = ", ".join(f'"{name}": {value}' for name, value in envelope.items())
    simulator.fault({"status": {"code": 200, "body": f"{{{fields}}}"}}, action=action)


@pytest.mark.parametrize("payload", BEYOND_PYTHON)
def test_p292_an_accepted_write_that_python_cannot_read_is_unreadable(
    oms_simulator: Simulator, oms_client: Client, payload: str
) -> None:
    action = "CancelProjectModifyRecord"
    answer_with(oms_simulator, action, success="true", data=payload, requestId='"r-1"')

    async def from_a_loop() -> None:
        client = AsyncClient(oms_simulator.url, user="admin", password="secret")
        await client.cancel_project_modify_record(id="r_1")

    calls: List[Callable[[], Any]] = [
        lambda: oms_client.cancel_project_modify_record(id="r_1"),
        lambda: asyncio.run(from_a_loop()),
    ]
    for call in calls:
        with pytest.raises(Unreadable) as raised:
            call()
        error = raised.value
        assert error.outcome == "accepted" and error.may_have_taken_effect and not error.may_pass
        assert (error.action, error.request_id, error.status) == (action, "r-1", 200)
        assert f"{action} was accepted" in str(error) and "do not send it again" in str(error)
        assert not isinstance(error, ValueError), "which says that nothing was sent"


@pytest.mark.parametrize("detail", BEYOND_PYTHON)
def test_p292_a_refusal_whose_details_python_cannot_read_is_a_refusal(
    oms_simulator: Simulator, oms_client: Client, detail: str
) -> None:
    code, message = '"GHANA-PROJECT000001"', '"no such task"'
    details = f'{{"code": {code}, "message": {message}, "extraContext": {{"a": {detail}}}}}'
    answer_with(
        oms_simulator, "StopProject", success="false", code=code, message=message, errorDetail=details
    )
    with pytest.raises(Rejected) as raised:
        oms_client.stop_project(id=TASK)
    assert raised.value.code == "GHANA-PROJECT000001"
    assert isinstance(raised.value.error_detail, str) and detail in raised.value.error_detail


@pytest.mark.parametrize("value", BEYOND_PYTHON)
def test_what_python_cannot_read_of_an_envelope_is_kept_as_it_came(
    oms_simulator: Simulator, oms_client: Client, value: str
) -> None:
    answer_with(oms_simulator, "StopProject", success="true", data="null", novel=value)
    assert oms_client.stop_project(id=TASK).meta.unknown_fields == {"novel": value}


def interrupt_soon(after: float = 0.3) -> None:
    """Interrupts this thread on time, however busy the others are."""
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, after)


def test_p292_ctrl_c_during_a_write_is_unknown_and_says_so(
    oms_simulator: Simulator, oms_client: Client
) -> None:
    oms_simulator.fault(TOO_LONG, action="StopProject")
    interrupt_soon()
    with pytest.raises(KeyboardInterrupt) as raised:
        oms_client.stop_project(id=TASK)
    error = raised.value
    assert isinstance(error, Interrupted) and isinstance(error, Unknown)
    assert "StopProject may have taken effect" in str(error)
    assert error.outcome == "unknown"


@pytest.mark.parametrize("after", [0.02, 0.045])
@pytest.mark.parametrize("what", ["CreateLabel", "ListAllLabels"])
def test_p292_ctrl_c_beside_the_answer_of_a_write_says_what_became_of_it(
    oms_simulator: Simulator, oms_client: Client, after: float, what: str
) -> None:
    met = 0
    for number in range(20):
        oms_simulator.reset()
        # The answer comes right behind the interrupt, and before signals are looked for again.
        oms_simulator.fault({"latency": f"{int(after * 1000) + 2}ms"}, action=what)
        ended = False
        interrupt_soon(after)
        with pytest.raises(KeyboardInterrupt) as raised:
            if what == "CreateLabel":
                oms_client.create_label(name=f"label {number}")
            else:
                oms_client.list_all_labels()
            ended = True
            time.sleep(1)
        error = raised.value
        received = bool(oms_simulator.requests())
        if what == "ListAllLabels":
            assert not isinstance(error, Interrupted), "a read has changed nothing"
        elif not ended and received:
            assert isinstance(error, Interrupted), repr(error)
            assert error.action == "CreateLabel"
            if error.outcome == "accepted":
                assert "CreateLabel was accepted; the answer was lost" in str(error)
                assert len(oms_simulator.commits()) == 1
                met += 1
    # On a busy machine, the answer behind the later one comes after the next look.
    assert met > 0 or what == "ListAllLabels" or after > 0.02, "no answer has met an interrupt"


def test_p292_ctrl_c_during_a_read_stays_itself(
    oms_simulator: Simulator, oms_client: Client
) -> None:
    oms_simulator.fault(TOO_LONG, action="DescribeProject")
    interrupt_soon()
    with pytest.raises(KeyboardInterrupt) as raised:
        oms_client.describe_project(id=TASK)
    assert not isinstance(raised.value, Interrupted)


def test_p292_a_task_that_is_cancelled_during_a_write_is_told(oms_simulator: Simulator) -> None:
    oms_simulator.fault(TOO_LONG, action="StopProject")

    async def main() -> asyncio.CancelledError:
        client = AsyncClient(oms_simulator.url, user="admin", password="secret")
        task = asyncio.ensure_future(client.stop_project(id=TASK))
        while not oms_simulator.requests():
            await asyncio.sleep(0.02)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError as error:
            return error
        raise AssertionError("it was cancelled")

    error = asyncio.run(main())
    cause = error.__cause__ or error.__context__
    assert isinstance(cause, Unknown), repr(cause)
    assert "may have taken effect" in str(cause)


def cancelled(
    simulator: Simulator, write: Callable[[AsyncClient], Awaitable[Any]], until: Callable[[], bool]
) -> asyncio.CancelledError:
    """Cancels a call twice, once it has come so far, and returns what it raises."""

    async def main() -> asyncio.CancelledError:
        client = AsyncClient(simulator.url, user="admin", password="secret")
        task = asyncio.ensure_future(write(client))
        await asyncio.sleep(0)
        while not until():
            # The loop stands still meanwhile, so that the end of the call is still to be told.
            time.sleep(0.01)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError as error:
            return error
        raise AssertionError("it was cancelled")

    return asyncio.run(main())


def settled(simulator: Simulator) -> bool:
    """Return whether the answer of the only call was sent, and has had time to arrive."""
    requests = simulator.requests()
    if not requests or requests[-1]["delivery"] == "pending":
        return False
    time.sleep(0.3)
    return True


def test_p292_a_write_that_was_accepted_when_it_was_cancelled_says_so(
    oms_simulator: Simulator,
) -> None:
    error = cancelled(
        oms_simulator,
        lambda client: client.stop_project(id=TASK),
        lambda: settled(oms_simulator),
    )
    cause = error.__cause__
    assert isinstance(cause, Unknown) and cause.outcome == "accepted", repr(cause)
    assert "StopProject was accepted; the answer was lost by the cancellation" in str(cause)
    assert len(oms_simulator.commits()) == 1


def test_p292_a_second_cancellation_loses_nothing(oms_simulator: Simulator) -> None:
    oms_simulator.fault(TOO_LONG, action="StopProject")
    error = cancelled(
        oms_simulator,
        lambda client: client.stop_project(id=TASK),
        lambda: bool(oms_simulator.requests()),
    )
    cause = error.__cause__
    assert isinstance(cause, Unknown) and cause.outcome == "unknown", repr(cause)
    assert "may have taken effect" in str(cause)


def test_p292_a_call_without_an_effect_is_cancelled_and_nothing_else(
    oms_simulator: Simulator,
) -> None:
    calls: List[Callable[[AsyncClient], Awaitable[Any]]] = [
        lambda client: client.stop_project(id="np_00000000"),
        lambda client: client.describe_project(id=TASK),
    ]
    for write in calls:
        error = cancelled(oms_simulator, write, lambda: settled(oms_simulator))
        assert error.__cause__ is None, repr(error.__cause__)
        oms_simulator.reset()


def test_p292_what_is_refused_before_a_call_is_an_invalid_with_its_place(
    oms_simulator: Simulator, oms_client: Client
) -> None:
    def client(**options: Any) -> None:
        Client(oms_simulator.url, **{"user": "admin", "password": "secret", **options})

    def move(to: Any) -> None:
        oms_client.reset_incr_start_timestamp(id=TASK, reverse=False, start_timestamp=to)

    refusals: List[Tuple[Callable[[], Any], str]] = [
        (lambda: client(timeout=-1), "timeout"),
        (lambda: client(timeout="5"), "timeout"),
        (lambda: client(timeout=float("nan")), "timeout"),
        (lambda: client(read_attempts=-1), "read_attempts"),
        (lambda: client(read_attempts=0), "read_attempts"),
        (lambda: client(write_attempts=0), "write_attempts"),
        (lambda: client(user="a:b"), "user"),
        (lambda: client(password="a\nb"), "password"),
        (lambda: client(password="Basic eHg6eXk="), "password"),
        (lambda: client(user=None, password=None, token="a\nb"), "token"),
        (lambda: client(user=None, password=None, header=("a b", "x")), "header"),
        (lambda: client(token="a"), "auth"),
        (lambda: client(client_key="x"), "client_key"),
        (lambda: client(client_certificate="x"), "client_certificate"),
        (lambda: client(on_abandoned=print), "on_abandoned"),
        (lambda: client(on_abandoned=5), "on_abandoned"),
        (lambda: client(answer_limit=2**80), "answer_limit"),
        (lambda: client(user=5), "user"),
        (lambda: client(server_version="\ud800"), "server_version"),
        (lambda: client(password=b"b"), "password"),
        (lambda: client(user=None), "auth"),
        (lambda: Client("http://\ud800"), "endpoint"),
        (lambda: Client(5), "endpoint"),  # type: ignore[arg-type]
        (lambda: client(header=("a",)), "header"),
        (lambda: client(header="ab"), "header"),
        (lambda: oms_client.list_projects_pages(options=CallOptions(within=-1)), "within"),
        (lambda: oms_client.list_all_labels(options=CallOptions(within=-1)), "within"),
        (lambda: oms_client.list_all_labels(options=CallOptions(within="5")), "within"),  # type: ignore[arg-type]
        (lambda: oms_client.list_all_labels(options=CallOptions(headers={"a": b""})), "headers"),  # type: ignore[dict-item]
        (lambda: oms_client.list_all_labels(options=CallOptions(headers=None)), "headers"),  # type: ignore[arg-type]
        (lambda: oms_client.list_all_labels(options=CallOptions(headers={"a b": "x"})), "headers"),
        (lambda: oms_client.list_all_labels(options={"within": 1}), "options"),  # type: ignore[arg-type]
        (lambda: oms_client.list_projects_pages(options={"within": 1}), "options"),  # type: ignore[arg-type]
        (lambda: move("1742365118000"), "startTimestamp"),
        (lambda: move("\uff19\uff19"), "startTimestamp"),
        (lambda: move(UNSET), "startTimestamp"),
        (lambda: oms_client.list_projects_pages(page_size=2**70), "pageSize"),
        (lambda: oms_client.stop_project(id="a\ud800"), "id"),
    ]
    for refused, place in refusals:
        with pytest.raises(Invalid) as raised:
            refused()
        assert raised.value.place == place, repr(raised.value)
        assert str(raised.value).startswith(f"`{place}`: "), str(raised.value)
        assert "at line" not in str(raised.value)
    assert oms_simulator.requests() == []
    with pytest.raises(Invalid) as raised:
        client(password=20250319)
    assert raised.value.place == "password" and "20250319" not in str(raised.value)


def test_other_threads_run_while_a_call_waits(
    oms_simulator: Simulator, oms_client: Client
) -> None:
    oms_simulator.fault({"delay": "400ms"}, action="DescribeProject")
    counted: Dict[str, int] = {"turns": 0}
    stop = threading.Event()

    def count() -> None:
        while not stop.wait(0.005):
            counted["turns"] += 1

    thread = threading.Thread(target=count)
    thread.start()
    oms_client.describe_project(id=TASK)
    stop.set()
    thread.join()
    assert counted["turns"] > 10, "the interpreter was held"
