"""Checks of structure that need the whole file: order, endings, quotes, what a name is good for."""

from simulator.scenario.fields import QUOTE, VARIABLE
from simulator.scenario.kinds import KINDS
from simulator.scenario.model import END, Decision, Inject, Option, Scenario, Scene
from simulator.scenario.parse import Parsed
from simulator.scenario.problems import Findings
from simulator.scenario.prompt import prompt_of


def check(parsed: Parsed, findings: Findings) -> None:
    """Note every problem of structure in *parsed*."""
    scenario = parsed.scenario
    if scenario is None:
        return
    places = {draft.scene.id: draft.places for draft in parsed.drafts}
    if not any(not scene.interrupts for scene in scenario.scenes.values()):
        findings.add("S102", (1, 1), key="scene", owner="scenario")
    if not scenario.endings:
        findings.add("S102", (1, 1), key="ending", owner="scenario")
    _order(scenario, parsed, findings)
    _endings(parsed, findings)
    position = {name: number for number, name in enumerate(scenario.scenes)}
    for scene in scenario.scenes.values():
        _quotes(scenario, scene, position, parsed, findings)
        if scene.decision:
            _decision(scene, scene.decision, places[scene.id], findings)
            _check_promises(scene, scene.decision, parsed, findings)
    _lines(scenario, parsed, findings)
    _confidence(scenario, places, findings)


MOST_SURE = 2
"""How many decisions may ask how sure the trainee is; more is a questionnaire."""


def _confidence(
    scenario: Scenario, places: dict[str, dict[str, tuple[int, int]]], findings: Findings
) -> None:
    asking = [scene.id for scene in scenario.scenes.values() if scene.asks_confidence]
    for name in asking[MOST_SURE:]:
        findings.add("S154", places[name]["ask-confidence"], count=len(asking))


def _order(scenario: Scenario, parsed: Parsed, findings: Findings) -> None:
    """Scenes lead forward only, so that every play ends."""
    position = {name: number for number, name in enumerate(scenario.scenes)}
    opened = -1
    for draft in parsed.drafts:
        scene = draft.scene
        options = scene.decision.options if scene.decision else ()
        leads = [(scene.id, scene.next), *((f"{scene.id}.{o.id}", o.next) for o in options)]
        for owner, target in leads:
            if not target or target == END:
                continue
            at = parsed.places.get(f"{owner}.next", draft.places["scene"])
            if scene.interrupts:
                findings.add("S141", at, id=scene.id)
            elif position[target] <= position[scene.id] or scenario.scenes[target].interrupts:
                findings.add("S142", at, id=scene.id, target=target)
        if scene.opens is not None and not scene.interrupts:
            if scene.opens < opened:
                findings.add("S143", draft.places["opens"], id=scene.id)
            opened = max(opened, scene.opens)


def _endings(parsed: Parsed, findings: Findings) -> None:
    for number, (ending, at) in enumerate(parsed.endings, 1):
        last = number == len(parsed.endings)
        if last == (ending.when is not None):
            findings.add("S144" if last else "S145", at, id=ending.id)


def _quotes(
    scenario: Scenario, scene: Scene, position: dict[str, int], parsed: Parsed, findings: Findings
) -> None:
    options = scene.decision.options if scene.decision else ()
    injects = [*scene.injects, *(inject for option in options for inject in option.then)]
    for inject in injects:
        _quote(scenario, inject, parsed, findings)
        if inject.quotes and position[inject.quotes] > position[scene.id]:
            at = parsed.places.get(inject.address, (0, 0))
            findings.add("S142", at, id=scene.id, target=inject.quotes)


def _quote(scenario: Scenario, inject: Inject, parsed: Parsed, findings: Findings) -> None:
    at = parsed.places.get(inject.address, (0, 0))
    has_mark = QUOTE in VARIABLE.findall(parsed.texts.get(inject.address, ""))
    if has_mark != bool(inject.quotes):
        findings.add("S146" if has_mark else "S147", at)
    if inject.quotes and not publishes(scenario.scenes[inject.quotes]):
        findings.add("S148", at, id=inject.quotes)


def publishes(scene: Scene) -> bool:
    """Say whether any response of *scene* puts words before the public."""
    options = scene.decision.options if scene.decision else ()
    return any(option.publishes for option in options)


def _lines(scenario: Scenario, parsed: Parsed, findings: Findings) -> None:
    listed = (*scenario.history, *scenario.prologue, *scenario.epilogue)
    for inject in (*listed, *(line for ending in scenario.endings for line in ending.lines)):
        _quote(scenario, inject, parsed, findings)
    for ending, at in parsed.endings:
        text = parsed.texts.get(f"{ending.id}.headline", "")
        if (QUOTE in VARIABLE.findall(text)) != bool(ending.quotes):
            findings.add("S146" if not ending.quotes else "S147", at)


def _decision(
    scene: Scene, decision: Decision, places: dict[str, tuple[int, int]], findings: Findings
) -> None:
    kind = KINDS[decision.kind]
    open_options = [option for option in decision.options if option.when is None]
    wanted = 2 if not (kind.by_part or kind.picks_some) else 1
    if kind.by_part:
        parts = {option.part for option in open_options}
        if len(parts) < len({option.part for option in decision.options}):
            findings.add("S149", places["decision"], id=scene.id)
    elif len(open_options) < wanted <= len(decision.options):
        # Fewer options than that were noted when they were read.
        findings.add("S149", places["decision"], id=scene.id)
    if decision.default and not _is_legal(decision, decision.default, open_options):
        findings.add("S150", places["default"], id=scene.id)
    _check_legal(scene, decision, open_options, places, findings)
    if decision.budget is not None and not kind.picks_some:
        findings.add("S151", places["budget"], key="budget", kind=decision.kind)


def _check_legal(
    scene: Scene,
    decision: Decision,
    open_options: list[Option],
    places: dict[str, tuple[int, int]],
    findings: Findings,
) -> None:
    """Note a decision to which there is no answer: nothing fits the budget, say."""
    prompt = prompt_of(decision, tuple(open_options), frozenset())
    if len(open_options) > 1 and next(prompt.legal(), None) is None:
        findings.add("S149", places["decision"], id=scene.id)


def _check_promises(scene: Scene, decision: Decision, parsed: Parsed, findings: Findings) -> None:
    for option in decision.options:
        for promise, due in option.promises:
            if due <= (scene.opens or 0):
                at = parsed.places[f"{scene.id}.{option.id}.promises.{promise}"]
                findings.add("S152", at, id=option.id, promise=promise)


def _is_legal(decision: Decision, picks: tuple[str, ...], offered: list[Option]) -> bool:
    return not prompt_of(decision, tuple(offered), frozenset()).refusal(picks)
