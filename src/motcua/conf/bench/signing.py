"""`motcua bench signing`: what a signature on a paper of one page costs.

The floor of the same run: the bare signature of the same key over as many bytes. No database and no
other system is asked: level B-B, and B-LT without its stamp is the same work and one list more.
"""

import io
import tempfile
from collections.abc import Callable
from typing import Final

import pikepdf
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.test import override_settings

from motcua.conf.bench.timing import timed
from motcua.documents.adapters import authority, signing, validation

SIGNED_MS: Final = 150
PAGE_BYTES: Final = 60_000
RUNS: Final = 60
Say = Callable[[str], None]


def run(*, say: Say) -> None:
    """Measure in this process, with keys made for it alone."""
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(MOTCUA_DATA=folder, MOTCUA_SIGNATURE_LEVEL=signing.BASIC),
    ):
        own = authority.credential(agency_code="do", agency_name="Bench")
        pdf = _page()
        key = serialization.load_pem_private_key(own.key.read_bytes(), password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            message = "seals are RSA keys"
            raise TypeError(message)

        def signed() -> bytes:
            return signing.sign(
                pdf, credential=own, field=signing.SEAL, reason="bench", place="bench"
            )

        roots, paper = authority.trusted_roots(), signed()
        taken = timed(signed, runs=RUNS)
        floor = timed(lambda: key.sign(pdf, padding.PKCS1v15(), hashes.SHA256()), runs=RUNS)
        judged = timed(lambda: validation.judge(paper, roots=roots), runs=RUNS)
        say(f"a page of {len(pdf) // 1024} KB, signed {len(paper) // 1024} KB")
        met = "met" if taken.p95 <= SIGNED_MS else "NOT met"
        say(f"signed   {taken}   at most {SIGNED_MS} ms: {met}")
        say(f"floor    {floor}   {taken.p50 / floor.p50:.1f} times as long")
        say(f"judged   {judged}")


def _page() -> bytes:
    """Return a page as heavy as a result with its fonts."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page().Contents = pdf.make_stream(bytes(PAGE_BYTES))
        pdf.save(out, compress_streams=False)
    return out.getvalue()
