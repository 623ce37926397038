"""Engines own time, order, queues and the log; what people decide stands in `behaviour`."""
