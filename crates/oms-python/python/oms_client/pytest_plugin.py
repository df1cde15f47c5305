"""The simulator as a fixture of pytest. It is loaded wherever the package is installed."""

from __future__ import annotations

from typing import Iterator

import pytest

from ._client import Client
from .simulator import Simulator


@pytest.fixture
def oms_simulator() -> Iterator[Simulator]:
    """A simulator of the test's own."""
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def oms_client(oms_simulator: Simulator) -> Client:
    """A client of the test's simulator."""
    return Client(oms_simulator.url, user=Simulator.user, password=Simulator.password)
