"""Markdown as this program reads it."""

from specexport.core.targets import Target

TARGET = Target("specexport.renderers.markdown.writer:render", (".md",))
