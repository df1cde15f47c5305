"""Calls that nobody waits for any more, and processes and threads that share what one of them made.

These tests need nothing but Python, so that they run with each version that is there.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
import unittest
from typing import Any, Callable, List

from oms_client import AsyncClient, Client, Invalid
from oms_client.simulator import Simulator

TASK = "np_4w3a0001"

forks = unittest.skipUnless(
    hasattr(os, "fork"), "SKIPPED: a process is not forked on this system"
)


def in_a_child(work: Callable[[], str]) -> str:
    """Return what work says in a forked process."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = "it was left"
        try:
            said = work()
        except BaseException as error:
            said = repr(error)
        finally:
            os.write(writer, said.encode())
            os._exit(0)
    os.close(writer)
    try:
        ready, _, _ = select.select([reader], [], [], 60)
        assert ready, "the child hangs"
        return os.read(reader, 1 << 16).decode()
    finally:
        os.close(reader)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def refusal(call: Callable[[], Any]) -> str:
    try:
        call()
    except Invalid as error:
        return f"{error.place}: {error}"
    return "it was called"


def ended(connection: socket.socket) -> bool:
    """Return whether the other side ends the connection, and does not only wait."""
    connection.settimeout(10)
    try:
        while connection.recv(1 << 16):
            pass
    except ConnectionResetError:
        return True
    except socket.timeout:
        return False
    return True


BESIDE_A_LOOP = """
import asyncio, sys, threading, time
from oms_client import AsyncClient

client = AsyncClient(sys.argv[1], user="admin", password="secret")
answers = 0

async def reads():
    global answers
    while True:
        await client.describe_project(id="np_4w3a0001")
        answers += 1

threading.Thread(target=lambda: asyncio.run(reads()), daemon=True).start()
while answers < 40:
    time.sleep(0.001)
print("done")
"""


WHILE_IT_ENDS = """
import asyncio, atexit

@atexit.register
def last():
    try:
        asyncio.run(stop())
    except Invalid as error:
        print(error.place)
    print(client_that_waits.describe_project(id="np_4w3a0001").data.id)

from oms_client import AsyncClient, Client, Invalid
from oms_client.simulator import Simulator

simulator = Simulator()
client = AsyncClient(simulator.url, user="admin", password="secret")
client_that_waits = Client(simulator.url, user="admin", password="secret")

async def stop():
    print((await client.describe_project(id="np_4w3a0001")).data.id)

atexit.register(lambda: asyncio.run(stop()))
"""


WHILE_A_HOOK_RUNS = """
import asyncio, threading
from oms_client import AsyncClient, Invalid
from oms_client.simulator import Simulator

simulator = Simulator()
simulator.fault({"delay": "30s"}, action="StopProject")
has_begun = threading.Event()

async def read():
    client = AsyncClient(simulator.url, user="admin", password="secret")
    print((await client.describe_project(id="np_4w3a0001")).data.id, flush=True)

def look(error):
    try:
        while True:
            asyncio.run(read())
            has_begun.set()
    except Invalid as refusal:
        print(refusal.place, flush=True)

async def give_up():
    client = AsyncClient(simulator.url, user="admin", password="secret", on_abandoned=look)
    write = client.stop_project(id="np_4w3a0001")
    write.send(None)
    while not simulator.requests():
        await asyncio.sleep(0.02)
    write.close()

asyncio.run(give_up())
has_begun.wait()
"""


STOPPED_BY_TWO = """
import socket, threading
from urllib.parse import urlsplit
from oms_client.simulator import Simulator

simulator = Simulator()
at = urlsplit(simulator.url)
# An open connection makes the first stop wait, and the second one come meanwhile.
with socket.create_connection((at.hostname, at.port)):
    threads = [threading.Thread(target=simulator.stop) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print("stopped")
"""


