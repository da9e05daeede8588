"""Playable: everything written can happen, and nothing that happens is without use.

What a reading settles is settled here; what needs play is asked of `proof`.
"""

from collections.abc import Iterator

from simulator.author.notes import Notes, decisions, options, posts
from simulator.author.proof import Proof
from simulator.explore.liveness import names
from simulator.scenario.model import US, Effect, Scenario, Scene, When
from simulator.scenario.study import Study


def playable(notes: Notes, proof: Proof) -> None:
    """Note what cannot be played, and what nothing depends on."""
    study = notes.study
    _scenes(notes, study.loaded.scenario, proof)
    _choices(notes, study, proof)
    _shown(notes, study, proof)
    _promises(notes, study.loaded.scenario, proof)
    _board(notes, study)
    _people(notes, study)


def wanted(study: Study) -> Iterator[str]:
    """Yield every fact that some play should show."""
    scenario = study.loaded.scenario
    yield from (f"scene {name}" for name in scenario.scenes)
    yield from (f"ending {ending.id}" for ending in scenario.endings)
    yield from (f"option {scene.id}.{option.id}" for scene, option in options(study))
    yield from (f"post {inject.address}" for inject in posts(study) if inject.when or inject.quotes)
    for scene in scenario.scenes.values():
        yield from (f"reveal {r.address}" for i in scene.inquiries for r in i.reveals)
    yield from (f"breach {duty.id}" for duty in scenario.duties)
    for promise in scenario.promises:
        yield from (f"{what} {promise}" for what in ("made", "kept", "broken"))
    yield from (f"late {scene.id}" for scene in scenario.scenes.values() if _may_be_late(scene))


def _scenes(notes: Notes, scenario: Scenario, proof: Proof) -> None:
    for scene in scenario.scenes.values():
        at = f"scene {scene.id}"
        code = "P102" if scene.interrupts else "P101"
        proof.demand(notes, f"scene {scene.id}", code, scene.id, at, id=scene.id)
        has_brief = f"{scene.id}.brief" in notes.study.parsed.texts
        if not (scene.decision or scene.injects or has_brief):
            notes.add("P121", scene.id, at, id=scene.id)
        if scene.decision and scene.decision.within is not None:
            if not _may_be_late(scene):
                notes.add("P113", scene.id, f"{scene.id} within", at, id=scene.id)
            else:
                at = f"{scene.id} within"
                proof.demand(notes, f"late {scene.id}", "P113", scene.id, at, id=scene.id)
    for ending in scenario.endings:
        at = f"ending {ending.id}"
        proof.demand(notes, f"ending {ending.id}", "P104", ending.id, at, id=ending.id)


def _may_be_late(scene: Scene) -> bool:
    """Say whether looking at everything would take longer than the limit."""
    if scene.decision is None or scene.decision.within is None:
        return False
    costs = (max(i.cost.minutes, *(m for _, m in i.cost.faster), 0) for i in scene.inquiries)
    return sum(costs) > scene.decision.within


def _choices(notes: Notes, study: Study, proof: Proof) -> None:
    for scene, option in options(study):
        if proof.says(f"scene {scene.id}"):
            about = f"{scene.id}.{option.id}"
            proof.demand(notes, f"option {about}", "P103", about, f"item {about}", id=about)


def _shown(notes: Notes, study: Study, proof: Proof) -> None:
    for scene in study.loaded.scenario.scenes.values():
        if not proof.says(f"scene {scene.id}"):
            continue
        for inquiry in scene.inquiries if scene.decision else ():
            about = f"{scene.id}.{inquiry.id}"
            for reveal in inquiry.reveals:
                proof.demand(
                    notes, f"reveal {reveal.address}", "P115", about, reveal.address,
                    f"item {about}", id=about,
                )  # fmt: skip
            if proof.says(f"empty {about}"):
                notes.add("P116", about, f"item {about}", id=about)
    for inject in posts(study):
        # Where the scene, option or ending itself is never met, that has been said.
        if (inject.when or inject.quotes) and not _owner_is_missing(inject.address, proof):
            fact = f"post {inject.address}"
            proof.demand(notes, fact, "P117", inject.address, inject.address, id=inject.address)


