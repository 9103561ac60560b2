"""Readers: bytes in some format to a document."""
