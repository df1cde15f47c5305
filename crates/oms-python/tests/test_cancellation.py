"""A write that nobody waits for any more is told of, whatever asyncio makes of its cancellation."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any, Awaitable, Callable, List

import pytest

from oms_client import AsyncClient, Unknown
from oms_client.simulator import Simulator

TASK = "np_4w3a0001"


async def received(simulator: Simulator) -> None:
    while not simulator.requests():
        await asyncio.sleep(0.02)


async def looked_at_twice(write: Awaitable[Any], simulator: Simulator) -> None:
    task = asyncio.ensure_future(write)
    await received(simulator)
    task.cancel()
    for _ in range(2):
        with pytest.raises(asyncio.CancelledError):
            await task


async def gathered(write: Awaitable[Any], simulator: Simulator) -> None:
    task = asyncio.ensure_future(write)
    await received(simulator)
    task.cancel()
    results: Any = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(results[0], asyncio.CancelledError)


async def timed_out(write: Awaitable[Any], simulator: Simulator) -> None:
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(write, 1)


async def at_the_end_of_the_loop(write: Awaitable[Any], simulator: Simulator) -> None:
    asyncio.ensure_future(write)
    await received(simulator)


async def closed(write: Any, simulator: Simulator) -> None:
    write.send(None)
    await received(simulator)
    write.close()


WAYS = [looked_at_twice, gathered, timed_out, at_the_end_of_the_loop, closed]


@pytest.mark.parametrize("way", WAYS)
def test_p292_every_write_that_is_given_up_is_told_of(
    oms_simulator: Simulator, way: Callable[[Any, Simulator], Awaitable[None]]
) -> None:
    oms_simulator.fault({"delay": "30s"}, action="StopProject")
    told: List[Unknown] = []
    is_told = threading.Event()

    def hook(error: Unknown) -> None:
        told.append(error)
        is_told.set()

    async def main() -> None:
        client = AsyncClient(oms_simulator.url, user="admin", password="secret", on_abandoned=hook)
        await way(client.stop_project(id=TASK), oms_simulator)

    asyncio.run(main())
    assert is_told.wait(30), "nobody was told"
    (error,) = told
    assert (error.action, error.outcome) == ("StopProject", "unknown")
    assert "may have taken effect" in str(error)


@pytest.mark.parametrize("way", WAYS)
def test_p292_a_read_that_is_given_up_is_not_told_of(
    oms_simulator: Simulator, way: Callable[[Any, Simulator], Awaitable[None]]
) -> None:
    oms_simulator.fault({"delay": "30s"}, action="DescribeProject")
    told: List[Unknown] = []

    async def main() -> None:
        client = AsyncClient(
            oms_simulator.url, user="admin", password="secret", on_abandoned=told.append
        )
        await way(client.describe_project(id=TASK), oms_simulator)
        # A call that was closed ends meanwhile.
        await client.list_all_labels()

    asyncio.run(main())
    assert told == []


def test_p292_an_end_that_comes_as_the_coroutine_is_closed_is_told_of(
    oms_simulator: Simulator,
) -> None:
    told: List[Unknown] = []

    async def main() -> None:
        client = AsyncClient(
            oms_simulator.url, user="admin", password="secret", on_abandoned=told.append
        )
        write: Any = client.stop_project(id=TASK)
        write.send(None)
        while not told:
            # The loop stands still, so that the answer is on its way to it when nobody waits.
            if oms_simulator.commits():
                threading.Event().wait(0.3)
                write.close()
                break

    asyncio.run(main())
    (error,) = told
    assert error.outcome == "accepted"


def broken(error: Unknown) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(("hook", "level"), [(None, logging.WARNING), (broken, logging.ERROR)])
def test_p292_a_client_without_a_hook_logs_what_is_given_up(
    oms_simulator: Simulator, caplog: pytest.LogCaptureFixture, hook: Any, level: int
) -> None:
    oms_simulator.fault({"delay": "30s"}, action="StopProject")

    async def main() -> None:
        client = AsyncClient(oms_simulator.url, user="admin", password="secret", on_abandoned=hook)
        await gathered(client.stop_project(id=TASK), oms_simulator)

    asyncio.run(main())
    (record,) = [one for one in caplog.records if one.name == "oms_client"]
    assert record.levelno == level
    assert "StopProject may have taken effect" in record.getMessage()
