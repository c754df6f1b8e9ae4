"""The two kinds of failure: a broken rule of the office is a DomainError, all else is a bug."""


class DomainError(Exception):
    """A rule of the office was broken; the message is written for the person at the screen."""

    code = "aturan"


class ConflictError(DomainError):
    """Somebody else was faster, or the page is older than the record."""

    code = "sudah_berubah"


class NotAllowedError(DomainError):
    """The person may see the record but may not do this act (HTTP 403)."""

    code = "tidak_berwenang"


class JobCancelledError(Exception):
    """The person who started the job asked to stop it."""


class LeaseLostError(Exception):
    """Another worker has taken over this job; nothing may be written any more."""
