"""Outcomes of a call that brings no answer: a class for each.

`except Unknown` is the one that has to be thought about: the call may have taken effect. The others are certain.
"""

from __future__ import annotations

from typing import Any, Dict, Optional

from ._values import decoded

__all__ = [
    "Failed",
    "Interrupted",
    "Invalid",
    "NotSent",
    "Rejected",
    "Unknown",
    "Unreadable",
]


class Failed(Exception):
    """A call that brought no answer. Its text says what happened, whether it may have taken effect, and what to do."""

    outcome: str = "unknown"

    def __init__(self, text: str, about: Optional[Dict[str, Any]] = None) -> None:
        super().__init__(text)
        known = about or {}
        self.about: Dict[str, Any] = known
        """Everything that is known, by name."""
        self.action: Optional[str] = known.get("action")
        self.endpoint: Optional[str] = known.get("endpoint")
        self.attempts: int = known.get("attempts") or 0
        """How often the request was sent or tried."""
        self.elapsed: Optional[float] = known.get("elapsed")
        """Seconds from the call to its end."""
        self.status: Optional[int] = known.get("status")
        """Status of HTTP, where one came."""
        self.request_id: Optional[str] = known.get("request_id")
        """ID under which the service logged the request."""
        self.client_request_id: Optional[str] = known.get("client_request_id")
        self.retry_after: Optional[float] = known.get("retry_after")
        """Seconds after which the service asks to be called again."""
        self.retry_budget_spent: bool = bool(known.get("retry_budget_spent"))
        self.may_pass: bool = bool(known.get("may_pass"))
        """`True` if a call that failed so may succeed a moment later, as it is: a wait then reads again.

        A write that may have taken effect is none of those."""
        self.body: Optional[str] = known.get("body")
        """The body that came, without the credentials."""

    @property
    def may_have_taken_effect(self) -> bool:
        """`True` if the call may have changed something."""
        return self.outcome in ("unknown", "accepted")


class Invalid(Failed, ValueError):
    """A parameter or an option was refused on this machine: nothing was sent."""

    outcome = "not-sent"

    def __init__(self, text: str, about: Optional[Dict[str, Any]] = None) -> None:
        super().__init__(text, about)
        self.place: str = self.about.get("place") or ""
        """The parameter by its name on the wire, or the option by its name here."""


class NotSent(Failed):
    """No byte of the request left this machine: it can be sent again once the cause that its text names is gone."""

    outcome = "not-sent"

    def __init__(self, text: str, about: Optional[Dict[str, Any]] = None) -> None:
        super().__init__(text, about)
        self.cause: str = self.about.get("cause") or ""
        self.detail: Optional[str] = self.about.get("detail")


class Rejected(Failed):
    """The service refused the call: it had no effect."""

    outcome = "rejected"

    def __init__(self, text: str, about: Optional[Dict[str, Any]] = None) -> None:
        super().__init__(text, about)
        self.reason: str = self.about.get("reason") or ""
        self.code: Optional[str] = self.about.get("code")
        self.message: Optional[str] = self.about.get("message")
        self.advice: Optional[str] = self.about.get("advice")
        detail = self.about.get("error_detail")
        self.error_detail: Any = decoded(detail) if detail else None
        """The details that the service gives beyond code and message; the text itself where `json` cannot read it."""


class Unreadable(Failed):
    """The service accepted the call, and its answer cannot be read: a write has taken effect."""

    outcome = "accepted"

    def __init__(self, text: str, about: Optional[Dict[str, Any]] = None) -> None:
        super().__init__(text, about)
        self.path: str = self.about.get("path") or ""
        """The place in the answer."""


class Unknown(Failed):
    """The call may have taken effect. Read the current state before it is sent again."""

    outcome = "unknown"

    def __init__(self, text: str, about: Optional[Dict[str, Any]] = None) -> None:
        super().__init__(text, about)
        self.cause: str = self.about.get("cause") or ""
        self.detail: Optional[str] = self.about.get("detail")
        self.hint: Optional[str] = self.about.get("hint")
        """The probable meaning of a refusal, where something may have answered in the service's place."""
        self.location: Optional[str] = self.about.get("location")
        self.bytes_read: int = self.about.get("bytes_read") or 0


class Interrupted(Unknown, KeyboardInterrupt):
    """Ctrl-C, while the request of a write may have been on the way: it may have taken effect. The `outcome`
    is `accepted` where the service had accepted it, and only the answer is lost.

    It is an `Unknown` and a `KeyboardInterrupt`, so that it ends a program as Ctrl-C does and says what to look after.
    """
