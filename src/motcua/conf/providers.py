"""Further OpenID providers of citizens, as the settings describe them."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

Particular = Literal["full_name", "personal_id", "birth_date", "address", "phone", "email"]
"""What may be known of a person; identity's names."""


class FurtherProvider(BaseModel):
    """An OpenID provider of citizens beside the first, as one entry of a JSON list.

    `claims` says where our particulars stand (`full_name`, `personal_id`, `birth_date`, `address`,
    `phone`, `email`), beyond the standard claims; `acr` what its levels mean. A provider that
    states no level needs `vouched`: the level that the operator answers for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[a-z][a-z0-9-]{0,30}$")
    label: str = Field(min_length=1)
    issuer: str = Field(pattern=r"^https?://")
    client: str
    secret: SecretStr
    scope: str = "openid profile"
    claims: dict[Particular, tuple[str, ...]] = {}
    kind_claim: str = ""
    kinds: dict[str, Literal["person", "business"]] = {}
    business_claims: dict[Particular, tuple[str, ...]] = {}
    acr: dict[str, Literal[1, 2]] = {}
    vouched: Literal[1, 2] | None = None
    userinfo: Literal["GET", "POST"] = "GET"

    @model_validator(mode="after")
    def _has_levels_from_one_side(self) -> Self:
        if bool(self.acr) == (self.vouched is not None):
            message = "needs either acr (it states the level) or vouched (the operator does)"
            raise ValueError(message)
        return self
