"""The kind of value that travels and is stored: frozen, strict, no unknown keys."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from evalpanel.domain.canonical import canonical_bytes, canonical_sha256, read_canonical
from evalpanel.domain.errors import Unreadable


class Model(BaseModel):
    """An immutable value whose fields are exactly those declared."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )

    def to_json(self) -> dict[str, Any]:
        """The value as JSON: dicts, lists, strings, booleans, None and integers."""
        return self.model_dump(mode="json")

    def canonical(self) -> bytes:
        """The canonical bytes of the value, to hash or sign."""
        return canonical_bytes(self.to_json())

    def fingerprint(self) -> str:
        """SHA-256 of the canonical bytes."""
        return canonical_sha256(self.to_json())


class WireModel(Model):
    """A value that travels in a file: its `schema` key names kind and major version."""

    @classmethod
    def from_document(cls, document: Any) -> Self:
        """The value in a parsed document.

        Raises:
            Unreadable: another kind of document, a newer version, or missing or unknown keys.
        """
        return cls._from(document, canonical_bytes(document))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The value in canonical bytes; other bytes of the same value are refused."""
        return cls._from(read_canonical(data), data)

    @classmethod
    def _from(cls, document: Any, data: bytes) -> Self:
        """The value in a document and in its canonical bytes."""
        _demand_schema(document, cls.model_fields["format"].default)
        try:
            return cls.model_validate_json(data)
        except ValidationError as error:
            first = error.errors()[0]
            raise Unreadable(
                "The file does not follow its format at {place}: {what}.",
                hint="Ask the sender for a new copy.",
                place=".".join(str(part) for part in first["loc"]),
                what=first["msg"],
            ) from error


class ManifestModel(WireModel):
    """The manifest of a file with parts; on its way it also lists them."""

    @classmethod
    def from_manifest(cls, manifest: dict[str, Any]) -> Self:
        """The value in the manifest of its file; raises Unreadable as `from_document`."""
        return cls.from_document({k: v for k, v in manifest.items() if k != "members"})


def _demand_schema(document: Any, expected: str) -> None:
    found = document.get("schema") if isinstance(document, dict) else None
    if found == expected:
        return
    kind = expected.rsplit("/", 1)[0]
    if isinstance(found, str) and found.rsplit("/", 1)[0] == kind:
        raise Unreadable(
            "The file says it is {found}; this version of evalpanel reads {expected}.",
            hint="Install a newer version of evalpanel.",
            found=found,
            expected=expected,
        )
    raise Unreadable(
        "The file is another kind of file than was asked for ({expected}).",
        hint="Choose the right file.",
        expected=expected,
    )
