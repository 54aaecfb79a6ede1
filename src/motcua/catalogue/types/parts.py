"""What a version works with."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The forms and the process of a version, by the ids of their own versions.

    Attributes:
        form, process: None: the general one is meant, and was not needed yet.
        result_form: None: nothing is entered for the result, or as above.
        result_template: Name of the paper that the result is written on.
    """

    form: UUID | None
    process: UUID | None
    result_form: UUID | None
    result_template: str
