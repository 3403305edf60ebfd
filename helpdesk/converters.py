class Reference:
    """A ticket's public reference in an address, such as 2026-00042."""

    regex = r"2[0-9]{3}-[0-9]{5,12}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
