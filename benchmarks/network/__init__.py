"""The one workload that every engine can express, as a scenario of ours and in each of the others."""
