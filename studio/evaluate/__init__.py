"""The protocols behind every figure of quality: photos turned gray, coloured and compared.

All at 256 x 256, plain resize by area, true L* in, figures per picture, mean over pictures.
"""
