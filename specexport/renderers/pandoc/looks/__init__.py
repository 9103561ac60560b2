"""The style's tokens in the terms of the packed formats: OpenDocument text, EPUB, presentations."""
