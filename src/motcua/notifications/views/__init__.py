"""Pages of notices: of those who read them, and of those who keep their texts."""
