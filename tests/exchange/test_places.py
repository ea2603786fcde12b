"""Network shares and sticks are told from disks, on mount tables handed in.

`contract.md`, Workspace: network shares and removable drives are detected as well as the system
allows and refused; `trust.md` 4g: the database is never on the stick.
"""

import plistlib
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from evalpanel.exchange import linux_places, mac_places, windows_places
from evalpanel.exchange.places import SystemPlaces, nearest, service_of
from evalpanel.usecases.placing import Place

LAPTOP = r"""
22 1 0:21 / /proc rw,relatime - proc proc rw
27 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
28 27 259:1 / /boot/efi rw,relatime - vfat /dev/nvme0n1p1 rw,fmask=0022
30 27 0:26 / /tmp rw,nosuid - tmpfs tmpfs rw
31 27 0:40 / /mnt/share\040of\040us rw - cifs //server/share rw,vers=3.1.1
32 27 0:41 / /net/home rw - nfs4 nas:/home rw
33 27 0:42 / /home/ama/sshfs rw - fuse.sshfs ama@host:/ rw,user_id=1000
34 27 0:43 / /home/ama/dav rw - davfs https://cloud/dav rw
35 27 8:17 / /media/ama/STICK rw - vfat /dev/sdb1 rw
36 27 8:33 / /media/ama/USB-SSD rw - ext4 /dev/sdc1 rw
37 27 253:0 / /data rw - xfs /dev/mapper/data rw
38 27 0:45 / /home/ama/photos rw - btrfs /dev/nvme0n1p3 rw
garbage
"""
CONTAINER = """
500 400 0:100 / / rw,relatime - overlay overlay rw,lowerdir=/a:/b,upperdir=/c
501 500 0:101 / /dev/shm rw - tmpfs shm rw
502 500 254:1 / /workspace rw - ext4 /dev/vdb rw
503 500 0:102 / /shared rw - 9p host rw,trans=virtio,version=9p2000.L
504 500 0:103 / /mnt/c rw - 9p drvfs rw,dirsync,aname=drvfs;path=C:\\,trans=fd,rfd=5
505 500 0:104 / /far rw - 9p 10.0.0.1 rw,trans=tcp,port=564
506 500 0:105 / /virtio rw - virtiofs share rw
507 500 0:106 / /fuse rw - fuse.grpcfuse grpcfuse rw
"""


def linux(table: str, folder: str, removable: tuple[str, ...] = ()) -> Place:
    mounts = linux_places.mounts_of(table)
    return linux_places.place_in(mounts, Path(folder), lambda device: device in removable)


@pytest.mark.parametrize(
    ("folder", "system"),
    [
        ("/mnt/share of us/panel", "cifs"),
        ("/net/home/ama", "nfs4"),
        ("/home/ama/sshfs/x", "fuse.sshfs"),
        ("/home/ama/dav", "davfs"),
    ],
)
def test_network_shares_are_seen(folder: str, system: str) -> None:
    place = linux(LAPTOP, folder)
    assert (place.kind, place.system) == ("network", system)


def test_the_share_is_named_as_people_know_it() -> None:
    assert linux(LAPTOP, "/mnt/share of us/panel").mount == "//server/share"


def test_a_stick_is_seen_by_its_device_or_its_file_system() -> None:
    assert linux(LAPTOP, "/media/ama/STICK").kind == "removable"
    assert linux(LAPTOP, "/media/ama/USB-SSD/panel").kind == "disk"
    assert linux(LAPTOP, "/media/ama/USB-SSD/panel", ("/dev/sdc1",)).kind == "removable"


@pytest.mark.parametrize(
    "folder",
    ["/home/ama/evalpanel", "/tmp/x", "/data/x", "/home/ama/photos/x", "/media"],  # noqa: S108 - rows of a table
)
def test_disks_of_the_computer_are_good(folder: str) -> None:
    assert linux(LAPTOP, folder).kind == "disk"


def test_a_computer_that_started_from_a_stick_has_no_other_disk() -> None:
    table = (
        "27 1 8:2 / / rw - ext4 /dev/sda2 rw\n"
        "28 27 8:3 / /home rw - ext4 /dev/sda3 rw\n"
        "29 27 8:17 / /media/other rw - ext4 /dev/sdb1 rw\n"
    )
    removable = ("/dev/sda2", "/dev/sda3", "/dev/sdb1")
    assert linux(table, "/home/ama", removable).kind == "disk"
    assert linux(table, "/media/other", removable).kind == "removable"


@pytest.mark.parametrize(
    "folder",
    ["/root", "/dev/shm/x", "/shared/a", "/mnt/c/Users", "/virtio", "/fuse"],  # noqa: S108 - as above
)
def test_disks_of_containers_and_virtual_machines_are_good(folder: str) -> None:
    assert linux(CONTAINER, folder).kind == "disk"


def test_a_9p_that_comes_over_a_network_is_a_share() -> None:
    assert linux(CONTAINER, "/far/x").kind == "network"


def test_the_later_of_two_mounts_at_one_point_counts() -> None:
    table = LAPTOP + "90 27 0:80 / /data rw - nfs nas:/data rw\n"
    assert linux(table, "/data/x").kind == "network"


def test_without_mounts_nothing_is_claimed() -> None:
    assert linux("", "/home").kind == "unknown"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no links without rights")
