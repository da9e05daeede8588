"""Solo play on plain pages, over a real port and a real store; a browser is in test_browser.py."""

import asyncio
import contextlib
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.conduct.kept import resume
from simulator.language import speak
from simulator.present.pages import Ask, Choice
from simulator.scenario.library import find
from simulator.scenario.load import load
from simulator.serve import phrases
from simulator.serve.door import WRONG_A_MINUTE, Limits, digest
from simulator.serve.guard import SEAT_COOKIE
from simulator.serve.pages import clashes, draw, picked, published, shape, sheet
from simulator.serve.solo import solo
from simulator.serve.visitors import Visitors
from simulator.store.opening import open_store
from tests.serving import hosted

TUTORIAL = "late-order"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.close()


class Visit:
    """Somebody at their browser, without a script."""

    def __init__(self, client, visitors, host) -> None:
        self.host = host
        self.client = client
        self.visitors = visitors

    @property
    def conduct(self):
        (chair,) = self.visitors._chairs.values()
        return chair.sitting.conduct

    @property
    def step(self):
        return len(self.conduct.log)

    async def get(self, path, status=200):
        async with self.client.get(path) as answer:
            text = await answer.text()
            assert answer.status == status, text
            return text

    async def post(self, path, status=200, **data):
        async with self.client.post(path, data=data) as answer:
            text = await answer.text()
            assert answer.status == status, text
            return text

    async def begin(self, crisis=TUTORIAL, mode="learning"):
        await self.post("/begin")
        await self.post("/play/begin", id=crisis, mode=mode)

    def filled(self, picks):
        """Return the fields of the form in which *picks* are picked."""
        prompt = self.conduct.prompt()
        parts = {choice.id: choice.part for choice in prompt.choices}
        if prompt.ordered:
            return [(f"place-{pick}", str(at)) for at, pick in enumerate(picks, 1)]
        return [(f"pick-{parts[p]}" if parts[p] else "pick", p) for p in picks]

    async def answer(self, picks=None, **more):
        """Answer the open decision, with the first legal response unless told."""
        chosen = next(self.conduct.prompt().legal()) if picks is None else picks
        data = [("step", str(self.step)), ("then", "send"), *self.filled(chosen), *more.items()]
        async with self.client.post("/play/answer", data=data) as answer:
            return answer.status, await answer.text()

    async def play(self):
        while not self.conduct.state.is_over:
            status, text = await self.answer()
            assert status == 200, text
            await self.get("/play")


@contextlib.asynccontextmanager
async def visiting(store, cache, language):
    made: list[Visitors] = []
    async with (
        hosted(lambda app: made.append(solo(app, store, cache=cache))) as host,
        host.client(language) as client,
    ):
        yield Visit(client, made[0], host)


async def test_a_visitor_plays_a_whole_crisis_and_looks_back_on_it(store, cache):
    async with visiting(store, cache, "fr") as visit:
        assert "cookie" in await visit.get("/")
        await visit.begin()
        assert "Lena Ortiz" in await visit.get("/play")
        await visit.play()
        assert "Demain, à la une" in await visit.get("/play")
        first = await visit.get("/play/debrief")
        assert "Une chose pour lundi" in first
        keys = set(re.findall(r"/play/debrief/(\w)", first))
        assert keys == set("r123456789snced")
        for key in sorted(keys - {"s"}):
            assert "<h1>" in await visit.get(f"/play/debrief/{key}")
        for path in ("plan", "people", "briefing"):
            await visit.get(f"/play/page/{path}")
        async with visit.client.get("/play/report") as answer:
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert "Plume" in await answer.text()
        assert not visit.host.told


async def test_what_is_said_afterwards_is_kept_and_what_is_not_understood_is_told(store, cache):
    async with visiting(store, cache, "en") as visit:
        await visit.begin()
        await visit.play()
        assert "Noted" in await visit.post("/play/debrief/r", typed="<b>hard</b>")
        assert "&lt;b&gt;hard" in await visit.get("/play/debrief/r")
        assert "Three numbers" in await visit.post("/play/debrief/2", typed="nonsense")
        assert "Noted" in await visit.post("/play/debrief/2", typed="4 6 2")
        assert "<h2>" in await visit.post("/play/debrief/8", typed="1 2")
        await visit.get("/play/debrief/zz", 404)
        before = len(store.history(store.profiles()[-1]))
        assert "Lena" in await visit.post("/play/again")
        history = store.history(store.profiles()[-1])
        assert len(history) == before + 1
        assert history[0].kind == "replay"