def _owner_is_missing(address: str, proof: Proof) -> bool:
    owner = address.rpartition(".")[0]
    return any(f"{kind} {owner}" in proof.refuted for kind in ("scene", "option", "ending"))


def _promises(notes: Notes, scenario: Scenario, proof: Proof) -> None:
    for promise in scenario.promises:
        at = f"promise {promise}"
        proof.demand(notes, f"made {promise}", "P110", promise, at, id=promise)
        if proof.says(f"made {promise}"):
            proof.demand(notes, f"broken {promise}", "P111", promise, at, id=promise)
            proof.demand(notes, f"kept {promise}", "P112", promise, at, id=promise)
    for duty in scenario.duties:
        proof.demand(notes, f"breach {duty.id}", "P109", duty.id, f"duty {duty.id}", id=duty.id)


def _effects(study: Study) -> Iterator[Effect]:
    for inject in posts(study):
        yield from inject.effects
    for _, option in options(study):
        yield from option.effects
    for scene in study.loaded.scenario.scenes.values():
        yield from (effect for inquiry in scene.inquiries for effect in inquiry.effects)


def _conditions(study: Study) -> Iterator[When | None]:
    scenario = study.loaded.scenario
    yield from (inject.when for inject in posts(study))
    yield from (inject.when for inject in scenario.shelf)
    for scene in scenario.scenes.values():
        yield scene.when
        for inquiry in scene.inquiries:
            yield inquiry.when
            yield from (reveal.when for reveal in inquiry.reveals)
    yield from (option.when for _, option in options(study))
    yield from (ending.when for ending in scenario.endings)
    yield from (duty.when for duty in scenario.duties)
    for gauge in scenario.gauges:
        yield from (drift.when for drift in (gauge.drift, gauge.silence) if drift)


def _read(study: Study) -> set[str]:
    """Return every board name that something reads."""
    found = {name.partition(" ")[2] for when in _conditions(study) for name in names(when)}
    for scene in study.loaded.scenario.scenes.values():
        costs = [inquiry.cost for inquiry in scene.inquiries]
        costs += [option.cost for option in scene.decision.options] if scene.decision else []
        found.update(flag for cost in costs for flag, _ in cost.faster)
    return found


def _board(notes: Notes, study: Study) -> None:
    scenario = study.loaded.scenario
    effects = list(_effects(study))
    read = _read(study)
    changed = {effect.name for effect in effects}
    for gauge in scenario.gauges:
        if gauge.id not in changed and not gauge.drift and not gauge.silence:
            notes.add("P105", gauge.id, f"gauge {gauge.id}", id=gauge.id)
    for flag in scenario.flags:
        if flag not in read:
            notes.add("P106", flag, f"flag {flag}", id=flag)
        elif flag not in changed:
            notes.add("P107", flag, f"flag {flag}", id=flag)
    _moods(notes, scenario, effects)
    for truth, _ in scenario.truths:
        if truth not in read:
            notes.add("P118", truth, f"truth {truth}", id=truth)


def _moods(notes: Notes, scenario: Scenario, effects: list[Effect]) -> None:
    given = {(effect.name, effect.value) for effect in effects if effect.kind == "mood"}
    for persona in scenario.personas:
        for mood in persona.moods[1:]:
            if (persona.id, mood) not in given:
                at = f"personas.{persona.id}.{mood}"
                notes.add("P108", f"{persona.id}.{mood}", at, id=persona.id, mood=mood)


def _people(notes: Notes, study: Study) -> None:
    scenario = study.loaded.scenario
    said = [*posts(study), *scenario.shelf]
    speaking = {inject.persona for inject in said}
    for persona in scenario.personas:
        if persona.id not in speaking:
            notes.add("P114", persona.id, f"persona {persona.id}", id=persona.id)
    used = {inject.channel for inject in said if inject.persona != US or inject.channel}
    used |= {option.channel for _, option in options(study)}
    used |= {decision.channel for _, decision in decisions(study)}
    for channel in scenario.channels:
        if channel.id not in used:
            notes.add("P120", channel.id, f"channel {channel.id}", id=channel.id)
    raised = {inject.raises for inject in said} | {option.raises for _, option in options(study)}
    for signal, _ in scenario.signals:
        if signal not in raised:
            notes.add("P119", signal, f"signal {signal}", id=signal)
