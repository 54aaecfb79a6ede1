"""Roles of staff."""

from enum import StrEnum

from motcua.kernel.messages import message


class Role(StrEnum):
    """What a person may do, always for one agency and for a time."""

    REPORTING_OFFICER = "reporting.officer"
    """Consolidates the reports of all agencies at the national authority."""
    REPORTER = "reporting.reporter"
    """Reports for her own agency only."""
    ADMINISTRATOR = "administration"
    """Keeps the calendar."""

    @property
    def label(self) -> str:
        """Return the role's name on screens, to be translated there."""
        return _LABELS[self]


_LABELS = {
    Role.REPORTING_OFFICER: message("Cán bộ tổng hợp báo cáo"),
    Role.REPORTER: message("Cán bộ báo cáo của cơ quan"),
    Role.ADMINISTRATOR: message("Quản trị viên"),
}
