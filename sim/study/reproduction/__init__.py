"""Anybody can hold a stored result against a fresh run of the same thing: it is equal to the last bit, or it is not.

What is needed stands in the folder of the result: the resolved scenario, the seed, the structures, the design. Nothing
else is read, and nothing in the folder is changed. Times and facts of a machine are not compared.
"""
