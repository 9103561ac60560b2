"""How much narrower than their surroundings blocks are set inside each kind of block, in points."""

LIST = 20.0
BOX = 26.0
LISTING = 22.0
"""The padding and the bar of a block of code."""
LEAST_WIDTH = 72.0
"""No block is set narrower than this."""
