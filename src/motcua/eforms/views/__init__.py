"""Pages of those who write forms, and of those who read them before they are published."""
