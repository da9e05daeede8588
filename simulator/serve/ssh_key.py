"""The host's own key for SSH: made once and kept, so that nobody is told that it changed."""

import os
from contextlib import suppress
from pathlib import Path

import asyncssh

KEY = "ssh_host_key"
"""The file of the host's key, for its owner alone."""


def host_key(folder: Path) -> asyncssh.SSHKey:
    """Return the host's key, kept in *folder*, made if there is none; OSError if it cannot be."""
    path = folder / KEY
    try:
        return asyncssh.import_private_key(path.read_bytes())
    except FileNotFoundError:
        pass
    except (asyncssh.KeyImportError, ValueError) as error:
        raise OSError(str(path)) from error
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = asyncssh.generate_private_key("ssh-ed25519")
    temporary = path.with_name(f"{KEY}.{os.getpid()}.new")
    with suppress(FileNotFoundError):
        temporary.unlink()
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key.export_private_key())
    try:
        os.link(temporary, path)  # Whoever was first made the key that counts.
    except FileExistsError:
        key = asyncssh.import_private_key(path.read_bytes())
    finally:
        temporary.unlink()
    return key
