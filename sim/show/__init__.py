"""What a result looks like: every figure is a pure function from a finished table to a picture.

Nothing here simulates or computes a statistic. A chart takes a table, the declarations of its measures and a foot (how
many replications, which seed, which result) and gives a matplotlib figure; only `sim.show.style.save` touches the disk.
The chart of an organisation takes the organisation itself.
"""
