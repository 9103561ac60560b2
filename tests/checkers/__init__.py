"""Thin callers of checkers that others wrote: what they say about files, as lists of findings.

Every function takes many files, because starting a checker costs more than checking, and returns `Findings`:
for each file what was found, an empty list where it is clean. A checker that is not on this machine skips the
test that asked for it, with the reason.
"""
