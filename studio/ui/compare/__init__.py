"""The page Compare: a contact sheet, and two or four of its pictures side by side."""
