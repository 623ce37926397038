"""What a study shows: who wins where, how surely, what moves the result, and how many replications a claim needs.

Everything here is a function of the finished table of a study (one row a point, structure and replication) and of
nothing else, so that a study can be analysed again years later, from its Parquet files alone. What is resampled is
resampled by address, so that the same table always gives the same interval.
"""
