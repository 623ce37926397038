"""Measures: functions of the facts of one run, and of nothing else that happened in it; one file a family."""
