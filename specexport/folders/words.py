"""The words that a document made of a folder adds to those of its parts, in a few languages."""

from __future__ import annotations

from msgspec import Struct


class FolderWords(Struct, frozen=True, kw_only=True):
    """The words of one language. `progress` is a template over `{done}`, `{all}` and `{percent}`."""

    register: str = "Register of decisions"
    number: str = "No."
    decision: str = "Decision"
    status: str = "Status"
    date: str = "Date"
    open_points: str = "Open points"
    open_point: str = "Open point"
    where: str = "Where"
    progress: str = "Progress: {done} of {all} tasks are done ({percent} %)."
    method: str = "Method"
    path: str = "Path"
    description: str = "Description"
    request: str = "Request"
    response: str = "Response"
    decisions: str = "Architecture decisions"


_KNOWN = {
    "de": FolderWords(
        register="Verzeichnis der Entscheidungen",
        number="Nr.",
        decision="Entscheidung",
        date="Datum",
        open_points="Offene Punkte",
        open_point="Offener Punkt",
        where="Wo",
        progress="Fortschritt: {done} von {all} Aufgaben sind erledigt ({percent} %).",
        method="Methode",
        path="Pfad",
        description="Beschreibung",
        request="Anfrage",
        response="Antwort",
        decisions="Architekturentscheidungen",
    ),
    "fr": FolderWords(
        register="Registre des décisions",
        number="N°",
        decision="Décision",
        status="Statut",
        open_points="Points ouverts",
        open_point="Point ouvert",
        where="Où",
        progress="Avancement : {done} tâches sur {all} sont faites ({percent} %).",
        method="Méthode",
        path="Chemin",
        request="Requête",
        response="Réponse",
        decisions="Décisions d’architecture",
    ),
    "es": FolderWords(
        register="Registro de decisiones",
        number="N.º",
        decision="Decisión",
        status="Estado",
        date="Fecha",
        open_points="Puntos abiertos",
        open_point="Punto abierto",
        where="Dónde",
        progress="Avance: {done} de {all} tareas están hechas ({percent} %).",
        method="Método",
        path="Ruta",
        description="Descripción",
        request="Petición",
        response="Respuesta",
        decisions="Decisiones de arquitectura",
    ),
}
_ENGLISH = FolderWords()


def words(lang: str) -> FolderWords:
    """Return the words of a language, given as its BCP 47 tag; English stands in for one without."""
    return _KNOWN.get(lang.partition("-")[0].lower(), _ENGLISH)
