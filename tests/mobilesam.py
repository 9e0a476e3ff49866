"""A stand-in of MobileSAM's contract, whose answers can be told beforehand.

Names, shapes and types are those of the exports: the encoder fills a photo of any size up to
1024 x 1024 itself, the decoder has four masks. What is bright and near a click inside, or in a box,
is in a mask; what is near a click outside is not, nor is what was outside of the mask so far.
"""

import onnx
from onnx import parser

RADII = (144.0, 160.0, 40.0, 320.0)  # of the four masks, in pixels of what was seen
SCORES = (0.5, 1.02, 0.6, 1.01)  # the real ones go beyond 1, too
REFUSED = 60.0  # radius of what a click outside takes away

# Means of 16 x 16 pixels in the first three channels, and nothing in all others.
ENCODER = """<ir_version: 8, opset_import: ["": 17]>
encoder (float[image_height, image_width, 3] input_image)
  => (float[1, 256, 64, 64] image_embeddings)
{
  whole = Constant<value = int64[3] {1024, 1024, 3}> ()
  none = Constant<value = int64[3] {0, 0, 0}> ()
  first = Constant<value = int64[1] {0}> ()
  level = Constant<value = float {255.0}> ()
  others = Constant<value = int64[8] {0, 0, 0, 0, 0, 253, 0, 0}> ()
  size = Shape (input_image)
  beyond = Sub (whole, size)
  pads = Concat<axis = 0> (none, beyond)
  filled = Pad (input_image, pads)
  turned = Transpose<perm = [2, 0, 1]> (filled)
  blob = Unsqueeze (turned, first)
  shares = Div (blob, level)
  means = AveragePool<kernel_shape = [16, 16], strides = [16, 16]> (shares)
  image_embeddings = Pad (means, others)
}"""

# near: distance to the nearest click inside; depth: how far inside of a box. Both in pixels.
DECODER = f"""<ir_version: 8, opset_import: ["": 17]>
decoder (float[1, 256, 64, 64] image_embeddings, float[1, num_points, 2] point_coords,
         float[1, num_points] point_labels, float[1, 1, 256, 256] mask_input,
         float[1] has_mask_input, float[2] orig_im_size)
  => (float[1, 4, h, w] masks, float[1, 4] iou_predictions, float[1, 4, 256, 256] low_res_masks)
{{
  start = Constant<value = float {{2.0}}> ()
  end = Constant<value = float {{1024.0}}> ()
  step = Constant<value = float {{4.0}}> ()
  far = Constant<value = float {{100000.0}}> ()
  steep = Constant<value = float {{10000.0}}> ()
  half = Constant<value = float {{0.5}}> ()
  zero = Constant<value = float {{0.0}}> ()
  one = Constant<value = float {{1.0}}> ()
  two = Constant<value = float {{2.0}}> ()
  three = Constant<value = float {{3.0}}> ()
  refused = Constant<value = float {{{REFUSED}}}> ()
  radii = Constant<value = float[1, 4, 1, 1] {{{", ".join(map(str, RADII))}}}> ()
  iou_predictions = Constant<value = float[1, 4] {{{", ".join(map(str, SCORES))}}}> ()
  row = Constant<value = int64[3] {{1, 256, 1}}> ()
  column = Constant<value = int64[3] {{256, 1, 1}}> ()
  last = Constant<value = int64[1] {{-1}}> ()
  red = Constant<value = int64[1] {{1}}> ()
  places = Constant<value = int64[1] {{0}}> ()
  sides = Constant<value = int64[2] {{2, 3}}> ()
  large = Constant<value = float[4] {{1.0, 1.0, 4.0, 4.0}}> ()

  line = Range (start, end, step)
  x = Reshape (line, row)
  y = Reshape (line, column)
  xs, ys = Split<axis = 2> (point_coords)
  px = Squeeze (xs, last)
  py = Squeeze (ys, last)
  dx = Sub (x, px)
  dy = Sub (y, py)
  dx2 = Mul (dx, dx)
  dy2 = Mul (dy, dy)
  squares = Add (dx2, dy2)
  distances = Sqrt (squares)
  is_inside = Equal (point_labels, one)
  is_outside = Equal (point_labels, zero)
  is_first = Equal (point_labels, two)
  is_second = Equal (point_labels, three)
  insides = Where (is_inside, distances, far)
  outsides = Where (is_outside, distances, far)
  near = ReduceMin<axes = [2], keepdims = 0> (insides)
  wrong = ReduceMin<axes = [2], keepdims = 0> (outsides)
  allowed = Sub (wrong, refused)
  below = Neg (far)
  lefts = Where (is_first, dx, below)
  tops = Where (is_first, dy, below)
  rights = Where (is_second, dx, far)
  bottoms = Where (is_second, dy, far)
  from_left = ReduceMax<axes = [2], keepdims = 0> (lefts)
  from_top = ReduceMax<axes = [2], keepdims = 0> (tops)
  over_right = ReduceMin<axes = [2], keepdims = 0> (rights)
  over_bottom = ReduceMin<axes = [2], keepdims = 0> (bottoms)
  from_right = Neg (over_right)
  from_bottom = Neg (over_bottom)
  depth = Min (from_left, from_top, from_right, from_bottom)

  means = Slice (image_embeddings, places, red, red)
  bright = Resize<mode = "nearest", nearest_mode = "floor",
                  coordinate_transformation_mode = "asymmetric"> (means, , large)
  over = Sub (bright, half)
  seen = Mul (over, steep)
  lacking = Sub (one, has_mask_input)
  freed = Mul (lacking, far)
  so_far = Add (mask_input, freed)
  discs = Sub (radii, near)
  pointed = Max (discs, depth)
  kept = Min (pointed, allowed)
  told = Min (kept, so_far)
  low_res_masks = Min (told, seen)
  full = Resize<mode = "linear"> (low_res_masks, , large)
  size = Cast<to = 7> (orig_im_size)
  origin = Constant<value = int64[2] {{0, 0}}> ()
  masks = Slice (full, origin, size, sides)
}}"""


def generate() -> tuple[bytes, bytes]:
    """Return an encoder and a decoder, as ONNX files."""
    nets = [parser.parse_model(text) for text in (ENCODER, DECODER)]
    for net in nets:
        onnx.checker.check_model(net, full_check=True)
    encoder, decoder = (net.SerializeToString() for net in nets)
    return encoder, decoder
