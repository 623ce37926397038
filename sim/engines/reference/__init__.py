"""The reference engine: Mesa agents on SimPy's clock, written to be read beside `specification.md`.

`department` holds the state and names what happens at each kind of moment; the other files are one section of the
specification each: `dispatch` (who starts what), `stint` (working), `life` (a task from release to end), `assets`
(search and reuse), `exchange` (questions), `needs` and `gates` (decisions), `conflict`, `presence` (absences and
meetings), `upkeep` (the week).
"""
