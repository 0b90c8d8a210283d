"""One process for everything that is asked over the web: the page, the API, the search box and the health route.

Start it with ``odplan serve`` or ``streamlit run streamlit_app.py``.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

import assistant.page
from assistant.api.app import Beside
from assistant.api.health import health
from assistant.api.hosts import Named
from assistant.api.measures import Measured, measures
from assistant.logs import set_up
from assistant.page.document import Dressed, look_routes
from assistant.page.gate import Gate
from assistant.settings import load_settings
from assistant.shared import shared
from assistant.widget.routes import widget_routes


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Load the Assistant beside the running server: the page does not wait for the model."""
    set_up(reach)
    shared.start()
    yield


settings = load_settings()
reach = settings.reach
routes = [health, measures(reach), *widget_routes(), *look_routes()]
script = Path(assistant.page.__path__[0]) / "script.py"
layers = [
    Middleware(Named, reach=reach),
    Middleware(Measured),
    Middleware(Gate, settings=settings),
    Middleware(Beside),
    Middleware(Dressed),
]
app = st.App(script, routes=routes, middleware=layers, lifespan=lifespan)
