"""Composition root: the one module that knows every feature."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec
from litestar import Litestar, Router
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, License, SecurityScheme

from xiangyi import __version__
from xiangyi.core import pinyin, problems
from xiangyi.core.bodies import Asked, expect_json
from xiangyi.core.callers import Callers
from xiangyi.core.clock import utc_now
from xiangyi.core.files import BuiltApp, Packs
from xiangyi.core.front import Front
from xiangyi.core.headers import security_headers
from xiangyi.core.health import health
from xiangyi.core.printing import Printer
from xiangyi.core.queries import expect_known_parameters
from xiangyi.features.benefits import routes as benefits
from xiangyi.features.benefits.service import picturing as benefit_pictures
from xiangyi.features.cases import routes as cases
from xiangyi.features.charters import routes as charters
from xiangyi.features.commitments import routes as commitments
from xiangyi.features.commitments.service import showing as commitment_pictures
from xiangyi.features.consultations import routes as consultations
from xiangyi.features.divisions import routes as divisions
from xiangyi.features.documents import routes as documents
from xiangyi.features.feedback import routes as feedback
from xiangyi.features.identity import routes as identity
from xiangyi.features.identity.adapters.sms import SmsGateway
from xiangyi.features.identity.guards import describe, know_who_asks
from xiangyi.features.identity.schemas import CastMember
from xiangyi.features.ledger import routes as ledger
from xiangyi.features.media import routes as media
from xiangyi.features.media.adapters.darkroom import Darkroom
from xiangyi.features.media.service import Photos, find_shown
from xiangyi.features.media.service.papers import Papers
from xiangyi.features.media.service.voices import Voices
from xiangyi.features.notifications import routes as notifications
from xiangyi.features.notifications.jobs import push_services
from xiangyi.features.notifications.routes.metrics import metrics
from xiangyi.features.organisations import routes as organisations
from xiangyi.features.reconciliation import routes as reconciliation
from xiangyi.features.records import routes as records
from xiangyi.features.scenes import routes as scenes
from xiangyi.features.scenes.service import showing as scene_pictures
from xiangyi.features.stations import routes as stations
from xiangyi.features.stations.adapters.tiles import TileSource
from xiangyi.features.stations.service.desk import photos as station_photos
from xiangyi.features.stations.service.finding import Finder
from xiangyi.features.stations.service.latest import Latest
from xiangyi.features.stations.service.lists.taking_back import TakingBack
from xiangyi.features.stations.service.lists.working import Lists
from xiangyi.features.volunteering import routes as volunteering
from xiangyi.features.workdays import routes as workdays
from xiangyi.joints import acquaint, sms_gateway
from xiangyi.keepers import KEEPERS
from xiangyi.settings import Settings

_PACKAGE = Path(__file__).parent


def create_app(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    cast: Sequence[CastMember] = (),
    sms: SmsGateway | None = None,
) -> Front:
    """Make the ASGI application; the caller opens and closes the engine it speaks to."""
    api = create_api(settings, clock=clock, cast=cast, sms=sms)
    return fronted(api, built_app(), settings)


def fronted(api: Litestar, app: BuiltApp, settings: Settings) -> Front:
    """Put the door before an API: what lies in files is answered there."""
    return Front(
        api=api,
        app=app,
        packs=Packs(settings.packs_dir, app.common),
        pictures=partial(
            find_shown,
            settings.media_dir,
            (
                station_photos.shows,
                scene_pictures.shows,
                benefit_pictures.shows,
                commitment_pictures.shows,
            ),
        ),
        common=app.common,
    )


def built_app() -> BuiltApp:
    """Read the app's own files, and the headers that its first page asks for."""
    folder = app_folder()
    index = folder / "index.html"
    return BuiltApp(folder, security_headers(index.read_bytes() if index.is_file() else b""))


