"""What readers of several formats do alike: drafts, their shape and information, packages and pictures."""
