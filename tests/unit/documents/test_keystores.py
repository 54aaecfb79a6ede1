"""Keys that were given to us sign as our own do, or not at all."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from motcua.documents.adapters import authority, signing
from motcua.documents.adapters.validation import Verdict, judge
from motcua.documents.errors import KeyNotUsable
from tests import signers

CODE = "H47.40.2"
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture
def installed(settings, tmp_path):
    """The folder where keys are described, and the root that they are judged by."""
    settings.MOTCUA_DATA = tmp_path
    settings.MOTCUA_SIGNATURE_LEVEL = "B-B"
    folder = authority.folder() / "installed"
    folder.mkdir(parents=True)
    authority.trusted_folder().mkdir()
    (authority.trusted_folder() / "root.crt").write_bytes(signers.identity().pem)
    return folder


def write_secret(folder, text="mat-ma", mode=0o600):
    (folder / "secret").write_text(text)
    (folder / "secret").chmod(mode)


def key_file(folder):
    who = signers.identity(common="Ủy ban nhân dân phường An Mỹ", key=signers.rsa_key())
    content = pkcs12.serialize_key_and_certificates(
        b"seal", who.key, who.certificate, [who.root], BestAvailableEncryption(b"mat-ma")
    )
    (folder / "seal.p12").write_bytes(content)
    (folder / f"{CODE}.toml").write_text('kind = "pkcs12"\nfile = "seal.p12"\nsecret = "secret"\n')
    return who


def sign():
    own = authority.credential(agency_code=CODE, agency_name="?")
    return signing.sign(
        signers.plain(), credential=own, field=signing.SEAL, reason="Kết quả", place="Tam Kỳ"
    )


def test_a_key_in_a_file_signs(installed):
    write_secret(installed)
    who = key_file(installed)
    (found,) = judge(sign(), roots=[who.pem], revoked=[])
    assert found.verdict is Verdict.HOLDS
    assert "An Mỹ" in str(found)


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda folder: write_secret(folder, text="sai"), "no key opens"),
        (lambda folder: write_secret(folder, mode=0o644), "others than its owner"),
        (lambda folder: (folder / "secret").unlink(), "secret"),
        (lambda folder: (folder / f"{CODE}.toml").write_text('kind = "usb"'), "kind"),
        (lambda folder: (folder / f"{CODE}.toml").write_text("="), ""),
    ],
    ids=["a wrong secret", "an open secret", "no secret", "no such kind", "no description"],
)
def test_what_is_not_as_it_must_be_signs_nothing_and_is_named(installed, harm, why):
    write_secret(installed)
    key_file(installed)
    harm(installed)
    with pytest.raises(KeyNotUsable) as refused:
        sign()
    assert why in refused.value.params["why"]
    assert "sai" not in str(refused.value)


def test_a_device_that_is_not_there_signs_nothing(installed):
    write_secret(installed)
    (installed / f"{CODE}.toml").write_text(
        'kind = "pkcs11"\nmodule = "/none.so"\ntoken = "t"\nlabel = "seal"\nsecret = "secret"\n'
    )
    with pytest.raises(KeyNotUsable):
        sign()


@pytest.fixture
def token(installed, tmp_path, monkeypatch):
    """A device in software with the agency's key in it."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    tool = ["softhsm2-util", "--token", "mot-cua", "--pin", "123456"]
    subprocess.run(
        [*tool, "--init-token", "--free", "--label", "mot-cua", "--so-pin", "654321"],
        check=True,
        capture_output=True,
    )
    return tool


@pytest.mark.skipif(not SOFTHSM.exists(), reason="SoftHSM is not installed on this machine")
def test_a_key_in_a_device_signs_and_never_leaves_it(token, installed, tmp_path):
    import pkcs11
    from pkcs11 import Attribute, CertificateType, ObjectClass
    from pkcs11.util.x509 import decode_x509_certificate

    assert shutil.which("softhsm2-util")
    who = signers.identity(common="Ủy ban nhân dân phường An Mỹ", key=signers.rsa_key())
    (tmp_path / "key.pem").write_bytes(
        who.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    subprocess.run(
        [*token, "--import", str(tmp_path / "key.pem"), "--label", "seal", "--id", "01"],
        check=True,
        capture_output=True,
    )
    (tmp_path / "key.pem").unlink()
    library = pkcs11.lib(str(SOFTHSM))
    library.reinitialize()
    device = library.get_token(token_label="mot-cua")  # noqa: S106 the name of a device
    with device.open(rw=True, user_pin="123456") as session:
        der = who.certificate.public_bytes(serialization.Encoding.DER)
        about = decode_x509_certificate(der)
        about |= {Attribute.LABEL: "seal", Attribute.ID: b"\x01", Attribute.TOKEN: True}
        assert about[Attribute.CLASS] is ObjectClass.CERTIFICATE
        assert about[Attribute.CERTIFICATE_TYPE] is CertificateType.X_509
        session.create_object(about)
    write_secret(installed, text="123456")
    (installed / f"{CODE}.toml").write_text(
        f'kind = "pkcs11"\nmodule = "{SOFTHSM}"\ntoken = "mot-cua"\n'
        'label = "seal"\nsecret = "secret"\n'
    )
    (found,) = judge(sign(), roots=[who.pem], revoked=[])
    assert found.verdict is Verdict.HOLDS

    write_secret(installed, text="000000")
    with pytest.raises(KeyNotUsable, match="PinIncorrect"):
        sign()
