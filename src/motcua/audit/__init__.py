"""What happened, in order, provably: append-only chained events, checkpoints, and the outbox."""
