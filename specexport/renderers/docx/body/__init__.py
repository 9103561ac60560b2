"""The body of the Word file: one module for each family of nodes."""
