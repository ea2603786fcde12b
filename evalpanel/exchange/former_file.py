"""What a file was before it was written anew, until the work that wrote it is kept."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.errors import Unreadable
from evalpanel.exchange.file_layer import FileLayer


@dataclass(frozen=True)
class FormerFile:
    """The old content under a name beside the file, or None where there was no file.

    Bringing it back is a rename, so it works on a disk that is full.
    """

    layer: FileLayer
    path: Path
    aside: Path | None

    def bring_back(self) -> None:
        """Make the file what it was.

        Raises:
            Unreadable: the drive does not let go of the new file.
        """
        try:
            if self.aside is None:
                self.layer.remove(self.path)
            else:
                self.layer.replace(self.aside, self.path)
        except OSError as error:
            raise Unreadable(
                "{file} was written for work that was not kept, and could not be taken back: "
                "{reason}.",
                hint="Do not hand this file out. Check the drive, delete the file and do the "
                "step again.",
                file=str(self.path),
                reason=error.strerror or str(error),
            ) from error
        with contextlib.suppress(OSError):
            self.layer.sync_folder(self.path.parent)

    def let_go(self) -> None:
        """Forget the old content; the new file stays."""
        if self.aside is not None:
            with contextlib.suppress(OSError):
                self.layer.remove(self.aside)
