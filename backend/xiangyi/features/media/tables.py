"""What is remembered of photos and voice notes; the files lie in the data directory."""

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


class Voice(Table):
    #: Minted on the phone.
    id = UUID(primary_key=True, default=None)
    #: SHA-256 of the file, by which it is found.
    digest = Varchar(length=64, default=None, index=True)
    #: audio/webm or audio/mp4, as its content says.
    kind = Varchar(length=10, default=None)
    #: Whose it is; it goes with the account.
    account = UUID(default=None, index=True)
    sent_at = Timestamptz(default=None, index=True)
    #: Since when a feature needs it.
    kept_at = Timestamptz(null=True, default=None)
