"""The form and the process that a version of a procedure is pinned to."""

from uuid import UUID

from motcua.catalogue.queries import Version
from motcua.dossiers import errors
from motcua.eforms.types import FileField, Form


def form_of(version: Version) -> UUID:
    """Return the form that a version is pinned to.

    Raises:
        NotOnline: It has none.
    """
    if version.form_version is None:
        raise errors.NotOnline(name=version.content.name)
    return version.form_version


def process_of(version: Version) -> UUID:
    """Return the process that a version is pinned to.

    Raises:
        NotOnline: It has none.
    """
    if version.process_version is None:
        raise errors.NotOnline(name=version.content.name)
    return version.process_version


def file_fields(form: Form) -> list[FileField]:
    """Return the fields of a form that take files."""
    return [field for page in form.pages for field in page.fields if isinstance(field, FileField)]
