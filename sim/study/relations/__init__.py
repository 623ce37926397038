"""Relations: what a theory says of the direction of an effect, held against the model, and reported whatever comes out.

A relation is declared before anything is run, in the file of an ordinary experiment: a statement, its source, the lever
or the contest it is about, the measure, and the direction expected. It says nothing of sizes, so it can be right or
wrong but never exact; a model that finds the opposite may still be the better one. A report, therefore, and no gate.
"""
