"""The blank forms that specifications are written from."""
