import cv2
import numpy as np

from studio.training.caffe_files import Layer, write

PROTOTXT = """input: "x" input_shape { dim: 1 dim: 2 dim: 5 dim: 4 }
layer { name: "mix" type: "Convolution" bottom: "x" top: "mix"
  convolution_param { num_output: 3 kernel_size: 1 } }"""


def test_opencv_reads_back_the_weights(tmp_path):
    random = np.random.default_rng(0)
    kernel, bias, x = (random.normal(size=s) for s in ((3, 2, 1, 1), (3,), (1, 2, 5, 4)))
    (tmp_path / "net.prototxt").write_text(PROTOTXT)
    write(tmp_path / "net.caffemodel", [Layer("mix", "Convolution", (kernel, bias))])
    net = cv2.dnn.readNetFromCaffe(str(tmp_path / "net.prototxt"), str(tmp_path / "net.caffemodel"))
    net.setInput(x.astype(np.float32))
    expected = np.einsum("oi,nihw->nohw", kernel[..., 0, 0], x) + bias[:, None, None]
    assert np.abs(net.forward() - expected).max() < 1e-5
