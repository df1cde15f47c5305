"""The part that both clients share, below their methods."""

from __future__ import annotations

import asyncio
import atexit
import inspect
import json
import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import (
    Any,
    AsyncIterator,
    Awaitable,
    Callable,
    Dict,
    Generic,
    Iterator,
    List,
    Mapping,
    NoReturn,
    Optional,
    Tuple,
    Type,
    TypeVar,
    Union,
)

from . import _core
from ._codec import invalid
from ._values import Secret, decoded
from .errors import (
    Failed,
    Interrupted,
    Invalid,
    NotSent,
    Rejected,
    Unknown,
    Unreadable,
)

# Registered by the import, so that whatever a program registers behind it can still make calls.
atexit.register(_core.end)

T = TypeVar("T")
_Done = Tuple[str, str, str]

_CLASSES: Dict[str, Type[Failed]] = {
    "invalid": Invalid,
    "not-sent": NotSent,
    "rejected": Rejected,
    "unreadable": Unreadable,
    "unknown": Unknown,
}


@dataclass
class CallOptions:
    """The settings that differ for one call."""

    within: Optional[float] = None
    """Seconds for the whole call, in place of the client's timeout."""
    request_id: Optional[str] = None
    """ID of this request, which is sent as a header."""
    headers: Mapping[str, Union[Secret, str]] = field(default_factory=dict)
    """Further headers; `repr` shows their names alone, because a value may be a token."""

    def _json(self) -> str:
        if not isinstance(self.headers, Mapping):
            raise invalid("headers", f"must be a dict, not {type(self.headers).__name__}")
        given = {
            "within": self.within,
            "request_id": self.request_id,
            "headers": [[name, _revealed(value)] for name, value in self.headers.items()],
        }
        return _written(given)

    def __repr__(self) -> str:
        headers = list(self.headers) if isinstance(self.headers, Mapping) else "[hidden]"
        return f"CallOptions(within={self.within!r}, request_id={self.request_id!r}, headers={headers!r})"


class Meta:
    """The facts of the envelope and the transport around an answer."""

    def __init__(self, known: Dict[str, Any]) -> None:
        self.status: int = known["status"]
        self.request_id: Optional[str] = known["request_id"]
        self.client_request_id: Optional[str] = known["client_request_id"]
        self.cost: Optional[str] = known["cost"]
        self.advice: Optional[str] = known["advice"]
        self.page_number: Optional[int] = known["page_number"]
        self.page_size: Optional[int] = known["page_size"]
        self.total_count: Optional[int] = known["total_count"]
        self.attempts: int = known["attempts"]
        seconds = known["server_time"]
        self.server_time: Optional[datetime] = (
            None if seconds is None else datetime.fromtimestamp(seconds, tz=timezone.utc)
        )
        self.unknown_fields: Dict[str, Any] = _each_read(known["unknown_fields"])
        """Fields of the envelope that are not declared. A value that `json` cannot read is the text that came."""
        self.odd_fields: Dict[str, Any] = _each_read(known["odd_fields"])
        """Fields of the answer whose values have another type than declared, by their places.

        A number that is the whole answer to a write and that no ID is has an empty place."""

    def __repr__(self) -> str:
        return f"Meta(status={self.status}, request_id={self.request_id!r}, attempts={self.attempts})"


def _each_read(texts: Mapping[str, str]) -> Dict[str, Any]:
    return {name: decoded(text) for name, text in texts.items()}


class Reply(Generic[T]):
    """An answer: the action's own, and what is around it, which is read when it is asked for."""

    __slots__ = ("_about", "data")

    def __init__(self, data: T, about: str) -> None:
        self.data = data
        self._about = about

    @property
    def meta(self) -> Meta:
        """The facts of the envelope and the transport."""
        return Meta(json.loads(self._about))

    def __repr__(self) -> str:
        return f"Reply(data={self.data!r})"


@dataclass
class Page(Generic[T]):
    """A page of a list."""

    number: int
    items: List[T]
    meta: Meta


def _failure(done: _Done) -> Failed:
    kind, _, text = done
    about: Dict[str, Any] = json.loads(text)
    return _CLASSES[kind](about["text"], about)


# Outcomes of a write that has changed nothing.
_HAD_NO_EFFECT = ("cancelled", "not-sent", "invalid", "rejected")


def _cut_short(action: _core.Facts, done: _Done, by: str, of: Type[Unknown]) -> Unknown:
    """Return all that is known of a write whose outcome nobody waits for any more."""
    kind, _, text = done
    about: Dict[str, Any] = json.loads(text)
    if kind == "accepted":
        about["action"] = action.name
        about["text"] = f"{action.name} was accepted; the answer was lost by the {by}"
    error = of(about["text"], about)
    if kind in ("accepted", "unreadable"):
        error.outcome = "accepted"
    return error


