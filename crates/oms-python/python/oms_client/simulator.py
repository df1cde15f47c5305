"""A simulator of OMS in this process, for tests: a real HTTP server on a free port, which fails on demand and keeps a
ledger of what it received and of what took effect."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from types import TracebackType
from typing import Any, Dict, List, Optional, Type

from . import _core


class Simulator:
    """A running simulator. It takes the user `admin` with the password `secret`."""

    user = "admin"
    password = "secret"

    def __init__(self, scenario: Optional[str] = None) -> None:
        self._core = _core.SimulatorCore(scenario)
        self.url = self._core.url

    def __enter__(self) -> Simulator:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stops it."""
        self._core.stop()

    def requests(self) -> List[Dict[str, Any]]:
        """Everything that was received."""
        answer = self._ask("GET", "requests")
        received: List[Dict[str, Any]] = answer["requests"] if isinstance(answer, dict) else answer
        return received

    def commits(self) -> List[Dict[str, Any]]:
        """Everything that took effect."""
        answer = self._ask("GET", "commits")
        commits: List[Dict[str, Any]] = answer["commits"] if isinstance(answer, dict) else answer
        return commits

    def fault(self, strike: Any, **which: Any) -> None:
        """Arms a fault, written as in a scenario: `fault("commit-and-lose-reply", action="StopProject", nth=[2])`.

        :raises ValueError: no fault can strike so.
        """
        self._ask("POST", "faults", {"strike": strike, **which})

    def clear_faults(self) -> None:
        """Takes all faults away."""
        self._ask("DELETE", "faults")

    def advance(self, by: str) -> None:
        """Moves the virtual clock on: `advance("30s")`."""
        self._ask("POST", "clock/advance", {"by": by})

    def reset(self) -> None:
        """Goes back to the start."""
        self._ask("POST", "reset")

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.url}/_sim/{path}",
            data=data,
            method=method,
            headers={"Content-Type": "application/json"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as answer:
                text = answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                raise ValueError(_reason(refusal)) from None
        return json.loads(text) if text else None


def _reason(refusal: urllib.error.HTTPError) -> str:
    """Return the reason that the simulator has for a refusal."""
    text = refusal.read().decode(errors="replace")
    try:
        return str(json.loads(text)["error"])
    except (KeyError, TypeError, ValueError):
        return f"{refusal}: {text}"
