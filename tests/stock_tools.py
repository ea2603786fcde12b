"""Stock tools that must accept what evalpanel signs."""

import base64
import shutil
import subprocess
from pathlib import Path

SSH_KEYGEN = shutil.which("ssh-keygen")
_ED25519 = b"\0\0\0\x0bssh-ed25519\0\0\0\x20"


def ssh_keygen_accepts(folder: Path, key: str, namespace: str, signature: str, data: bytes) -> bool:
    """Whether OpenSSH finds the signature of this key (hex) over the data good."""
    line = base64.b64encode(_ED25519 + bytes.fromhex(key)).decode()
    (folder / "allowed").write_text(f'anna namespaces="{namespace}" ssh-ed25519 {line}\n')
    (folder / "signature").write_text(signature)
    done = subprocess.run(
        [str(SSH_KEYGEN), "-Y", "verify", "-f", "allowed", "-I", "anna", "-n", namespace,
         "-s", "signature"],
        input=data,
        cwd=folder,
        capture_output=True,
        check=False,
    )  # fmt: skip
    return done.returncode == 0