def _raise_interrupt(action: _core.Facts, done: _Done, raised: BaseException) -> NoReturn:
    """Raises what a signal has raised, and what it has cut short where that may have had an effect."""
    if not action.writes or done[0] in _HAD_NO_EFFECT:
        raise raised
    of = Interrupted if isinstance(raised, KeyboardInterrupt) else Unknown
    raise _cut_short(action, done, "interrupt", of) from raised


def _read(action: _core.Facts, read: Callable[[str], Any], done: _Done) -> Any:
    """Reads the payload of an answer. The service has answered, so that no exception of the reader goes up as it is:
    a `ValueError` would mean that nothing was sent."""
    try:
        return read(done[1])
    except Exception as error:
        raise _unreadable(action, done, error) from error
    except BaseException as raised:
        _raise_interrupt(action, done, raised)


def _unreadable(action: _core.Facts, done: _Done, error: Exception) -> Unreadable:
    """Return what is known of a call whose payload the client has read and Python has not."""
    meta: Dict[str, Any] = json.loads(done[2])
    verb, effect = "answered", "a read changes nothing"
    if action.writes:
        verb, effect = "accepted", "it has taken effect, so do not send it again"
    text = f"{action.name} was {verb}, but Python cannot read its payload: {error!r}; {effect}"
    if meta["request_id"]:
        text += f"; request ID {meta['request_id']!r}"
    return Unreadable(text, {**meta, "meta": meta, "action": action.name, "text": text})


def _reply(action: _core.Facts, done: _Done) -> Reply[Any]:
    """The reply of a call that was accepted. Any other outcome is raised."""
    if done[0] != "accepted":
        raise _failure(done)
    return Reply(_read(action, action.answer, done), done[2])


def _refused(error: ValueError) -> Invalid:
    """The exception of what the core has refused before a call."""
    if isinstance(error, Invalid):
        return error
    if isinstance(error, UnicodeError):
        # Options are written as ASCII, so that nothing else is handed over as a text of any kind.
        return invalid("endpoint", "has half a pair of surrogates, which is no character")
    about = json.loads(error.args[1])
    return Invalid(about["text"], about)


def _written(options: Mapping[str, Any]) -> str:
    """The options that are given as JSON. One that JSON cannot hold is refused by its name."""
    given = {key: value for key, value in options.items() if value is not None}
    written = []
    for name, value in given.items():
        try:
            written.append(f"{json.dumps(name)}: {json.dumps(value, allow_nan=False)}")
        except TypeError:
            raise invalid(name, f"has a wrong type, {type(value).__name__}") from None
        except (RecursionError, ValueError) as error:
            raise invalid(name, f"cannot be written as JSON: {error}") from None
    return f"{{{', '.join(written)}}}"


_ENDS = {"whole": True, "cut": False}
"""The ends of a list, and whether nothing speaks against its being whole."""


def _page(action: _core.Facts, done: _Done) -> Optional[Page[Any]]:
    kind, _, text = done
    if kind in _ENDS:
        return None
    if kind != "page":
        raise _failure(done)
    about = json.loads(text)
    return Page(about["number"], _read(action, action.items, done), Meta(about))


class Pages(Generic[T]):
    """The pages of a list, one after the other. It is an iterator of pages; `items` gives what is on them."""

    def __init__(self, core: _core.PagesCore, action: _core.Facts) -> None:
        self._core = core
        self._action = action
        self.end: Optional[str] = None
        """Why the list ended, once it has."""
        self.is_complete: Optional[bool] = None
        """True if nothing speaks against the list being whole, once it has ended."""

    def __iter__(self) -> Iterator[Page[T]]:
        return self

    def __next__(self) -> Page[T]:
        done, raised = self._core.next_page()
        if raised is not None:
            raise raised
        page = _page(self._action, done)
        if page is None:
            self.end, self.is_complete = done[2], _ENDS[done[0]]
            raise StopIteration
        return page

    def items(self) -> Iterator[T]:
        """The items of all pages."""
        for page in self:
            yield from page.items


class AsyncPages(Generic[T]):
    """The pages of a list, one after the other, from an event loop."""

    def __init__(self, core: _core.PagesCore, action: _core.Facts) -> None:
        self._core = core
        self._action = action
        self.end: Optional[str] = None
        """Why the list ended, once it has."""
        self.is_complete: Optional[bool] = None
        """True if nothing speaks against the list being whole, once it has ended."""

    def __aiter__(self) -> AsyncIterator[Page[T]]:
        return self

    async def __anext__(self) -> Page[T]:
        done = await _finished(self._action, self._core.start_next_page)
        page = _page(self._action, done)
        if page is None:
            self.end, self.is_complete = done[2], _ENDS[done[0]]
            raise StopAsyncIteration
        return page

    async def items(self) -> AsyncIterator[T]:
        """The items of all pages."""
        async for page in self:
            for item in page.items:
                yield item


