"""What is remembered of photos; the pictures themselves lie in the data directory."""

from piccolo.columns import UUID, Boolean, Integer, Timestamptz, Varchar
from piccolo.table import Table


class Photo(Table):
    #: Minted on the phone.
    id = UUID(primary_key=True, default=None)
    #: Of the larger picture: 32 hexadecimal digits, its file's name.
    digest = Varchar(length=32, default=None, index=True)
    #: Of the file that was sent, so that the same can be sent again.
    sent_digest = Varchar(length=32, default=None)
    width = Integer(default=None)
    height = Integer(default=None)
    #: The account that sent it; null for somebody without one.
    account = UUID(null=True, default=None, index=True)
    sent_at = Timestamptz(default=None, index=True)
    #: Since when a feature needs it.
    kept_at = Timestamptz(null=True, default=None)
    #: The phone could not open it, so its sender could blur nothing in it.
    unblurred = Boolean(default=False)
