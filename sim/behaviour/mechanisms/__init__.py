"""Mechanisms go here: one file each, off by default, and any structure can switch them on.

Project teams, data platform, pilots, partner ecosystem, priority rules, digital centre, supplier team, rotation,
automation and reorganisation (items 62-77) each say what they cost as well as what they bring. A mechanism is a
module with a parameter section, its rules, and one line at the decision point it touches in
`behaviour/decisions.py`. There is none yet.
"""
