"""The case file: the one place that conducts the engines."""
