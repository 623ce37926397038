"""The compiled engine: the behaviour of the reference engine in one block of memory, and much faster.

Everything that lives in time lies in two flat arrays, `m` of integers and `x` of floats; `layout` is their map.
Whatever can lie on a desk begins with the same header, so an item, a member, a desk or a campaign is simply the place
in `m` where its row begins (0 is nobody). The files mirror those of `engines/reference`, function by function; the
rules are the same text, compiled (`making`). What the reference engine does by calling deeper and deeper is done here
by `agenda.later`: the call graph has no circle, and the order of events is the same.
"""
