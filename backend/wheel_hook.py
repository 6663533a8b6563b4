"""Puts the built app inside the wheel, so that an installed xiangyi needs no Node."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AppInside(BuildHookInterface[Any]):
    """Acts on standard builds only: an editable install finds static/app where it lies."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        root = Path(self.root)
        builder_file = root / "backend" / "xiangyi" / "builder.py"
        spec = importlib.util.spec_from_file_location("builder", builder_file)
        builder = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(builder)
        builder.build_if_needed(root, say=self.app.display_info)
        build_data["force_include"][str(root / "static" / "app")] = "xiangyi/static_app"
