"""Fuzzing: documents and texts that nobody would write, through everything, for as long as there is time."""
