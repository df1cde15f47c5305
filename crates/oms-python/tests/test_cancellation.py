"""A write that nobody waits for any more is told of, whatever asyncio makes of its cancellation.

These tests need nothing but Python, so that they run with each version that is there.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import threading
import unittest
from typing import Any, Awaitable, Callable, Iterator, List, Optional
from unittest import mock

from oms_client import AsyncClient, Client, Invalid, Unknown
from oms_client.simulator import Simulator

TASK = "np_4w3a0001"
Hook = Callable[[Unknown], None]
Way = Callable[[Any, Simulator], Awaitable[None]]


async def received(simulator: Simulator) -> None:
    while not simulator.requests():
        await asyncio.sleep(0.02)


async def looked_at_twice(write: Awaitable[Any], simulator: Simulator) -> None:
    task = asyncio.ensure_future(write)
    await received(simulator)
    task.cancel()
    for _ in range(2):
        try:
            await task
        except asyncio.CancelledError:
            continue
        raise AssertionError("it was not cancelled")


async def gathered(write: Awaitable[Any], simulator: Simulator) -> None:
    task = asyncio.ensure_future(write)
    await received(simulator)
    task.cancel()
    results: Any = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(results[0], asyncio.CancelledError)


async def timed_out(write: Awaitable[Any], simulator: Simulator) -> None:
    task = asyncio.ensure_future(write)
    await received(simulator)
    try:
        await asyncio.wait_for(task, 0.01)
    except asyncio.TimeoutError:
        return
    raise AssertionError("it was not timed out")


async def at_the_end_of_the_loop(write: Awaitable[Any], simulator: Simulator) -> None:
    asyncio.ensure_future(write)
    await received(simulator)


async def closed(write: Any, simulator: Simulator) -> None:
    write.send(None)
    await received(simulator)
    write.close()


# Behind the first four, the hook is called in the thread of the loop; behind the last, in one of
# the package's.
WAYS: List[Way] = [looked_at_twice, gathered, timed_out, at_the_end_of_the_loop, closed]


class Told:
    """A hook that keeps what it is told, behind one of a test's own."""

    def __init__(self, first: Optional[Hook] = None) -> None:
        self.errors: List[Unknown] = []
        self._first = first
        self._is_told = threading.Event()

    def __call__(self, error: Unknown) -> None:
        try:
            if self._first is not None:
                self._first(error)
        finally:
            self.errors.append(error)
            self._is_told.set()

    def only(self) -> Unknown:
        """Return the one error, once it has been told."""
        assert self._is_told.wait(30), "nobody was told"
        (error,) = self.errors
        return error


def give_up(
    simulator: Simulator,
    way: Way,
    hook: Optional[Hook],
    action: str = "StopProject",
) -> None:
    """Lets a call be given up in this way while its answer is held back."""
    simulator.fault({"delay": "30s"}, action=action)

    async def main() -> None:
        client = AsyncClient(
            simulator.url,
            user="admin",
            password="secret",
            client_request_id="x-request-id",
            on_abandoned=hook,
        )
        is_write = action == "StopProject"
        call = client.stop_project(id=TASK) if is_write else client.describe_project(id=TASK)
        await way(call, simulator)
        # A call that was closed ends meanwhile.
        await client.list_all_labels()

    asyncio.run(main())


