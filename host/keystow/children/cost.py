"""What a new slot may cost on this machine, at this moment."""

from keystow.keystore.slots import WRITE, WRITE_SMALL, Cost

ENOUGH_KIB = 1024 * 1024
"""With less than 1 GiB of memory left, 256 MiB for a derivation can end it, or the browser."""

_MEMORY = "/proc/meminfo"


def cost(memory: str = _MEMORY) -> Cost:
    """Return the full cost, or the small one where the kernel says that little memory is left."""
    available = _available_kib(memory)
    return WRITE if available is None or available >= ENOUGH_KIB else WRITE_SMALL


def _available_kib(path: str) -> int | None:
    """Read MemAvailable (proc_meminfo(5)); None where the system doesn't tell."""
    try:
        with open(path, encoding="ascii") as lines:
            for line in lines:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return None
