"""Real specifications and the examples, exported by the command and looked at by others' checkers."""
