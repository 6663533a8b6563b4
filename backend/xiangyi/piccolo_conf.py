"""What Piccolo asks for by name: the engine in use, and the app whose tables it keeps."""

from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import AppRegistry
from piccolo.table import Table

from xiangyi.core.db import OurEngine, engine_for
from xiangyi.piccolo_app import APP_CONFIG
from xiangyi.settings import Settings

_settings = Settings.from_environment()
DB: OurEngine = engine_for(_settings.database_url, _settings.data_dir)
APP_REGISTRY = AppRegistry(apps=["xiangyi.piccolo_app"])


def use(engine: OurEngine) -> None:
    """Let every table speak to `engine`: they would keep the one they met first."""
    global DB  # noqa: PLW0603  # Piccolo looks for a module's attribute
    DB = engine
    tables: list[type[Table]] = [*APP_CONFIG.table_classes, Migration]
    for table in tables:
        table._meta.db = engine  # noqa: SLF001  # Piccolo's own way to choose an engine
