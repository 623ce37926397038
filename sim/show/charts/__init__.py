"""One chart, one file: each module draws one table, and the registry finds every module of this folder."""
