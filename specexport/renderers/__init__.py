"""Renderers: a document to the bytes of one format."""
