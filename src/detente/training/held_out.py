"""Which articles of the research corpus are kept from training."""

import zlib


def held_out(identifier: str) -> bool:
    """Tell whether an article of the research corpus is kept from training, for calibration: one in ten, by its id."""
    return zlib.crc32(identifier.encode()) % 10 == 0
