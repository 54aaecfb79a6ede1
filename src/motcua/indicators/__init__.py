"""What is measured: definitions, targets, values and how they compare. Integers in, ratios shown."""
