"""How passwords of people are hashed, and secrets that nobody can guess."""

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher


class PeopleHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two rounds, one lane: some 40 ms, where a million of PBKDF2 take 500.

    What costs a thief is memory, and little of it is held while many sign in at once.

    Source: OWASP, Password Storage Cheat Sheet (19 MiB, 2, 1); RFC 9106.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class RandomSecretHasher(PBKDF2PasswordHasher):
    """One round, for secrets of machines: random and long, so that trying them all is hopeless.

    Passwords of people need slow hashing because people choose them. For a machine's secret it
    would cost processor time at each of its tokens, and protect nothing.
    """

    algorithm = "random_secret"
    iterations = 1
