"""What every room speaks: diagnostics, context, options, registry, limits, messages."""
