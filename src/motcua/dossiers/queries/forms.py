"""The forms and the process that a version of a procedure works with."""

from uuid import UUID

from motcua.catalogue import queries as catalogue
from motcua.catalogue.queries import Version
from motcua.dossiers import errors
from motcua.eforms.types import FileField, Form


def form_of(version: Version) -> UUID:
    """Return the form of a version: its own, or the general one that was made for it.

    Raises:
        NotOnline: It has no form of its own, and nobody began a draft of it.
    """
    found = catalogue.parts(version).form
    if found is None:
        raise errors.NotOnline(name=version.content.name)
    return found


def process_of(version: Version) -> UUID:
    """Return the process of a version: its own, or the general one.

    Raises:
        NotOnline: As `form_of`.
    """
    found = catalogue.parts(version).process
    if found is None:
        raise errors.NotOnline(name=version.content.name)
    return found


def result_form_of(version: Version) -> UUID | None:
    """Return the form in which an officer enters the result; None: nothing is entered."""
    return catalogue.parts(version).result_form


def file_fields(form: Form) -> list[FileField]:
    """Return the fields of a form that take files."""
    return [field for page in form.pages for field in page.fields if isinstance(field, FileField)]
