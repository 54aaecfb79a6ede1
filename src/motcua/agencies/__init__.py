"""Organisations through time, their codes and names, and the working calendar."""
