"""Memory-mapped files let go: what questions touched of them stays in the page cache, not in the process."""

from __future__ import annotations

import ctypes
import mmap
import re
import sys
from pathlib import Path

_DONT_NEED = 4  # MADV_DONTNEED: of a map that is only read, the pages come back from the file
_SIZES = Path("/proc/self/statm")  # in pages, the third of those that are files' or shared
_MAP = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r--\S \S+ \S+ \S+\s+(/.*)")


def mapped() -> int:
    """Bytes of files that this process has in memory, its libraries too; 0 where the system does not tell."""
    try:
        return int(_SIZES.read_bytes().split()[2]) * mmap.PAGESIZE
    except OSError:
        return 0


def let_go(folder: Path) -> int:
    """Give back the memory of the files below a folder that this process has mapped to read.

    Returns:
        The bytes of the maps; 0 where the system has no such call (it is Linux's).
    """
    if sys.platform != "linux":
        return 0
    root = f"{folder.resolve()}/"
    advise = ctypes.CDLL(None, use_errno=True).madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    size = 0
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        found = _MAP.fullmatch(line)
        if found and found[3].startswith(root):
            start, end = int(found[1], 16), int(found[2], 16)
            if advise(start, end - start, _DONT_NEED) == 0:
                size += end - start
    return size
