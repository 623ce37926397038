"""Many departments, asked one question: a design of points, each lived through again and again, kept in tidy tables.

An *experiment* is a file: what is varied, what is measured, and by which criterion it will be judged. Its *design* is
a list of points; each point is a scenario. The *work* is cut into parts by place in the design, never by clock, so
that it can be broken off anywhere, taken up again, or shared among machines, and the tables come out the same.
"""
