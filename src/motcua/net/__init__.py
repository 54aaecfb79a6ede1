"""HTTP to other systems: time-outs, retries, a breaker per partner."""
