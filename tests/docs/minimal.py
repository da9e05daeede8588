"""The smallest scenario with a bit of everything, in English words and in French ones.

Snippets are laid over it: `build(ENGLISH, snippet)` replaces each block of the same key and adds
the others where they belong; `inside("scene last", snippet)` puts lines into one block.
"""

import re
import textwrap

ENGLISH = """\
badbuzz: 1
id: minimal
title: Minimal
language: en
level: 1
severity: S1
sector: shop
duration: 5
summary: >
  A parcel is late.
starts: Saturday 09:00
principles: [listening, calm]
organisation:
  name: <shop>
  role: >
    You answer for <shop>.
  about: >
    A small shop.
  hours: Monday-Saturday 09:00-18:00
  mandate: >
    You may answer anybody.
plan:
  alert: >
    Tell the owner.
  targets: {S1: [60, 240, 1440], S3: [30, 60, 180, 720]}
variables:
  shop: Fern & Finch
flags:
  holding-text: your draft of a first answer
  thread-read: your look at the thread
channel page:
  name: Our page
  ours: yes
channel reviews:
  name: Review site
  ours: no
  kind: reviews
gauge trust:
  name: Trust
  meaning: >
    What your word is worth.
  start: 60
  levels: {shaken: 0, steady: 40, solid: 70}
persona lena:
  name: Lena Ortiz
  about: >
    Waits for a parcel.
  moods: [waiting, heard, brushed-off]
persona gus:
  name: Gus P.
  about: >
    Comments on everything.
signal lena-asks:
  name: Lena's question
  severity: S1
promise outcome:
  name: The word you promised
truth cause:
  name: Where the parcel is
  values: [workshop, courier]
duty privacy:
  text: >
    Nobody sees a customer's data.
scene first:
  title: First
  opens: 09:20
  posts:
    - lena: >
        Where is it?
      posted: 09:12
      raises: lena-asks
  decision: one
  ask: What should you do?
  option answer:
    text: Answer under her post
    on: page
    publishes: >
      Seen, Lena. I will be back here by 10:30.
    minutes: 10
    acknowledges: {lena-asks: full}
    promises: {outcome: 10:30}
    effects: {trust: +5, lena: heard}
    ratings:
      listening: +1 Takes up her question
      calm: +2 Sees the person first
  option wait:
    text: Wait for the facts
    minutes: 10
    ratings:
      listening: -1 Her question stands alone
      calm: 0 Nothing is said
scene last:
  title: Last
  opens: 11:00
  decision: one
  ask: And now?
  option report:
    text: Tell how it ended
    minutes: 5
  option stop:
    text: Say no more
    minutes: 5
ending done:
  title: Done
  headline: >
    It is over
  text: >
    The parcel came.
"""

FRENCH = """\
badbuzz: 1
id: minimal
titre: Minimal
langue: fr
niveau: 1
gravité: S1
secteur: boutique
durée: 5
résumé: >
  Un colis tarde.
début: samedi 9 h 00
principes: [écoute, calme]
organisation:
  nom: <boutique>
  rôle: >
    Vous répondez pour <boutique>.
  présentation: >
    Une petite boutique.
  horaires: lundi-samedi 9 h-18 h
  mandat: >
    Vous pouvez répondre à tous.
plan:
  alerte: >
    Prévenir la patronne.
  délais: {S1: [60, 240, 1440], S3: [30, 60, 180, 720]}
variables:
  boutique: Plume & Pinson
repères:
  brouillon: votre brouillon de première réponse
  fil-lu: votre lecture du fil
canal page:
  nom: Notre page
  nôtre: oui
canal avis:
  nom: Site d’avis
  nôtre: non
  genre: avis
jauge confiance:
  nom: Confiance
  sens: >
    Ce que vaut votre parole.
  départ: 60
  paliers: {fragile: 0, stable: 40, solide: 70}
personnage lena:
  nom: Léna Ortiz
  présentation: >
    Attend un colis.
  humeurs: [attend, entendue, rabrouee]
personnage gus:
  nom: Gus P.
  présentation: >
    Commente tout.
signal lena-demande:
  nom: La question de Léna
  gravité: S1
promesse nouvelles:
  nom: Le mot que vous avez promis
vérité cause:
  nom: Où est le colis
  valeurs: [atelier, livreur]
obligation vie-privee:
  texte: >
    Personne ne voit les données d’un client.
scène premiere:
  titre: Première
  ouvre: 9 h 20
  publications:
    - lena: >
        Où est-il ?
      publié: 9 h 12
      soulève: lena-demande
  décision: un
  question: Que faut-il faire ?
  option repondre:
    texte: Répondre sous sa publication
    sur: page
    publie: >
      C’est lu, Léna. Je reviens ici avant 10 h 30.
    minutes: 10
    reconnaît: {lena-demande: complet}
    promet: {nouvelles: 10 h 30}
    effets: {confiance: +5, lena: entendue}
    notation:
      écoute: +1 Reprend sa question
      calme: +2 Voit la personne d’abord
  option attendre:
    texte: Attendre les faits
    minutes: 10
    notation:
      écoute: -1 Sa question reste seule
      calme: 0 Rien n’est dit
scène derniere:
  titre: Dernière
  ouvre: 11 h 00
  décision: un
  question: Et maintenant ?
  option raconter:
    texte: Raconter la fin
    minutes: 5
  option cesser:
    texte: Ne plus rien dire
    minutes: 5
fin fini:
  titre: Fini
  titre-de-une: >
    C’est fini
  texte: >
    Le colis est là.
"""

SCENES = ("scene", "interruption", "scène")
ENDINGS = ("ending", "fin")


def blocks(text):
    """Return the top-level blocks of *text* by key, comments left out."""
    found = {}
    for part in re.split(r"(?m)^(?=[^\s#])", text):
        if part.strip() and not part.startswith("#"):
            found[part.split(":")[0].strip()] = part if part.endswith("\n") else part + "\n"
    return found


def inside(key, text):
    """Return a snippet that adds the lines of *text* inside the block *key*."""
    return (key, textwrap.indent(textwrap.dedent(text).strip("\n") + "\n", "  "))


def build(base, *snippets):
    """Return *base* with *snippets* laid over it."""
    found = blocks(base)
    for snippet in snippets:
        if isinstance(snippet, tuple):
            found[snippet[0]] += snippet[1]
            continue
        for key, part in blocks(textwrap.dedent(snippet)).items():
            if key in found:
                found[key] = part
            else:
                found = _placed(found, key, part)
    return "".join(found.values())


def _placed(found, key, part):
    """Put a new block before the endings; before the scenes if it is neither."""
    stop: tuple[str, ...]
    if key.startswith(ENDINGS):
        stop = ENDINGS
    elif key.startswith(SCENES):
        # Between the first scene and the last one.
        stop = ("scene last", "scène derniere", *ENDINGS)
    else:
        stop = (*SCENES, *ENDINGS)
    placed = {}
    for name, text in found.items():
        if key not in placed and name.startswith(stop):
            placed[key] = part
        placed[name] = text
    return placed