def test_the_kernel_tells_whether_a_disk_can_be_pulled_out(tmp_path: Path) -> None:
    blocks = tmp_path / "class" / "block"
    blocks.mkdir(parents=True)

    def disk(place: str, name: str, flag: str, *parts: str) -> None:
        real = tmp_path / "devices" / place / name
        for folder in (real, *(real / part for part in parts)):
            folder.mkdir(parents=True)
            (blocks / folder.name).symlink_to(folder)
        (real / "removable").write_text(f"{flag}\n")
        for part in parts:
            (real / part / "partition").write_text("1\n")

    disk("pci0/ata1/host0/block", "sda", "0", "sda1")
    disk("pci0/usb2/2-1/host6/block", "sdb", "0", "sdb1")
    disk("pci0/reader/block", "sdc", "1", "sdc1")
    disk("virtual/block", "dm-0", "0")
    disk("virtual/block", "dm-1", "0")
    for volume, under in (("dm-0", "sda1"), ("dm-1", "sdb1")):
        slaves = tmp_path / "devices" / "virtual" / "block" / volume / "slaves"
        slaves.mkdir()
        (slaves / under).symlink_to(blocks / under)

    found = {name: linux_places.is_removable(f"/dev/{name}", tmp_path)
             for name in ("sda", "sda1", "sdb", "sdb1", "sdc1", "dm-0", "dm-1", "sdz")}  # fmt: skip
    assert {name for name, is_removable in found.items() if is_removable} == {
        "sdb", "sdb1", "sdc1", "dm-1",
    }  # fmt: skip
    assert not linux_places.is_removable("tmpfs", tmp_path)


MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ama@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by ama)
/dev/disk4s1 on /Volumes/NO NAME (msdos, local, nodev, nosuid, noowners)
"""


def test_macos_shares_lack_the_word_local() -> None:
    assert mac_places.place_in(MAC, Path("/Volumes/share/x"))[1].kind == "network"
    assert mac_places.place_in(MAC, Path("/Users/ama"))[1].kind == "disk"
    source, place = mac_places.place_in(MAC, Path("/Volumes/NO NAME/x"))
    assert (source, place.mount) == ("/dev/disk4s1", "/Volumes/NO NAME")
    assert mac_places.place_in("", Path("/Users"))[1].kind == "unknown"


@pytest.mark.parametrize(
    ("told", "removable"),
    [
        ({"RemovableMediaOrExternalDevice": True, "VirtualOrPhysical": "Physical"}, True),
        ({"RemovableMedia": True}, True),
        ({"RemovableMediaOrExternalDevice": False, "Internal": True}, False),
        ({"RemovableMediaOrExternalDevice": True, "VirtualOrPhysical": "Virtual"}, False),
    ],
)
def test_macos_tells_what_can_be_pulled_out(told: dict[str, object], removable: bool) -> None:
    assert mac_places.is_removable(plistlib.dumps(told)) is removable


def test_an_answer_of_macos_that_is_none_says_nothing() -> None:
    assert not mac_places.is_removable(b"Could not find disk")
    assert not mac_places.is_removable(b"")


@pytest.mark.parametrize(
    ("folder", "typed", "kind"),
    [
        ("C:\\Users\\ama", 3, "disk"),
        ("E:\\panel", 2, "removable"),
        ("H:\\panel", 4, "network"),
        ("R:\\panel", 6, "disk"),
        ("Q:\\panel", 1, "unknown"),
        ("\\\\server\\share\\panel", 0, "network"),
        ("\\\\?\\UNC\\server\\share\\panel", 0, "network"),
        ("\\\\?\\C:\\Users", 3, "disk"),
    ],
)
def test_windows_types_its_drives(folder: str, typed: int, kind: str) -> None:
    asked: list[str] = []

    def drive_type(root: str) -> int:
        asked.append(root)
        return typed

    assert windows_places.place_on(PureWindowsPath(folder), drive_type).kind == kind
    assert all(len(root) == len("C:\\") for root in asked)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/ama/Dropbox/panel", "Dropbox"),
        ("/Users/ama/Library/Mobile Documents/x", "iCloud"),
        ("/Users/ama/Library/CloudStorage/OneDrive-Gemeente/x", "OneDrive"),
        ("/c/Users/ama/OneDrive - Gemeente Rotterdam/x", "OneDrive"),
        ("/home/ama/Google Drive/x", "Google Drive"),
        ("/home/ama/Nextcloud/x", "Nextcloud"),
        ("/home/ama/dropbox-manual/x", ""),
        ("/home/box/evalpanel", ""),
        ("/home/ama/evalpanel", ""),
    ],
)
def test_folders_of_cloud_services_are_known_by_name(folder: str, service: str) -> None:
    assert service_of(Path(PurePosixPath(folder))) == service


def test_a_folder_that_is_not_there_yet_lies_where_the_one_above_lies(tmp_path: Path) -> None:
    assert nearest(tmp_path / "a" / "b" / "c") == tmp_path.resolve()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no links without rights")
def test_a_link_lies_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
    assert SystemPlaces().place_of(tmp_path / "link" / "new").service == "Dropbox"


def test_this_machine_lets_tests_run_where_they_run(tmp_path: Path) -> None:
    """An ordinary folder of a container, a virtual machine or a laptop is never refused."""
    assert SystemPlaces().place_of(tmp_path).kind in ("disk", "unknown")
