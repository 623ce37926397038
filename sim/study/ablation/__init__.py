"""Ablation: each rule is switched off in turn, in the same years, and what changes is what the rule was worth.

Many sets of assumptions can lead to the same result (equifinality: Poile & Safayeni 2016, "Using computational modeling
for building theory"). So a result is only explained by a rule if it goes away without it; a claim that holds with its
rule off was caused by something else. An ablation is a study like others, whose one factor is the rule that is off.
"""
