"""How secrets are hashed that nobody can guess."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class RandomSecretHasher(PBKDF2PasswordHasher):
    """One round, for secrets of machines: random and long, so that trying them all is hopeless.

    Passwords of people need a million rounds because people choose them. For a machine's secret
    they would cost most of a second of processor time at each of its tokens, and protect nothing.
    """

    algorithm = "random_secret"
    iterations = 1
