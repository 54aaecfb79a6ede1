"""Stand-ins for the national systems, over the real protocols; nobody imports them."""
