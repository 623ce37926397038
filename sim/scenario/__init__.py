"""A scenario is the question in a file: what work arrives, who is there, and what is assumed about both."""
