"""The portal: pages of a batch find each other, are searched together, and say what leads to them."""
