"""Vouchers on paper over HTTP."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.printing import Printer
from xiangyi.core.problems import refusals
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.service import printing


@get(
    "/vouchers/{voucher_id:uuid}/voucher.pdf",
    operation_id="printVoucher",
    tags=["benefits"],
    media_type="application/pdf",
    responses=refusals(SignInNeeded, errors.VoucherNotFound, errors.VoucherOver),
)
async def print_voucher(
    request: Request[Any, Any, Any], voucher_id: FromPath[UUID]
) -> Response[bytes]:
    """One's own voucher as PDF, A4; a clerk prints that of the person for whom they act."""
    state = request.app.state
    imprint = printing.Imprint(state.clock(), state.phone, state.demonstration)
    sheet = await printing.sheet(asker_of(request), voucher_id, imprint=imprint)
    printer: Printer = state.printer
    return Response(
        await printer.print(sheet),
        media_type="application/pdf",
        headers={
            "Content-Disposition": 'attachment; filename="voucher.pdf"',
            "Cache-Control": "no-store",
        },
    )


HANDLERS: Final = [print_voucher]
