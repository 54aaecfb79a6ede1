"""`make drill`: faults that take long, on a demo of its own, and what is left after them."""