Hook = Callable[[Unknown], None]
_LOG = logging.getLogger("oms_client")


def _logged(error: Unknown) -> None:
    """The hook of a client that was given none."""
    _LOG.warning("%s", error)


def _checked(hook: Hook) -> Hook:
    """Return the hook, unless it is none that can be called as the end of a call is told of."""
    if not callable(hook):
        raise invalid("on_abandoned", f"must be a function, not {type(hook).__name__}")
    if inspect.iscoroutinefunction(hook) or inspect.iscoroutinefunction(type(hook).__call__):
        raise invalid("on_abandoned", _NOT_AWAITED)
    return hook


_NOT_AWAITED = (
    "must be a plain function, because nobody awaits a coroutine there: pass one that hands the error on,"
    " such as by `loop.call_soon_threadsafe(queue.put_nowait, error)`"
)


class _Untold:
    """The end of a call, until somebody has heard of it: whoever waits for the call, or the hook of the client."""

    def __init__(self, action: _core.Facts, hook: Hook) -> None:
        self._action = action
        self._hook = hook
        self._ends: List[_Done] = []
        self._is_left = False

    def ends(self, done: _Done) -> bool:
        """The call has ended. Return whether somebody still waits for it."""
        self._ends.append(done)
        if self._is_left:
            self.tell()
        return not self._is_left

    def leave(self) -> None:
        """Nobody waits any more. Another thread may bring the end meanwhile, so that both of them look."""
        self._is_left = True
        self.tell()

    def tell(self) -> Optional[Unknown]:
        """Tells the hook, once and where the call may have had an effect. Return what it was told."""
        try:
            done = self._ends.pop()
        except IndexError:
            return None
        if not self._action.writes or done[0] in _HAD_NO_EFFECT:
            return None
        error = _cut_short(self._action, done, "cancellation", Unknown)
        hook: Callable[[Unknown], Any] = self._hook
        try:
            awaited = hook(error)
            if inspect.iscoroutine(awaited):
                awaited.close()
                raise TypeError(f"`on_abandoned` {_NOT_AWAITED}")
        except Exception:
            _LOG.exception("`on_abandoned` failed, which was told: %s", error)
        return error


