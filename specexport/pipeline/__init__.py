"""One specification from bytes to bytes: read, passed on, rendered."""
