"""Bags: files in one ZIP with the SHA-256 of each, that anybody can check without us.

The same files give the same bytes: names in order, no times, nothing compressed.

Source: RFC 8493 (BagIt 1.0), with payload and tag manifests in SHA-256.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Final

DECLARATION: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
PAYLOAD: Final = "data/"
_DECLARED: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def pack(name: str, payload: Mapping[str, bytes], info: Mapping[str, str]) -> bytes:
    """Return a bag.

    Args:
        name: Of its one folder.
        payload: Content of the files under `data/`, by path.
        info: What `bag-info.txt` says beside the size of the payload.
    """
    files = {PAYLOAD + path: content for path, content in payload.items()}
    size = sum(len(content) for content in files.values())
    said = {**info, "Payload-Oxum": f"{size}.{len(files)}"}
    tags = {
        DECLARATION: _DECLARED,
        INFO: "".join(f"{label}: {value}\n" for label, value in said.items()).encode(),
        MANIFEST: _manifest(files),
    }
    members = {**files, **tags, TAG_MANIFEST: _manifest(tags)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(members):
            entry = zipfile.ZipInfo(f"{name}/{path}", date_time=_NO_TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, members[path])
    return out.getvalue()


def unpack(content: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Return the files of a bag by path, and what is wrong with it, each with the file's name.

    Files that cannot be read are not among them.
    """
    files: dict[str, bytes] = {}
    problems: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                path = entry.filename.partition("/")[2]
                if path in files:
                    problems.append(f"{path}: there twice")
                try:
                    files[path] = archive.read(entry)
                except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as wrong:
                    problems.append(f"{path}: cannot be read ({wrong})")
    except (zipfile.BadZipFile, ValueError) as wrong:
        return {}, [f"no ZIP file ({wrong})"]
    return files, problems + _differences(files)


def _differences(files: Mapping[str, bytes]) -> list[str]:
    if files.get(DECLARATION) != _DECLARED:
        return [f"{DECLARATION}: no bag of version 1.0"]
    payload = {path for path in files if path.startswith(PAYLOAD)}
    tags = files.keys() - payload - {TAG_MANIFEST}
    return [*_compared(files, TAG_MANIFEST, tags), *_compared(files, MANIFEST, payload)]


def _compared(files: Mapping[str, bytes], manifest: str, those: set[str]) -> list[str]:
    """Return in which files a manifest and the bag differ."""
    if manifest not in files:
        return [f"{manifest}: missing"]
    try:
        lines = files[manifest].decode().splitlines()
        listed = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    except ValueError:
        return [f"{manifest}: no manifest"]
    wrong = [f"{path}: listed in {manifest}, missing" for path in sorted(listed.keys() - those)]
    wrong += [f"{path}: not listed in {manifest}" for path in sorted(those - listed.keys())]
    wrong += [
        f"{path}: its SHA-256 is not that of {manifest}"
        for path in sorted(those & listed.keys())
        if _sha256(files[path]) != listed[path]
    ]
    return wrong


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{_sha256(files[path])}  {path}\n" for path in sorted(files)).encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
