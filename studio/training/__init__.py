"""Makes the compact models that ship: nets, data, training, export."""
