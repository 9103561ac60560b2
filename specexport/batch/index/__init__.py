"""The page that lists what a batch made."""
