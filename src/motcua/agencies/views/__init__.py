"""Pages of the calendar and of the tree of organisations."""
