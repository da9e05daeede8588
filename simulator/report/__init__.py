"""Documents made from what the program knows."""
