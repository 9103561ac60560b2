"""WeasyPrint lays out pages: the web page on paper."""
