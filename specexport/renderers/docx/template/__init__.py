"""The company's own template: the text of the document goes into a Word file that exists already.

Everything of the template stays as it is, byte for byte where nothing has to be said in it: headers, footers,
sections, theme, styles, numbering, controls. Only what the text needs and the template lacks is added.
"""
