"""specexport: technical specifications from Markdown to Word, PDF and HTML."""
