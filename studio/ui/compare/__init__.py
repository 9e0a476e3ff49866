"""The page Compare: a contact sheet, and two of its pictures side by side."""