async def test_a_form_sent_twice_or_late_has_no_effect_and_says_so(store, cache):
    async with visiting(store, cache, "fr") as visit:
        await visit.begin()
        step, picks = visit.step, next(visit.conduct.prompt().legal())
        old = [("step", str(step)), ("then", "send"), *visit.filled(picks)]
        await visit.answer(picks)
        log = visit.conduct.log
        for _ in range(2):
            async with visit.client.post("/play/answer", data=old) as answer:
                assert answer.status == 409
                assert "rien n’a été fait" in await answer.text()
        for kind in ("look", "pass", "hint"):
            assert "rien n’a été fait" in await visit.post(
                "/play/do", 409, step=str(step), kind=kind
            )
        await visit.post("/play/answer", 409, step="nonsense")
        assert visit.conduct.log == log


async def test_what_is_published_is_shown_first_and_can_be_taken_back(store, cache):
    async with visiting(store, cache, "en") as visit:
        await visit.begin()
        log = visit.conduct.log
        quoted = next(
            pick for pick in visit.conduct.prompt().legal()
            if published(sheet_of(visit), pick)
        )  # fmt: skip
        fields = dict(visit.filled(quoted))
        seen = await visit.post("/play/answer", step=str(visit.step), confidence="2", **fields)
        assert "This is what people will see" in seen
        assert visit.conduct.log == log
        room = await visit.post(
            "/play/answer", step=str(visit.step), confidence="2", then="back", **fields
        )
        assert room.count(" checked") == 2
        assert visit.conduct.log == log
        await visit.post(
            "/play/answer", step=str(visit.step), confidence="2", then="send", **fields
        )
        assert visit.conduct.log != log


def sheet_of(visit):
    from simulator.present.asking import ask
    from simulator.present.room import Room

    return ask(Room(visit.conduct.loaded, speak("en")), visit.conduct)


async def test_an_illegal_answer_is_refused_in_a_sentence(store, cache):
    async with visiting(store, cache, "en") as visit:
        await visit.begin()
        log = visit.conduct.log
        for data in ({}, {"pick": "no-such"}, {"place-x": "1"}):
            assert 'role="alert"' in await visit.post(
                "/play/answer", 422, step=str(visit.step), **data
            )
        assert visit.conduct.log == log


async def test_looking_closer_shows_what_was_found(store, cache):
    async with visiting(store, cache, "en") as visit:
        await visit.begin()
        look = visit.conduct.inquiries()[0].id
        text = await visit.post("/play/do", step=str(visit.step), kind="look", look=look)
        assert "You looked" in text
        await visit.post("/play/do", 409, step=str(visit.step), kind="look", look="no-such")
        assert "A hint" in await visit.post("/play/do", step=str(visit.step), kind="hint")


async def test_the_host_gone_at_any_step_everybody_comes_back_to_it(tmp_path, cache):
    cookie, texts = "", list[str]()
    for number in range(4):
        store = open_store(tmp_path)
        async with visiting(store, cache, "fr") as visit:
            if not number:
                await visit.begin()
                (cookie,) = (one.value for one in visit.client.cookie_jar if one.key == SEAT_COOKIE)
            else:
                visit.client.cookie_jar.update_cookies({SEAT_COOKIE: cookie})
                assert without_version(await visit.get("/play")) == texts[-1]
            await visit.answer()
            texts.append(without_version(await visit.get("/play")))
        store.close()
    assert len(set(texts)) == 4


def without_version(text):
    return re.sub(r'data-version="\d+"', "", text)


