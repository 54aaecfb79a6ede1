"""Facts about accounts, for whoever tells people of them."""

from typing import Final

LINK_MADE: Final = "identity.link_made.v1"
"""`link`: id. A person is to set the password of her account by a link."""
FACTOR_RESET: Final = "identity.factor_reset.v1"
"""`account`: actor id; `reset`: id. Two administrators had her second factor forgotten."""
