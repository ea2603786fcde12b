"""Places on Linux, as the kernel lists its mounts and disks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evalpanel.usecases.placing import Place

_NETWORK = frozenset((
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph",
    "glusterfs", "lustre", "gpfs", "ocfs2", "gfs2", "davfs", "webdav", "fuse.sshfs",
    "fuse.rclone", "fuse.davfs", "fuse.davfs2", "fuse.smbnetfs", "fuse.gvfsd-fuse",
    "fuse.s3fs", "fuse.gcsfuse", "fuse.glusterfs", "fuse.ceph", "fuse.curlftpfs",
    "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.kio-fuse", "fuse.mfs",
    "fuse.juicefs",
))  # fmt: skip
_OF_STICKS = frozenset(("vfat", "msdos", "exfat", "fuse.exfat"))
"""File systems of sticks and memory cards, which know no owner and no journal."""
_ESCAPE = re.compile(r"\\([0-7]{3})")
_SYS = Path("/sys")
_MOST_LAYERS = 8


@dataclass(frozen=True)
class Mount:
    """One line of `/proc/self/mountinfo`."""

    point: str
    system: str
    source: str
    options: str
    """The options of the file system, with commas between them."""


def place_of(folder: Path) -> Place:
    """The place of a folder that is there; raises OSError where the kernel lists no mounts."""
    table = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    return place_in(mounts_of(table), folder, is_removable)


def place_in(
    mounts: list[Mount], folder: Path, is_removable_device: Callable[[str], bool]
) -> Place:
    """The place of a folder among these mounts.

    Virtual machines and containers mount their own disks by `9p`, `overlay` and the like: those
    are disks, unless a `9p` says that it comes over a network. The disk that holds the root is
    never removable: whoever starts a computer from a stick has no other disk.
    """
    mount = _mount_of(mounts, folder)
    if mount is None:
        return Place("unknown")
    root = _mount_of(mounts, Path("/"))
    is_of_root = root is not None and _disk(root.source) == _disk(mount.source)
    if mount.system in _NETWORK or _is_9p_over_network(mount):
        return Place("network", mount.system, mount.source)
    if not is_of_root and (mount.system in _OF_STICKS or is_removable_device(mount.source)):
        return Place("removable", mount.system, mount.point)
    return Place("disk", mount.system, mount.point)


def mounts_of(table: str) -> list[Mount]:
    """The mounts of a `mountinfo`; lines of another form are left out."""
    found = []
    for line in table.splitlines():
        front, dash, back = line.partition(" - ")
        fields, ends = front.split(" "), back.split(" ")
        if dash and len(fields) > len("i p d r m") // 2 and len(ends) >= len("tso"):
            found.append(Mount(_plain(fields[4]), ends[0], _plain(ends[1]), ends[2]))
    return found


def is_removable(source: str, sys: Path = _SYS) -> bool:
    """Whether a device such as `/dev/sdb1` is, or lies on, a drive that can be pulled out."""
    if not source.startswith("/dev/"):
        return False
    name = Path(source).resolve().name
    return _is_removable_block(sys / "class" / "block" / name, _MOST_LAYERS)


def _is_removable_block(block: Path, layers: int) -> bool:
    """A partition asks its disk, an encrypted or joined volume the devices under it."""
    if not layers or not block.exists():
        return False
    real = block.resolve()
    disk = real.parent if (real / "partition").exists() else real
    try:
        flag = (disk / "removable").read_text().strip()
    except OSError:
        flag = ""
    if flag == "1" or any(re.fullmatch(r"usb\d+", part) for part in disk.parts):
        return True
    slaves = disk / "slaves"
    under = slaves.iterdir() if slaves.is_dir() else ()
    return any(_is_removable_block(slave, layers - 1) for slave in under)


def _mount_of(mounts: list[Mount], folder: Path) -> Mount | None:
    """The deepest mount that holds the folder; of two at one point the later one counts."""
    holding = [mount for mount in mounts if folder.is_relative_to(mount.point)]
    return max(reversed(holding), key=lambda mount: len(Path(mount.point).parts), default=None)


def _is_9p_over_network(mount: Mount) -> bool:
    return mount.system == "9p" and bool({"trans=tcp", "trans=rdma"} & {*mount.options.split(",")})


def _disk(source: str) -> str:
    """The disk of a partition by its name: `sda` of `/dev/sda1`, `nvme0n1` of `/dev/nvme0n1p2`."""
    if re.search(r"\d+n\d+p\d+$|mmcblk\d+p\d+$", source):
        return re.sub(r"p\d+$", "", source)
    return (
        re.sub(r"(?<=[a-z])\d+$", "", source) if re.search(r"/[shv]d[a-z]+\d+$", source) else source
    )


def _plain(field: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 8)), field)