async def test_four_words_bring_a_visitor_back_from_elsewhere_and_wrong_ones_are_counted(
    store, cache
):
    async with visiting(store, cache, "en") as visit:
        given = await visit.post("/begin")
        words = re.search(r'class="seen"[^>]*>([^<]+)<', given)
        assert words
        await visit.post("/play/begin", id=TUTORIAL, mode="learning")
        async with visit.host.client("en") as elsewhere:
            async with elsewhere.post("/back", data={"words": "no such words here"}) as answer:
                assert answer.status == 403
            async with elsewhere.post("/back", data={"words": words[1].upper()}) as answer:
                assert "Go on" in await answer.text()
            async with elsewhere.get("/play") as answer:
                assert "Lena" in await answer.text()
        async with visit.client.get("/play", allow_redirects=False) as answer:
            assert answer.headers["Location"] == "/"
        for _ in range(9):
            await visit.post("/back", 403, words="no such words here")
        await visit.post("/back", 403, words=words[1])


async def test_of_many_words_in_one_moment_few_are_looked_at(store, monkeypatch):
    made: list[str] = []

    def looked_at(words):
        made.append(words)
        return ""

    monkeypatch.setattr(phrases, "digest", looked_at)
    visitors = Visitors(store)
    found = await asyncio.gather(*(visitors.back("a b c d", "192.0.2.1") for _ in range(40)))
    assert set(found) == {""}
    assert len(made) == WRONG_A_MINUTE
    await visitors.close()


async def test_whoever_waited_for_a_chair_that_was_let_go_takes_no_play_with_them(store, cache):
    loaded, _ = load(find(TUTORIAL))
    assert loaded is not None
    visitors = Visitors(store, cache=cache)
    token, _words = await visitors.seat("en")
    seat = digest(token)
    async with visitors.sitting(seat) as chair:
        assert chair is not None
        await asyncio.to_thread(chair.sitting.begin, loaded, "learning", "en")
        going = asyncio.create_task(visitors.let_go(seat))
        await asyncio.sleep(0.01)

        async def second():
            async with visitors.sitting(seat) as found:
                return found is visitors.chair(seat)

        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.01)
    await going
    assert await waiting
    [row] = store.open_exercises(chair.sitting.profile)
    await visitors.close()
    resume(store, row.id)[1].close()  # nobody holds it


async def test_strangers_are_sent_to_the_door_and_a_full_house_says_so(store, cache):
    def add(app):
        solo(app, store, cache=cache)

    limits = Limits(seats=2)
    async with hosted(add, limits=limits) as host:
        async with host.client() as client:
            for path in ("/crises", "/play", "/play/debrief", "/play/reaction", "/play/state"):
                async with client.get(path, allow_redirects=False) as answer:
                    assert answer.status == 303
                    assert answer.headers["Location"] == "/"
            client.cookie_jar.update_cookies({SEAT_COOKIE: "a" * 22})
            async with client.get("/play", allow_redirects=False) as answer:
                assert answer.headers["Location"] == "/"
        codes = []
        for _ in range(3):
            async with host.client() as client, client.post("/begin") as answer:
                codes.append(answer.status)
                text = await answer.text()
        assert codes == [200, 200, 503]
        assert "Toutes les places sont prises" in text


async def test_of_many_at_once_exactly_as_many_are_seated_as_there_are_seats_and_seats_come_free(
    store, monkeypatch
):
    made: list[Visitors] = []
    limits = Limits(seats=12, joins=1_000)
    async with (
        hosted(lambda app: made.append(solo(app, store)), limits=limits) as host,
        contextlib.AsyncExitStack() as leaving,
    ):
        clients = [await leaving.enter_async_context(host.client()) for _ in range(30)]

        async def join(client):
            async with client.post("/begin") as answer:
                return answer.status

        codes = await asyncio.gather(*(join(client) for client in clients))
        assert sorted(codes) == [200] * 12 + [503] * 18
        assert len(store.profiles()) == 12
        monkeypatch.setattr("simulator.serve.visitors.ALONE", -1.0)
        async with host.client() as client:
            assert await join(client) == 200


