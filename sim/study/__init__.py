"""Studies: one scenario under several structures and many replications, and what can be said of the differences.

A study asks, counts and compares; it never simulates by itself (that is `sim.run`) and never draws by itself (that is
`sim.show`). What it leaves behind is a folder of tables that another person, or another program, can read.
"""
