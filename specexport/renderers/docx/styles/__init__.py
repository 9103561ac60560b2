"""A style's tokens as Word understands them: the theme (colours and fonts) and `styles.xml`.

Paragraph, character and table styles carry every decision of the look, so that a document keeps it while it
is edited. Colours that are roles of the palette refer to the theme; changing the theme in Word changes them
all. Built-in styles have Word's own names (latent styles, ISO/IEC 29500-1, 17.7.4.8), others are marked as
custom.

`vocabulary` and `look` know nothing of the others; `entry` stands on `look`; one module for each family of
styles yields entries; `sheet` writes them all.
"""
