"""Processes: BPMN files and their running instances."""
