"""Personal values at rest: sealed, and found again by blind index."""
