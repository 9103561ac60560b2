"""Passes that know what a specification is."""
