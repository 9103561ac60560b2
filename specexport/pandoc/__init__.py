"""pandoc: its program in a process of its own, and its syntax tree to and from the document model."""
