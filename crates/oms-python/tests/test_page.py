"""The page for Python: what it shows works where nothing but the package is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Iterator, List

import pytest

from oms_client.simulator import Simulator

PAGE = Path(__file__).resolve().parents[3] / "docs" / "python.md"
ADDRESS = "http://127.0.0.1:8089"


def blocks() -> List[str]:
    return re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def run(program: str) -> str:
    interpreter = os.environ.get("OMS_BARE_PYTHON", sys.executable)
    ended = subprocess.run(
        [interpreter, "-I", "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture
def program() -> Iterator[str]:
    """The address of the program that the page starts."""
    oms = os.environ.get("OMS_COMMAND")
    if oms is None:
        pytest.skip("SKIPPED: OMS_COMMAND names no oms")
    assert "`oms sim --port 8089`" in PAGE.read_text(encoding="utf-8")
    with subprocess.Popen([oms, "sim", "--port", "0"], stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        try:
            yield str(json.loads(started.stdout.readline())["url"])
        finally:
            started.kill()


def test_the_quickstart_works_as_it_is_printed_but_for_the_port(program: str) -> None:
    quickstart = blocks()[0]
    assert ADDRESS in quickstart
    printed = run(quickstart.replace(ADDRESS, program)).splitlines()
    assert printed[0].startswith("np_4w3a0001 orders") and printed[-1] == "stopped"
    # A second one is refused, so that the first has taken effect.
    assert run(quickstart.replace(ADDRESS, program)).splitlines()[-1].startswith("certainly not stopped")


def test_the_quickstart_looks_where_the_reply_is_lost(oms_simulator: Simulator) -> None:
    oms_simulator.fault("commit-and-lose-reply", action="StopProject")
    printed = run(blocks()[0].replace(ADDRESS, oms_simulator.url))
    assert "look before it is sent again" in printed
    assert printed.splitlines()[-1].endswith("now")
