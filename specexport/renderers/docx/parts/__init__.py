"""The parts of a Word package other than its body."""
