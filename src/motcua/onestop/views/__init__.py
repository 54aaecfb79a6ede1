"""Pages for officers: inbox, cases, services."""
