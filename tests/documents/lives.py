"""What somebody leaves who took a service record away: what stands on it, sealed."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from xiangyi.core.sealing import seal
from xiangyi.features.documents.rules.serving import Served
from xiangyi.features.documents.schemas import Content
from xiangyi.features.documents.service.checking import hash_of
from xiangyi.features.documents.service.keeping import CONTENT, WHY
from xiangyi.features.documents.tables import ServiceDocument

#: Who it is on paper, what they did, and why it was revoked.
SAID_ON_PAPER = ON_PAPER, DONE, WRONG = "小明同学", "替小明家扫院子", "小明重名了"


async def has_paper(account: UUID, organisation: UUID, *, now: datetime) -> None:
    """They were issued a record, which somebody at a desk revoked."""
    id_, day = uuid4(), now.date()
    served = Served(day=day, title=DONE, kind="清扫整治", minutes=60, proof="verified")
    content = Content(
        name=ON_PAPER, id_number="", issuer="居委会", hours=None, served=[served], token=str(id_)
    )
    await ServiceDocument.insert(
        ServiceDocument(
            id=id_,
            number=id_.hex[:10].upper(),
            token_hash=hash_of(str(id_)),
            account=account,
            organisation=organisation,
            form="full",
            since_on=day,
            until_on=day,
            seq=1,
            content=seal(msgspec.json.encode(content).decode(), owner=id_, field=CONTENT),
            issued_at=now,
            revoked_at=now,
            revoked_by="desk",
            why=seal(WRONG, owner=id_, field=WHY),
        )
    )
