"""What is missing, contradictory or broken in a specification."""
