"""Facts that others may hear of."""

from typing import Final

SCAN_KEPT: Final = "documents.scan_kept.v1"
"""A record of the vault has a scan: `file`."""
