"""Adapters to the engine that runs BPMN."""
