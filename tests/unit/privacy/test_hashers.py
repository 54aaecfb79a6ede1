"""Passwords of people are hashed by Argon2id; older hashes still open, and are replaced."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password
from django.test import override_settings

from motcua.privacy.hashers import PeopleHasher


def test_a_password_opens_its_own_hash_and_no_other():
    hasher = PeopleHasher()
    hashed = hasher.encode("mật khẩu đủ dài", hasher.salt())
    assert hashed.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hasher.verify("mật khẩu đủ dài", hashed)
    assert not hasher.verify("mật khẩu đủ dàu", hashed)


def test_a_hash_of_before_still_opens_and_is_replaced_at_the_next_sign_in():
    before = PBKDF2PasswordHasher().encode("mật khẩu đủ dài", "muoi", iterations=10)
    kept = []
    with override_settings(
        PASSWORD_HASHERS=[
            "motcua.privacy.hashers.PeopleHasher",
            "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        ]
    ):
        assert check_password("mật khẩu đủ dài", before, setter=kept.append)
    assert kept == ["mật khẩu đủ dài"]
