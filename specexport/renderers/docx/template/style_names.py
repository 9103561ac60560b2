"""What Word and other programs call the built-in styles in other languages than English.

Word itself keeps the English name in the file; LibreOffice, and templates that were converted, do not.
"""

from __future__ import annotations

import re

# German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Russian, Swedish, Danish.
_LOCALISED: dict[str, tuple[str, ...]] = {
    "heading": (
        *("Überschrift", "Titre", "Título", "Titolo", "Kop", "Nagłówek", "Nadpis", "Заголовок"),
        *("Rubrik", "Overskrift", "Cabeçalho"),
    ),
    "Title": (
        *("Titel", "Titre", "Título", "Puesto", "Titolo", "Tytuł", "Název", "Название", "Rubrik"),
        "Заголовок",
    ),
    "Subtitle": (
        *("Untertitel", "Sous-titre", "Subtítulo", "Sottotitolo", "Ondertitel", "Podtytuł", "Podnadpis"),
        *("Подзаголовок", "Underrubrik", "Undertitel"),
    ),
    "Normal": ("Standard", "Normale", "Standaard", "Normalny", "Normální", "Обычный"),
    "Body Text": (
        *("Textkörper", "Corps de texte", "Texto independiente", "Corpo testo", "Corpo de texto"),
        *("Corpo del testo", "Platte tekst", "Tekst podstawowy", "Základní text", "Основной текст"),
        *("Brödtext", "Brødtekst", "Textbody", "Text body", "Cuerpo de texto", "Fließtext"),
    ),
    "caption": (
        *("Beschriftung", "Légende", "Epígrafe", "Didascalia", "Legenda", "Bijschrift", "Titulek"),
        *("Название объекта", "Beskrivning", "Billedtekst", "Descripción"),
    ),
    "Quote": (
        "Zitat",
        "Citation",
        "Cita",
        "Citazione",
        "Citação",
        "Citaat",
        "Cytat",
        "Citát",
        "Цитата",
        "Citat",
    ),
    "List Bullet": (
        *("Aufzählungszeichen", "Liste à puces", "Lista con viñetas", "Punto elenco", "Commarcadores"),
        *(
            "Lijst opsom.teken",
            "Lista punktowana",
            "Seznam s odrážkami",
            "Маркированный список",
            "Punktlista",
        ),
        *("Opstilling - punkttegn", "Listenaufzählung"),
    ),
    "List Number": (
        *("Listennummer", "Liste à numéros", "Lista con números", "Numero elenco", "Numerada"),
        *("Lijstnummering", "Lista numerowana", "Číslovaný seznam", "Нумерованный список", "Numrerad lista"),
        "Opstilling - talpunkttegn",
    ),
    "toc": (
        *("Verzeichnis", "TM", "TDC", "Sommario", "Sumário", "Inhopg", "Spis treści", "Obsah", "Оглавление"),
        *("Innehåll", "Indholdsfortegnelse", "Table des matières", "Inhaltsverzeichnis"),
    ),
    "TOC Heading": (
        *("Inhaltsverzeichnisüberschrift", "En-tête de table des matières", "Título de TDC"),
        *("Titolo sommario", "Cabeçalho do Sumário", "Kopvaninhoudsopgave", "Nagłówek spisu treści"),
        *("Nadpis obsahu", "Заголовок оглавления", "Innehållsförteckningsrubrik"),
    ),
    "table of figures": (
        *("Abbildungsverzeichnis", "Table des illustrations", "Tabla de ilustraciones"),
        *("Indice delle figure", "Índice de ilustrações", "Lijst met afbeeldingen", "Spis ilustracji"),
    ),
    "Hyperlink": ("Lien hypertexte", "Hipervínculo", "Collegamento ipertestuale", "Hiperlink", "Hiperłącze"),
    "Strong": ("Fett", "Élevé", "Textoennegrita", "Enfasigrassetto", "Forte", "Zwaar", "Pogrubienie"),
    "Emphasis": (
        "Hervorhebung",
        "Accentuation",
        "Énfasis",
        "Enfasicorsivo",
        "Ênfase",
        "Nadruk",
        "Uwydatnienie",
    ),
    "footnote text": (
        *("Fußnotentext", "Note de bas de page", "Texto nota pie", "Testo nota a piè di pagina"),
        *("Texto de nota de rodapé", "Voetnoottekst", "Tekst przypisu dolnego", "Text pozn. pod čarou"),
    ),
    "footnote reference": (
        *(
            "Fußnotenzeichen",
            "Appel note de bas de p.",
            "Ref. de nota al pie",
            "Rimando nota a piè di pagina",
        ),
        *("Ref. de nota de rodapé", "Voetnootmarkering", "Odwołanie przypisu dolnego"),
    ),
    "Source Code": ("Quelltext", "Code source", "Código fuente", "Codice sorgente", "Код"),
    "Specification Table": ("Spezifikationstabelle",),
}
_NUMBERED = re.compile(r"(.+?) (\d)")


def candidates(name: str) -> list[str]:
    """Return the names that a style may have in a template, the English one first."""
    if name in _LOCALISED:
        return [name, *_LOCALISED[name]]
    match = _NUMBERED.fullmatch(name)
    if match and match[1] in _LOCALISED:
        return [name, *(f"{other} {match[2]}" for other in _LOCALISED[match[1]])]
    return [name]


def key(name: str) -> str:
    """Return the form of a name in which styles are compared: small letters, one space."""
    return " ".join(name.casefold().split())
