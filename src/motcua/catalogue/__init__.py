"""What is offered: procedures, services, fees, time limits, levels and their proof."""
