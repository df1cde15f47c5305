"""A client of the OceanBase Migration Service whose exceptions say whether a call may have taken effect.

A call returns where the service says that it succeeded, and raises otherwise: `success: false` is never a return value.
The class of an exception is its outcome; see :mod:`oms_client.errors`.
"""

from . import types
from ._base import AsyncPages, CallOptions, Meta, Page, Pages, Reply
from ._client import AsyncClient, Client
from ._values import UNSET, EpochSeconds, OpenEnum, Secret, SecretJson, Unset, UtcDateTime
from .errors import Failed, Interrupted, Invalid, NotSent, Rejected, Unknown, Unreadable

__all__ = [
    "UNSET",
    "AsyncClient",
    "AsyncPages",
    "CallOptions",
    "Client",
    "EpochSeconds",
    "Failed",
    "Interrupted",
    "Invalid",
    "Meta",
    "NotSent",
    "OpenEnum",
    "Page",
    "Pages",
    "Rejected",
    "Reply",
    "Secret",
    "SecretJson",
    "Unknown",
    "Unreadable",
    "Unset",
    "UtcDateTime",
    "types",
]
