"""A private link as a square that a phone can read, so that nobody has to copy it down."""

from dataclasses import dataclass

import qrcode


@dataclass(frozen=True)
class Square:
    """The dark fields as the outline of an SVG path, in a picture so many fields wide."""

    path: str
    width: int


def square_of(text: str) -> Square:
    code = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_L)
    code.add_data(text)
    rows = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return Square("".join(dark), len(rows))
