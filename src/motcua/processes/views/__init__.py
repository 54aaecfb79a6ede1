"""Pages of those who write processes and decision tables."""
