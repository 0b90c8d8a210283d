"""The plans at hand: which there are, two editions compared, one more read and added, one removed."""

from __future__ import annotations

import streamlit as st

from assistant.admission import may_change
from assistant.holdings import Held, Holdings
from assistant.page.compare import compare_html, pairs_html, title_of
from assistant.page.markup import element, go, text
from assistant.page.plans_list import around_code, list_html, plan_name, remark
from assistant.page.scene import Scene
from assistant.page.upload import Upload
from assistant.settings import Settings, load_settings
from corpus.errors import CorpusError
from corpus.shelf import Shelf

__all__ = ["show"]

_holdings = Holdings()
TOLD = "plans-told"


def show(scene: Scene) -> None:
    """Draw the list, or what the address asks for: ``compare=OLD..NEW``, ``remove=ID``."""
    settings = load_settings()
    try:
        plans = _holdings.of(Shelf(settings.library))
    except CorpusError as error:
        scene.titled(scene.page("plans.title"))
        scene.body.html(
            _head(scene, ()) + remark("p", str(error), scene.page, css="od-words od-error", data_announce="")
        )
        return
    if scene.address.all("compare"):
        _compare(scene, plans)
    else:
        _list(scene, plans, settings)


def _compare(scene: Scene, plans: tuple[Held, ...]) -> None:
    library = scene.assistant.library
    scene.titled(title_of(scene.address, library, scene.page))
    scene.body.html(scene.worked_out(lambda: compare_html(scene.address, library, plans, scene.page)))


def _list(scene: Scene, plans: tuple[Held, ...], settings: Settings) -> None:
    page, address = scene.page, scene.address
    allowed = _allowed(settings)
    scene.titled(page("plans.title"))
    scene.body.html(_head(scene, plans) + _told())
    if address.all("remove"):
        _confirm(scene, plans, allowed=allowed)
    upload = Upload(scene, settings.library, _acting)
    if allowed:
        upload.draw()
    scene.body.html(list_html(plans, page, address.at("plans"), may_change=allowed))
    if any(held.documents for held in plans) and _has_pairs(plans):
        scene.body.html(pairs_html(plans, page, address.at("plans")))
    if allowed:
        _left_out(scene, settings)
        upload.follow()
    else:
        scene.body.html(element("p", around_code(page("plans.off")), css="od-note od-off"))


def _allowed(settings: Settings) -> bool:
    """Whether this visitor may change the plans; asked anew for each act."""
    return may_change(settings, (st.get_option("server.address"),), st.context.headers.to_dict())


def _has_pairs(plans: tuple[Held, ...]) -> bool:
    return len({held.plan.bureau for held in plans}) < len(plans)


def _head(scene: Scene, plans: tuple[Held, ...]) -> str:
    page = scene.page
    count = sum(held.datasets for held in plans)
    key = "plans.lead.one" if len(plans) == 1 else "plans.lead"
    lead = text("p", page(key, plans=len(plans), datasets=f"{count:,}"), css="od-lead") if plans else ""
    return element("section", text("h1", page("plans.title")), lead, css="od-plans-head")


def _told() -> str:
    told = str(st.session_state.get(TOLD, ""))
    return text("p", told, css="od-told", data_announce="") if told else ""


def _tell(words: str) -> None:
    st.session_state[TOLD] = words


def _acting() -> bool:
    """Forget what was told of the act before; whether this visitor may act."""
    st.session_state.pop(TOLD, None)
    return _allowed(load_settings())


def _confirm(scene: Scene, plans: tuple[Held, ...], *, allowed: bool) -> None:
    """Ask once more before a plan is removed."""
    page, plan_id = scene.page, scene.address.first("remove")
    held = next((held for held in plans if held.plan.id == plan_id), None)
    keep = go(page("plans.remove.no"), scene.address.at("plans"))
    if held is None or len(plans) == 1 or not allowed:
        key = "plans.off" if not allowed else "plans.remove.last" if held else "plans.remove.unknown"
        said = element("p", around_code(page(key, name=plan_id[:60])), data_announce="")
        scene.body.html(element("section", said, element("p", keep, css="od-plan-links"), css="od-card od-confirm"))
        return
    key = "plans.remove.own" if held.added else "plans.remove.bundled"
    words = page(key, name=plan_name(held.plan, page), datasets=held.datasets)
    title = text("h2", page("plans.remove.title"))
    panel = scene.body.container(key="confirm")
    panel.html(element("section", title, text("p", words, data_announce=""), css="od-confirm"))
    row = panel.container(horizontal=True, vertical_alignment="center")
    row.button(page("plans.remove.yes"), key="remove-yes", type="primary", on_click=_remove, args=(held, scene))
    row.html(element("p", keep, css="od-plan-links"))


def _remove(held: Held, scene: Scene) -> None:
    if not _acting():
        return
    try:
        Shelf(load_settings().library).remove(held.plan.id)
        _tell(scene.page("plans.removed", name=plan_name(held.plan, scene.page)))
    except CorpusError as error:
        _tell(str(error))
    st.query_params.pop("remove", None)
    _look_again(scene)


def _left_out(scene: Scene, settings: Settings) -> None:
    """The bundled plans that are left out, and a way to have them back."""
    names = Shelf(settings.library).left_out()
    if names:
        panel = scene.body.container(key="left-out")
        panel.html(text("p", scene.page("plans.left_out", names=", ".join(names)), css="od-note"))
        panel.button(scene.page("plans.restore"), key="restore", on_click=_restore, args=(scene,))


def _restore(scene: Scene) -> None:
    if _acting():
        names = Shelf(load_settings().library).restore()
        _tell(scene.page("plans.restored", names=", ".join(names)) if names else "")
        _look_again(scene)


def _look_again(scene: Scene) -> None:
    """Have the plans as they are now served to everybody soon."""
    if scene.shared.ready:
        scene.shared.assistant()
