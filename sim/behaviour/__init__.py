"""What people do: every rule a pure function of what its decision-maker could know."""
