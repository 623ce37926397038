"""The world: a year of work and the people who face it, and the tables by which they are organised."""
