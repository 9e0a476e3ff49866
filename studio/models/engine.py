"""The engine: nets run by ONNX Runtime, any size, from any thread, without a lock."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2

from studio.color.arrays import Float
from studio.errors import CorruptWeightsError
from studio.language import _
from studio.models import caffe_graph, caffe_reader

# Read as the runtime starts. Its wheels from 1.29 on else leave a number of this computer in the
# person's home and report to their maker; `disable_telemetry_events` comes too late for both.
NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"


class Engine:
    """A net that is loaded.

    `model` is an ONNX file, or the bytes of one; `folder` is where the weights lie that bytes point
    to.

    Raises
    ------
    CorruptWeightsError
        If it is no such model, or one that cannot run.
    """

    def __init__(self, model: bytes | Path, folder: Path) -> None:
        os.environ[NO_TELEMETRY] = "1"
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = cv2.getNumThreads()  # a batch's workers share the cores
        options.log_severity_level = 4  # what goes wrong is raised
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_session_config_entry(
            "session.model_external_initializers_file_folder_path", str(folder)
        )
        self.folder = folder
        source = model if isinstance(model, bytes) else str(model)
        with self._raise_corrupt_weights():
            self.session = onnxruntime.InferenceSession(
                source, options, providers=["CPUExecutionProvider"], enable_fallback=0
            )

    @property
    def outputs(self) -> list[str]:
        """Names of all that it can be asked for, in the order in which it was loaded for them."""
        return [output.name for output in self.session.get_outputs()]

    def run(self, inputs: Mapping[str, Float], outputs: Sequence[str]) -> list[Float]:
        """Run one pass: blobs (1, C, h, w) by the names of inputs in, outputs by theirs out.

        Raises a `CorruptWeightsError` if weights do not fit what goes into their layer.
        """
        with self._raise_corrupt_weights():
            blobs: list[Float] = self.session.run(list(outputs), dict(inputs))
        return blobs

    @contextmanager
    def _raise_corrupt_weights(self) -> Iterator[None]:
        """Turn what ONNX Runtime says of a model into a sentence."""
        from onnxruntime.capi import onnxruntime_pybind11_state as state

        refusals = (
            *(state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf),
            *(state.NoSuchFile, state.NotImplemented, state.RuntimeException),
            UnicodeDecodeError,  # of what it had to say
        )
        try:
            yield
        except refusals as error:
            raise CorruptWeightsError(
                _(
                    "a model in {folder} that ONNX Runtime cannot run ({reason:.160})",
                    folder=self.folder,
                    reason=str(error),
                ),
                _("a whole one"),
                _("install the model again"),
            ) from error


def load_caffe(
    prototxt: Path, caffemodel: Path, outputs: Sequence[str], *, perhaps: Sequence[str] = ()
) -> Engine:
    """Load a Caffe net, to be asked for some of its outputs, and for those of `perhaps` it has.

    Raises a `CorruptWeightsError` if the files are none of Caffe's, or have a layer that is not
    known.
    """
    # a link into another folder is followed: ONNX Runtime reads weights from one folder alone
    caffemodel = caffemodel.resolve()
    net = caffe_reader.read(prototxt, caffemodel)
    names = {layer.name for layer in net.layers}
    wanted = [*outputs, *(name for name in perhaps if name in names)]
    return Engine(caffe_graph.convert(net, wanted), caffemodel.parent)
