"""The public face of measurement: pages and API; no tables, no rules."""