async def test_nothing_can_be_looked_back_on_before_the_end(store, cache):
    async with visiting(store, cache, "en") as visit:
        await visit.begin()
        for path in ("/play/debrief", "/play/debrief/5", "/play/report"):
            async with visit.client.get(path, allow_redirects=False) as answer:
                assert answer.headers["Location"] == "/play"
        await visit.get("/play/page/secrets", 404)
        await visit.get("/crises/..%2f..%2fetc", 404)
        await visit.post("/play/begin", 404, id="../../etc")


# ---- the form of a decision, whatever it is

IDS = ("one", "two", "three", "four")


def asking(low=1, high=1, *, ordered=False, budget=None, parts=()):
    choices = tuple(
        Choice(name, f"text of {name}", f"words <of> {name}", takes=5,
               part=parts[at % len(parts)] if parts else "")
        for at, name in enumerate(IDS)
    )  # fmt: skip
    return Ask(
        "scene", "09:00", "What now?", "How.", choices, (), parts, low, high, ordered, budget, "",
        "", asks_confidence=True, is_pass_possible=False,
    )  # fmt: skip


ASKS = {
    "one": asking(),
    "several": asking(0, 3, budget=10),
    "order": asking(4, 4, ordered=True),
    "parts": asking(2, 2, parts=("opening", "close")),
}


@pytest.mark.parametrize("name", ASKS)
def test_each_shape_has_its_own_fields_and_a_legend(name):
    ask = ASKS[name]
    assert shape(ask) == name
    language = speak("en")
    text = draw_choices(sheet(ask, language), language)
    assert text.count("<fieldset") == text.count("<legend") == (2 if name == "parts" else 1)
    assert text.count('type="radio"') == (4 if name in {"one", "parts"} else 0)
    assert text.count('type="checkbox"') == (4 if name == "several" else 0)
    assert text.count("<select") == (4 if name == "order" else 0)
    assert ("2nd" in text) == (name == "order")
    assert ("data-budget" in text) == (name == "several")
    assert "words &lt;of&gt; one" in text


def draw_choices(drawn, language):
    from simulator.serve.pages import environment
    from simulator.serve.words import words

    template = environment().get_template("parts.html")
    return str(vars(template.module)["choices"](drawn, words(language), language))


@given(st.sampled_from(sorted(ASKS)), st.data())
def test_what_is_filled_in_is_what_is_read(name, data):
    ask = ASKS[name]
    if name == "order":
        picks = tuple(data.draw(st.permutations(IDS)))
        fields = {f"place-{pick}": (str(at),) for at, pick in enumerate(picks, 1)}
    elif name == "parts":
        picks = (
            data.draw(st.sampled_from(("one", "three"))),
            data.draw(st.sampled_from(("two", "four"))),
        )
        fields = {"pick-opening": picks[:1], "pick-close": picks[1:]}
    else:
        picks = tuple(data.draw(st.lists(st.sampled_from(IDS), unique=True, max_size=ask.high)))
        fields = {"pick": picks}
    assert picked(ask, lambda field: fields.get(field, ())) == picks
    assert not clashes(ask, lambda field: fields.get(field, ()))


@given(st.sampled_from(sorted(ASKS)), st.dictionaries(
    st.sampled_from(["pick", "pick-opening", "place-one", "place-two"]),
    st.lists(st.text(max_size=8), max_size=4).map(tuple),
))  # fmt: skip
def test_any_form_is_read_without_a_crash(name, fields):
    ask = ASKS[name]
    picks = picked(ask, lambda field: fields.get(field, ()))
    clashes(ask, lambda field: fields.get(field, ()))
    published(ask, picks)
    draw_choices(sheet(ask, speak("fr"), picks), speak("fr"))


def test_two_of_an_order_at_the_same_place_are_told():
    fields = dict.fromkeys((f"place-{name}" for name in IDS), ("1",))
    assert clashes(ASKS["order"], lambda field: fields.get(field, ()))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(st.text(max_size=200))
def test_no_text_becomes_markup(text):
    page = draw("said.html", speak("en"), path=text, said=text)
    body = page.replace("&lt;", "").replace("&gt;", "")
    assert body.count("<") == draw("said.html", speak("en"), path="", said="").count("<")
