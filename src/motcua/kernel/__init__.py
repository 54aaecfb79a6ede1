"""Plain Python that every module stands on: no framework, no input or output, no clock."""
