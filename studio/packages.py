"""Packages that are not made for every computer: who lacks one is told what it is for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

from studio.errors import StudioError
from studio.language import _


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package without which the studio does all but one thing."""

    title: str  # what a person reads
    module: str  # what is imported
    purpose: str  # what it does, after "what"
    command: str  # what installs it
    reach: str = ""  # where it is to be had; empty: wherever the studio is

    @property
    def is_there(self) -> bool:
        """Whether it can be imported, which is not tried: that may take seconds."""
        return find_spec(self.module) is not None

    @property
    def remedy(self) -> str:
        """What a person can do, as an error says it."""
        if self.reach:
            return _(
                "run `{command}`, for which you need {reach}",
                command=self.command,
                reach=self.reach,
            )
        return _("run `{command}`", command=self.command)

    def miss(self, kind: type[StudioError]) -> StudioError:
        """Make the error that says that it is not there."""
        return kind(
            _("no {title} on this computer", title=self.title),
            _("what {purpose}", purpose=self.purpose),
            self.remedy,
        )

    @contextmanager
    def needed(self, kind: type[StudioError]) -> Iterator[None]:
        """Raise an error of that kind where what is imported is not there."""
        try:
            yield
        except ImportError as error:
            raise self.miss(kind) from error


TENSORFLOW = Package(
    title="TensorFlow",
    module="tensorflow",
    purpose=_("runs the HRNets and trains models"),
    command="pip install tensorflow tensorflow-hub",
    reach=_("Python 3.11 to 3.13 and Linux, Windows on x64, or a Mac with Apple silicon"),
)
LITERT = Package(
    title="LiteRT",
    module="ai_edge_litert",
    purpose=_("runs DeepLabV3 and tells how real colours look"),
    command="pip install ai-edge-litert",
)
KERAS_HUB = Package(
    title="KerasHub",
    module="keras_hub",
    purpose=_("runs this model"),
    command="pip install 'colorization-studio[keras-hub]'",
    reach=TENSORFLOW.reach,
)
CODECS = Package(
    title="imagecodecs",
    module="imagecodecs",
    purpose=_("reads photos of this kind"),
    command="pip install imagecodecs",
)
PYAV = Package(
    title="PyAV",
    module="av",
    purpose=_("reads and writes films"),
    command="pip install av",
)
