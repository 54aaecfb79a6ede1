"""What is measured: definitions, targets, values, comparison. Integers in, ratios shown."""
