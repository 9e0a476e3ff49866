"""Evaluate: how good it is: photos turned gray, coloured, and compared with what they were.

All at 256 x 256, plain resize by area, true L* in, figures per picture, mean over pictures.
`automatic.measure_way` measures a way to colour, `difference.compare` two pictures. Stands on
rendering.
"""