class Processes(unittest.TestCase):
    def setUp(self) -> None:
        self.simulator = Simulator()
        self.addCleanup(self.simulator.stop)
        self.client = Client(self.simulator.url, user="admin", password="secret")

    @forks
    def test_p292_a_client_of_the_parent_sends_nothing_from_a_forked_process(self) -> None:
        # The connection of a read stays open.
        self.client.list_all_labels()
        told = AsyncClient(self.simulator.url, user="admin", password="secret")
        pages = self.client.list_projects_pages()
        told_pages = told.list_projects_pages()

        async def stop() -> None:
            await told.stop_project(id=TASK)

        async def next_page() -> None:
            await told_pages.__anext__()

        calls: List[Callable[[], Any]] = [
            lambda: self.client.stop_project(id=TASK),
            lambda: asyncio.run(stop()),
            lambda: self.client.list_projects_pages(),
            lambda: told.list_projects_pages(),
            lambda: next(pages),
            lambda: asyncio.run(next_page()),
        ]
        for call in calls:
            said = in_a_child(lambda call=call: refusal(call))  # type: ignore[misc]
            assert said.startswith("client: ") and "make one here" in said, said
        assert len(self.simulator.requests()) == 1
        # Everything works where it was made.
        self.client.list_all_labels()
        asyncio.run(stop())
        assert len(next(pages).items) > 0

    @forks
    def test_a_forked_process_has_clients_of_its_own(self) -> None:
        async def described() -> str:
            client = AsyncClient(self.simulator.url, user="admin", password="secret")
            return (await client.describe_project(id=TASK)).data.id

        def both() -> str:
            client = Client(self.simulator.url, user="admin", password="secret")
            return f"{client.describe_project(id=TASK).data.id} {asyncio.run(described())}"

        # The parent has threads already, of which the child has none.
        assert asyncio.run(described()) == TASK
        assert in_a_child(both) == f"{TASK} {TASK}"
        assert both() == f"{TASK} {TASK}"

    def test_p292_a_call_whose_coroutine_is_closed_is_given_up(self) -> None:
        async def main(listener: socket.socket) -> None:
            port = listener.getsockname()[1]
            client = AsyncClient(f"http://127.0.0.1:{port}", user="admin", password="secret", timeout=60)
            call = client.stop_project(id=TASK)
            call.send(None)
            listener.settimeout(10)
            connection, _ = listener.accept()
            with connection:
                connection.settimeout(10)
                assert connection.recv(1).startswith(b"P"), "a write is on the way"
                call.close()
                assert ended(connection), "the call goes on, and nobody waits for it"

        with socket.create_server(("127.0.0.1", 0)) as listener:
            asyncio.run(main(listener))

    def test_p292_an_interpreter_ends_beside_calls_of_a_daemon_thread(self) -> None:
        # It is a matter of chance, so that several try.
        program = [sys.executable, "-c", BESIDE_A_LOOP, self.simulator.url]
        programs = [
            subprocess.Popen(program, stdout=subprocess.PIPE, text=True) for _ in range(12)
        ]
        ends = []
        for running in programs:
            with running:
                said, _ = running.communicate(timeout=120)
                ends.append((running.returncode, said))
        assert ends == [(0, "done\n")] * len(programs)

    def test_a_call_that_would_not_be_told_of_is_refused_while_the_interpreter_ends(self) -> None:
        program = [sys.executable, "-c", WHILE_IT_ENDS]
        ended = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
        assert ended.stdout.split() == [TASK, "client", TASK], ended.stderr

    def test_p292_an_interpreter_waits_for_a_hook_that_runs_a_loop(self) -> None:
        program = [sys.executable, "-c", WHILE_A_HOOK_RUNS]
        ended = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
        words = ended.stdout.split()
        self.assertEqual((words[0], words[-1], ended.returncode), (TASK, "client", 0), ended.stderr)

    def test_a_simulator_may_be_stopped_by_several_threads(self) -> None:
        # A thread that waits and holds the interpreter can be ended from outside alone.
        program = [sys.executable, "-c", STOPPED_BY_TWO]
        stopped = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
        assert stopped.stdout == "stopped\n", stopped.stderr
