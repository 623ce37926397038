"""Known answers: what theory proves about queues, approvals and coordination, and whether the simulator returns it.

A simulator of organisations can seldom be held against the truth. Where the literature has a closed form it can, and
then to the percent: the ordinary engine runs an ordinary scenario file, and what comes out is compared with what was
proved. The formulas stand in `queues`, `approvals`, `coordination`, `routes`, `duplication` and `grouping`; a `case`
says which scenario shows one and what is to be read from it; `runner` adds runs until the standard error is small
beside the tolerance; `report` writes a page for each case.
"""
