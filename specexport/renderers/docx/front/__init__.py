"""What stands before the text: cover, contents, the estimate of pages."""
