"""Inputs made to do harm, each through the command in a process that is measured and watched."""
