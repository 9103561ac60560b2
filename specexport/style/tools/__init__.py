"""Tools for authors of styles."""
