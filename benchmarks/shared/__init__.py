"""What all benchmarks share: how rows take turns, how the machine is told, how a scenario grows."""
