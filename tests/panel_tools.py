"""Tools of a desk that cost no time: chance, envelopes, reader and paper; people by name."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from evalpanel.domain.canonical import canonical_bytes, sha256_hex
from evalpanel.domain.dossier import MARKDOWN, PDF, TEXT, DossierSurvey, DossierText
from evalpanel.domain.errors import Sentence, Unreadable
from evalpanel.domain.printed import demanded, demanded_reasons, ranking_lines, score_rows
from evalpanel.domain.record import RecordV1
from evalpanel.domain.variants import readable, signature_fields
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.usecases.ports import Identity, PaperSignature, SignedPaper
from tests.fakes import SeededChance


@cache
def person(name: str) -> UnlockedIdentity:
    """A person whose seed follows from the name."""
    seed = bytes.fromhex(sha256_hex(name.encode()))
    return UnlockedIdentity(name, "Town", "Adviser", seed)


class TalkingChance(SeededChance):
    """A series that can also speak."""

    def phrase(self, words: int) -> str:
        """Always the same words."""
        return " ".join(("tulip", "mill", "bike", "bridge", "rain", "quay")[:words])


class QuickEnvelopes(AgeEnvelopes):
    """Age encryption in which a passphrase costs no time."""

    def encrypt_with_passphrase(self, data: bytes, passphrase: str) -> bytes:
        """Encrypt to a key made from the passphrase."""
        return self.encrypt(data, [person(passphrase).receive_key])

    def decrypt_with_passphrase(self, data: bytes, passphrase: str) -> bytes:
        """Decrypt with that key."""
        return person(passphrase).decrypt(data)


class PlainReader:
    """Reads dossiers of plain text; a form feed begins a page."""

    def read(self, data: bytes, name: str) -> DossierText:
        """The paragraphs of each page."""
        if name.endswith(".pdf") and not data.startswith(b"%PDF"):
            raise Unreadable("{file} is not the PDF it claims to be.", file=name)
        media = {"pdf": PDF, "md": MARKDOWN}.get(name.rpartition(".")[2], TEXT)
        pages = data.decode().split("\f")
        return DossierText(media, tuple(tuple(page.split("\n")) for page in pages))

    def survey(self, data: bytes, name: str, count: int) -> DossierSurvey:  # noqa: ARG002 - all is shown
        """The words; properties stand on a line that begins with `/`."""
        pages = self.read(data, name).pages
        hidden = [line for page in pages for line in page if line.startswith("/")]
        pages = tuple(tuple(p for p in page if not p.startswith("/")) for page in pages)
        return DossierSurvey(pages=pages, handed_in=tuple(("properties", h) for h in hidden))

    def first_pages(self, data: bytes, count: int) -> bytes:
        """As many pages."""
        return "\f".join(data.decode().split("\f")[:count]).encode()


class JsonPaper:
    """A report that is JSON: the record, the printed text and who signed which bytes."""

    def print_report(self, record: RecordV1, language: str) -> bytes:
        """Unsigned; prints exactly what the record demands."""
        fields = list(signature_fields(record))
        assert fields
        read = readable(record)
        shown = [wanted for _, wanted in demanded(read)]
        shown += [line for _, line in ranking_lines(read)] + [*score_rows(read)]
        pages = [" ".join([*shown, *demanded_reasons(read)]), language]
        return paper_of({"record": record.canonical().decode(), "pages": pages, "fields": fields,
                       "signatures": []})  # fmt: skip

    def sign(self, pdf: bytes, field: str, signer: Identity, note: str, at: datetime) -> bytes:
        """Add a signature over what is printed and recorded."""
        found = json.loads(pdf)
        found["signatures"].append({"field": field, "name": signer.name, "key": signer.pdf_key,
                                    "over": _body_hash(found), "note": f"{note} {at}"})  # fmt: skip
        return paper_of(found)

    def inspect(self, pdf: bytes) -> SignedPaper:
        """What the file holds."""
        try:
            found = json.loads(pdf)
            record, printed = str(found["record"]).encode(), tuple(found["pages"])
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable("This is not an evalpanel report.") from error
        broken = Sentence("The report was changed after it was signed.")
        signatures = tuple(
            PaperSignature(s["field"], s["name"], s["key"], s["over"] == _body_hash(found), broken)
            for s in found["signatures"]
        )
        flaw = None if signatures else Sentence("The report is not signed.")
        if not all(signature.intact for signature in signatures):
            flaw = broken
        return SignedPaper(record, printed, signatures, tuple(found["fields"]), flaw)


def _body_hash(found: dict[str, Any]) -> str:
    return sha256_hex(canonical_bytes([found["record"], found["pages"], found["fields"]]))


def paper_of(found: dict[str, Any]) -> bytes:
    """The bytes of a report."""
    return json.dumps(found).encode()


def toml(value: Any) -> str:
    """A value as TOML on one line; a dict becomes an inline table."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml(entry) for entry in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def toml_file(document: Mapping[str, Any]) -> bytes:
    """A document as a TOML file."""
    return "\n".join(f"{key} = {toml(value)}" for key, value in document.items()).encode()
