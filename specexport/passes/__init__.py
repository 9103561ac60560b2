"""Passes: a document to a better one. Their order is `specexport.pipeline.flow.PASSES`."""
