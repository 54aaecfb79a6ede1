"""Messages to other systems: partners, deliveries, tokens."""
