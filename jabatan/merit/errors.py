"""The one refusal of the engine."""


class MeritInputError(ValueError):
    """The input breaks the exchange format; says where (JSON path) and why (Indonesian)."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message
