"""The two values that everything passes on, Document and Style, and what is known of them."""