def create_api(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    cast: Sequence[CastMember] = (),
    sms: SmsGateway | None = None,
) -> Litestar:
    acquaint()
    app = Litestar(
        route_handlers=[
            health,
            metrics,
            Router(
                "/api",
                route_handlers=[
                    divisions.ROUTER,
                    identity.ROUTER,
                    organisations.ROUTER,
                    ledger.ROUTER,
                    media.ROUTER,
                    notifications.ROUTER,
                    stations.ROUTER,
                    scenes.ROUTER,
                    cases.ROUTER,
                    commitments.ROUTER,
                    consultations.ROUTER,
                    charters.ROUTER,
                    volunteering.ROUTER,
                    documents.ROUTER,
                    records.ROUTER,
                    benefits.ROUTER,
                    reconciliation.ROUTER,
                    workdays.ROUTER,
                    feedback.ROUTER,
                ],
            ),
        ],
        guards=[know_who_asks, expect_known_parameters, expect_json],
        request_class=Asked,
        # Not as dependencies, for which Litestar opens a group of tasks at each request.
        state=state_of(settings, clock=clock, cast=cast, sms=sms),
        lifespan=[_watching, lambda _: pinyin.at_hand()],
        on_shutdown=[_close],
        exception_handlers=problems.HANDLERS,
        # Crashes are logged by the handler above; Litestar's own logging would do it twice.
        on_app_init=[_without_litestar_logging],
        openapi_config=OpenAPIConfig(
            title="湘驿 Xiangyi",
            version=__version__,
            license=License(name="MIT", identifier="MIT"),
            openapi_router=Router(
                "/schema", route_handlers=[], include_in_schema=False, security=problems.PUBLIC
            ),
            render_plugins=[JsonRenderPlugin()],
            use_handler_docstrings=True,
            # Of every operation that does not say that anybody may call it.
            security=[{"bearer": []}],
            components=Components(
                security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}
            ),
        ),
    )
    describe(app)
    return app


def state_of(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    cast: Sequence[CastMember] = (),
    sms: SmsGateway | None = None,
) -> State:
    """Make all that handlers reach for, and all by which one API differs from another."""
    latest = Latest(report_hours=settings.report_hours)
    darkroom = Darkroom()
    return State(
        {
            "clock": clock,
            "latest": latest,
            "finder": Finder(latest, report_hours=settings.report_hours),
            "tiles": TileSource(settings.tiles_origin, settings.tiles_key),
            "licence": settings.licence,
            "report_hours": settings.report_hours,
            "stale_days": settings.stale_days,
            "notice_days": settings.notice_days,
            "metrics_token": settings.metrics_token,
            "endpoints": push_services(settings),
            "darkroom": darkroom,
            "photos": Photos(settings.media_dir, darkroom),
            "papers": Papers(settings.media_dir),
            "voices": Voices(settings.media_dir),
            "printer": Printer(),
            "phone": settings.phone,
            "demonstration": settings.demo,
            "lists": Lists(settings.lists_dir, clock),
            "taking_back": TakingBack(),
            "callers": Callers(settings.origin, settings.proxies),
            "sms": sms or sms_gateway(settings, clock),
            "cast": tuple(cast),
            "keepers": KEEPERS,
        },
        deep_copy=False,
    )


def _watching(app: Litestar) -> AbstractAsyncContextManager[None]:
    latest: Latest = app.state.latest
    return latest.watched(app.state.clock)


async def _close(app: Litestar) -> None:
    lists: Lists = app.state.lists
    darkroom: Darkroom = app.state.darkroom
    taking_back: TakingBack = app.state.taking_back
    await lists.close()
    await taking_back.close()
    await darkroom.close()
    papers: Papers = app.state.papers
    await papers.close()


def openapi_document(settings: Settings) -> bytes:
    """Describe the API as `/schema/openapi.json` does, for tools that run without a server."""
    schema = create_api(settings).openapi_schema.to_schema()
    return msgspec.json.format(msgspec.json.encode(schema), indent=2)


def app_folder() -> Path:
    """Where the built app lies: inside an installed package, or in the checkout."""
    root = checkout()
    return root / "static" / "app" if root else _PACKAGE / "static_app"


def checkout() -> Path | None:
    """The root of the source we run from; None for an installed package."""
    return None if (_PACKAGE / "static_app").is_dir() else _PACKAGE.parents[1]


def _without_litestar_logging(config: AppConfig) -> AppConfig:
    config.logging_config = None
    return config