async def _finished(
    action: _core.Facts,
    start: Callable[[Callable[..., None]], _core.Running],
    hook: Hook = _logged,
) -> _Done:
    """Waits for a call in the background. One that is cancelled is given up before this returns.

    However often it is cancelled, it waits for what became of the call, which takes no longer than giving it up.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_Done] = loop.create_future()
    untold = _Untold(action, hook)

    def arrived(done: _Done) -> None:
        if not future.done():
            future.set_result(done)

    def tell(kind: str, data: str, about: str) -> None:
        done = (kind, data, about)
        if not untold.ends(done):
            return
        try:
            loop.call_soon_threadsafe(arrived, done)
        except RuntimeError:
            # The loop has been closed, and nobody waits any more.
            untold.leave()

    # This frame alone holds the call, which is given up with it: when the coroutine is closed, or
    # the loop goes before the call has ended.
    running = start(tell)
    cancelled: Optional[asyncio.CancelledError] = None
    while True:
        try:
            done = await asyncio.shield(future)
            break
        except asyncio.CancelledError as error:
            cancelled = cancelled or error
            running.cancel()
        except GeneratorExit:
            untold.leave()
            raise
    if cancelled is None:
        return done
    cause = untold.tell()
    if cause is None:
        raise cancelled
    raise asyncio.CancelledError(str(cause)) from cause


class _Described:
    def __init__(
        self,
        endpoint: str,
        *,
        user: Optional[str] = None,
        password: Union[Secret, str, None] = None,
        token: Union[Secret, str, None] = None,
        header: Optional[Tuple[str, Union[Secret, str]]] = None,
        timeout: Optional[float] = None,
        connect_timeout: Optional[float] = None,
        answer_limit: Optional[int] = None,
        assume_no_intermediary: bool = False,
        server_version: Optional[str] = None,
        allow_plaintext: bool = False,
        ca_certificate: Optional[str] = None,
        ca_certificates_only: bool = False,
        client_certificate: Optional[str] = None,
        client_key: Union[Secret, str, None] = None,
        proxy: Optional[str] = None,
        client_request_id: Optional[str] = None,
        read_attempts: Optional[int] = None,
        write_attempts: Optional[int] = None,
        on_abandoned: Optional[Hook] = None,
    ) -> None:
        if on_abandoned is not None and not self._asynchronous:
            raise invalid("on_abandoned", "is for an AsyncClient: a Client raises all that it knows")
        self._hook: Hook = _logged if on_abandoned is None else _checked(on_abandoned)
        if not isinstance(endpoint, str):
            raise invalid("endpoint", f"must be a str, not {type(endpoint).__name__}")
        if header is not None and not (isinstance(header, (tuple, list)) and len(header) == 2):
            raise invalid("header", "must be a name and a value")
        options = {
            "user": user,
            "password": _revealed(password),
            "token": _revealed(token),
            "header": None if header is None else [header[0], _revealed(header[1])],
            "timeout": timeout,
            "connect_timeout": connect_timeout,
            "answer_limit": answer_limit,
            "assume_no_intermediary": assume_no_intermediary,
            "server_version": server_version,
            "allow_plaintext": allow_plaintext,
            "ca_certificate": ca_certificate,
            "ca_certificates_only": ca_certificates_only,
            "client_certificate": client_certificate,
            "client_key": _revealed(client_key),
            "proxy": proxy,
            "client_request_id": client_request_id,
            "read_attempts": read_attempts,
            "write_attempts": write_attempts,
        }
        try:
            self._core = _core.Core(endpoint, _written(options), self._asynchronous)
        except ValueError as error:
            raise _refused(error) from None

    _asynchronous = False


def _revealed(secret: Union[Secret, str, None]) -> Optional[str]:
    return secret.reveal() if isinstance(secret, Secret) else secret


def _options(options: Optional[CallOptions]) -> str:
    if options is None:
        return ""
    if not isinstance(options, CallOptions):
        raise invalid("options", f"must be CallOptions, not {type(options).__name__}")
    return options._json()


class BaseClient(_Described):
    """A client that waits for its calls. Threads may share it, and processes may not."""

    def _call(
        self, action: _core.Facts, values: Tuple[Any, ...], options: Optional[CallOptions]
    ) -> Reply[Any]:
        done, raised = self._core.call(action, values, _options(options))
        if raised is not None:
            _raise_interrupt(action, done, raised)
        return _reply(action, done)

    def _pages(
        self, action: _core.Facts, values: Tuple[Any, ...], options: Optional[CallOptions]
    ) -> Pages[Any]:
        try:
            core = self._core.pages(action, values, _options(options))
        except ValueError as error:
            raise _refused(error) from None
        return Pages(core, action)

    def wait_until(
        self,
        read: Callable[[], Reply[T]],
        is_reached: Callable[[T], bool],
        *,
        timeout: float,
        every: float = 2.0,
    ) -> Reply[T]:
        """Reads again and again until what was read is as it should be. `read` must change nothing.

        A read whose failure may pass by itself (`Failed.may_pass`), such as a lost connection, is taken again. Any
        other failure ends the wait: a refusal, a redirect, an answer that is too large or cannot be read.

        The time is looked at between two reads, and a read takes as long as its own timeout allows: give it a shorter
        one by `CallOptions(within=…)`.

        :raises TimeoutError: it was not reached in time; the last failure is its cause.
        """
        end = time.monotonic() + timeout
        while True:
            last: Optional[Failed] = None
            try:
                reply = read()
                if is_reached(reply.data):
                    return reply
            except Interrupted:
                raise
            except Failed as error:
                if not error.may_pass:
                    raise
                last = error
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"not reached within {timeout} s") from last
            time.sleep(min(every, left))


class BaseAsyncClient(_Described):
    """A client for an event loop. Processes may not share it."""

    _asynchronous = True

    async def _call(
        self, action: _core.Facts, values: Tuple[Any, ...], options: Optional[CallOptions]
    ) -> Reply[Any]:
        given = _options(options)
        done = await _finished(
            action, lambda tell: self._core.start(action, values, given, tell), self._hook
        )
        return _reply(action, done)

    def _pages(
        self, action: _core.Facts, values: Tuple[Any, ...], options: Optional[CallOptions]
    ) -> AsyncPages[Any]:
        try:
            core = self._core.pages(action, values, _options(options))
        except ValueError as error:
            raise _refused(error) from None
        return AsyncPages(core, action)

    async def wait_until(
        self,
        read: Callable[[], Awaitable[Reply[T]]],
        is_reached: Callable[[T], bool],
        *,
        timeout: float,
        every: float = 2.0,
    ) -> Reply[T]:
        """As :meth:`BaseClient.wait_until`, from an event loop."""
        end = time.monotonic() + timeout
        while True:
            last: Optional[Failed] = None
            try:
                reply = await read()
                if is_reached(reply.data):
                    return reply
            except Failed as error:
                if not error.may_pass:
                    raise
                last = error
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"not reached within {timeout} s") from last
            await asyncio.sleep(min(every, left))
