"""All that touches the machine: disk, web, settings, processes."""
