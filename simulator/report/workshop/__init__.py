"""The report of a workshop: part by part, its splits drawn, and as data for machines."""
