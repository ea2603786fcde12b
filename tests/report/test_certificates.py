"""The certificates that signers show."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from evalpanel.report.certificates import self_signed
from tests.report.signing_fixtures import private_key


def _certificate(name: str, organisation: str = "Gemeente") -> x509.Certificate:
    return x509.load_der_x509_certificate(self_signed(private_key(5), name, organisation))


def test_the_same_key_and_names_give_the_same_bytes() -> None:
    assert self_signed(private_key(5), "A", "B") == self_signed(private_key(5), "A", "B")
    assert self_signed(private_key(5), "A", "B") != self_signed(private_key(5), "A", "C")


def test_it_names_the_person_and_is_good_whatever_a_laptops_clock_says() -> None:
    certificate = _certificate("Łukasz Güneş")
    name = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    assert name == "Łukasz Güneş"
    assert certificate.not_valid_before_utc == datetime(2020, 1, 1, tzinfo=UTC)
    assert certificate.not_valid_after_utc == datetime(2050, 1, 1, tzinfo=UTC)


def test_it_is_for_signing_what_the_signer_stands_by() -> None:
    usage = _certificate("A").extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign


def test_long_and_odd_names_still_make_a_certificate() -> None:
    for name in ("x" * 500, "", "a\u202eb\x00c", "\U0001f642" * 70):
        assert _certificate(name, organisation=name or "x").serial_number > 0