class Cancellation(unittest.TestCase):
    def setUp(self) -> None:
        self.simulator = Simulator()
        self.addCleanup(self.simulator.stop)

    @contextlib.contextmanager
    def anew(self, case: object) -> Iterator[None]:
        """Begins a case of a test, with a simulator that knows of no call."""
        self.simulator.reset()
        with self.subTest(case):
            yield

    def test_p292_every_write_that_is_given_up_is_told_of(self) -> None:
        for way in WAYS:
            with self.anew(way):
                told = Told()
                give_up(self.simulator, way, told)
                error = told.only()
                self.assertEqual((error.action, error.outcome), ("StopProject", "unknown"))
                self.assertIn("may have taken effect", str(error))
                self.assertEqual(len(error.client_request_id or ""), 36)

    def test_p292_a_read_that_is_given_up_is_not_told_of(self) -> None:
        for way in WAYS:
            with self.anew(way):
                told = Told()
                give_up(self.simulator, way, told, action="DescribeProject")
                self.assertEqual(told.errors, [])

    def test_p292_an_end_that_comes_as_the_coroutine_is_closed_is_told_of(self) -> None:
        told = Told()

        async def main() -> None:
            url = self.simulator.url
            client = AsyncClient(url, user="admin", password="secret", on_abandoned=told)
            loop = asyncio.get_running_loop()
            hand_over, is_handed_over = loop.call_soon_threadsafe, threading.Event()

            def noted(*arguments: Any) -> Any:
                handle = hand_over(*arguments)
                is_handed_over.set()
                return handle

            with mock.patch.object(loop, "call_soon_threadsafe", noted):
                write: Any = client.stop_project(id=TASK)
                write.send(None)
                # The loop stands still, so that the answer is on its way to it when nobody waits.
                self.assertTrue(is_handed_over.wait(30), "no answer came")
                write.close()

        asyncio.run(main())
        self.assertEqual(told.only().outcome, "accepted")

    def test_p292_a_client_without_a_hook_logs_what_is_given_up(self) -> None:
        def broken(error: Unknown) -> None:
            raise ZeroDivisionError

        async def later(error: Unknown) -> None:
            raise AssertionError("nobody awaits it")

        # No look at the function shows that its result would have to be awaited.
        unseen: Any = lambda error: later(error)  # noqa: E731
        for hook, level in [(None, "WARNING"), (broken, "ERROR"), (unseen, "ERROR")]:
            with self.anew(hook):
                with self.assertLogs("oms_client") as logged:
                    give_up(self.simulator, gathered, hook)
                (record,) = logged.records
                self.assertEqual(record.levelname, level)
                self.assertIn("StopProject may have taken effect", record.getMessage())

    def test_a_hook_that_would_have_to_be_awaited_is_refused(self) -> None:
        async def later(error: Unknown, more: int = 0) -> None:
            raise AssertionError("nobody awaits it")

        class Object:
            async def __call__(self, error: Unknown) -> None:
                raise AssertionError("nobody awaits it")

            async def method(self, error: Unknown) -> None:
                raise AssertionError("nobody awaits it")

        hooks: List[Any] = [later, functools.partial(later, more=1), Object(), Object().method]
        for hook in hooks:
            with self.subTest(hook=hook), self.assertRaises(Invalid) as refused:
                AsyncClient("http://127.0.0.1:1", user="a", password="b", on_abandoned=hook)
            self.assertEqual(refused.exception.place, "on_abandoned")
            self.assertIn("call_soon_threadsafe", str(refused.exception))

    def test_a_hook_may_call_the_service_and_wait(self) -> None:
        for way in WAYS:
            with self.anew(way):
                seen: List[str] = []

                def look(error: Unknown) -> None:
                    client = Client(self.simulator.url, user="admin", password="secret")
                    seen.append(client.describe_project(id=TASK).data.id)

                told = Told(look)
                give_up(self.simulator, way, told)
                told.only()
                self.assertEqual(seen, [TASK])

    def test_a_hook_runs_a_loop_of_its_own_where_no_other_runs_in_its_thread(self) -> None:
        for way in WAYS:
            with self.anew(way):
                seen: List[str] = []

                async def read() -> None:
                    client = AsyncClient(self.simulator.url, user="admin", password="secret")
                    seen.append((await client.describe_project(id=TASK)).data.id)

                def look(error: Unknown) -> None:
                    reading = read()
                    try:
                        asyncio.run(reading)
                    except RuntimeError as refusal:
                        reading.close()
                        seen.append(str(refusal))

                told = Told(look)
                give_up(self.simulator, way, told)
                told.only()
                (words,) = seen
                if way is closed:
                    self.assertEqual(words, TASK)
                else:
                    self.assertIn("cannot be called from a running event loop", words)
