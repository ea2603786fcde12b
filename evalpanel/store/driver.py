"""The driver of SQLite with encryption, which has no type information."""

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]  # ships without stubs

__all__ = ["dbapi2"]
