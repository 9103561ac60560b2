"""How authors call the fields of `Meta`, in lower case, with spaces for hyphens and underscores.

The languages are those that the program has words of its own for, as far as specifications are written in
them.
"""

from __future__ import annotations

_ENGLISH: dict[str, tuple[str, ...]] = {
    "title": ("title", "document title"),
    "subtitle": ("subtitle", "description"),
    "kind": ("kind", "document type", "type"),
    "status": ("status", "state", "document status", "stage", "specification status"),
    "version": ("version", "document version", "revision", "spec version", "rev"),
    "authors": (
        *("author", "authors", "author(s)", "owner", "owners", "owner(s)", "written by", "prepared by"),
        *("created by", "editor", "editors", "editor(s)", "specification owner", "tech lead"),
    ),
    "reviewers": ("reviewer", "reviewers", "reviewer(s)", "reviewed by"),
    "approvers": ("approver", "approvers", "approver(s)", "approved by"),
    "prd": ("prd reference", "prd", "prd link", "related prd", "source prd", "product requirements"),
    "created": (
        *("created", "creation date", "date", "created at", "created on", "start date", "date created"),
        *("generated", "date of creation"),
    ),
    "updated": (
        *("updated", "last updated", "last modified", "modified", "last update", "updated at"),
        *("last revised", "last updated date", "update date", "revised"),
    ),
    "classification": ("classification", "confidentiality", "security classification"),
    "keywords": ("keywords", "tags"),
    "lang": ("lang", "language"),
}
_GERMAN = {
    "title": ("titel",),
    "subtitle": ("untertitel", "beschreibung"),
    "kind": ("dokumenttyp", "dokumentart"),
    "status": ("stand", "dokumentstatus"),
    "authors": ("autor", "autoren", "autorin", "verfasser", "verfasserin", "ersteller", "verantwortlich"),
    "reviewers": ("prüfer", "geprüft von", "reviewer(in)"),
    "approvers": ("freigegeben von", "freigabe durch", "genehmigt von"),
    "created": ("datum", "erstellt", "erstellt am", "erstellungsdatum"),
    "updated": ("aktualisiert", "geändert", "letzte änderung", "zuletzt geändert", "zuletzt aktualisiert"),
    "classification": ("klassifizierung", "vertraulichkeit", "einstufung"),
    "keywords": ("schlagwörter", "stichwörter"),
    "lang": ("sprache",),
}
_FRENCH = {
    "title": ("titre",),
    "subtitle": ("sous titre",),
    "kind": ("type de document",),
    "status": ("statut", "état"),
    "version": ("révision",),
    "authors": ("auteur", "auteurs", "auteur(s)", "autrice", "rédacteur", "rédigé par", "responsable"),
    "reviewers": ("relecteur", "relecteurs", "relu par", "vérifié par"),
    "approvers": ("approbateur", "approbateurs", "approuvé par", "validé par"),
    "created": ("date de création", "créé le"),
    "updated": ("mis à jour", "mise à jour", "dernière mise à jour", "date de mise à jour", "modifié le"),
    "classification": ("confidentialité",),
    "keywords": ("mots clés",),
    "lang": ("langue",),
}
_SPANISH = {
    "title": ("título",),
    "subtitle": ("subtítulo",),
    "kind": ("tipo de documento",),
    "status": ("estado",),
    "version": ("versión", "revisión"),
    "authors": ("autor(es)", "autores", "autora", "autoras", "responsable", "propietario", "elaborado por"),
    "reviewers": ("revisor", "revisores", "revisado por"),
    "approvers": ("aprobador", "aprobadores", "aprobado por"),
    "created": ("fecha", "fecha de creación", "creado"),
    "updated": ("actualizado", "última actualización", "fecha de actualización", "modificado"),
    "classification": ("clasificación", "confidencialidad"),
    "keywords": ("palabras clave",),
    "lang": ("idioma",),
}
_PORTUGUESE = {
    "version": ("versão", "revisão"),
    "authors": ("autor", "responsável", "elaborado por"),
    "approvers": ("aprovador", "aprovadores", "aprovado por"),
    "created": ("data", "data de criação", "criado em"),
    "updated": ("atualizado", "atualizado em", "última atualização"),
    "classification": ("classificação", "confidencialidade"),
    "keywords": ("palavras chave",),
}
_ITALIAN = {
    "title": ("titolo",),
    "subtitle": ("sottotitolo",),
    "kind": ("tipo di documento",),
    "status": ("stato",),
    "version": ("versione", "revisione"),
    "authors": ("autore", "autori", "autrice", "redatto da"),
    "reviewers": ("revisore", "revisori", "revisionato da"),
    "approvers": ("approvatore", "approvato da"),
    "created": ("data", "data di creazione", "creato il"),
    "updated": ("aggiornato", "aggiornato il", "ultimo aggiornamento", "ultima modifica"),
    "classification": ("classificazione", "riservatezza"),
    "keywords": ("parole chiave",),
    "lang": ("lingua",),
}
_DUTCH = {
    "title": ("titel",),
    "version": ("versie",),
    "authors": ("auteur", "auteurs", "eigenaar", "opgesteld door"),
    "reviewers": ("beoordelaar", "beoordeeld door"),
    "approvers": ("goedgekeurd door",),
    "created": ("datum", "aangemaakt", "aanmaakdatum"),
    "updated": ("bijgewerkt", "laatst bijgewerkt", "laatst gewijzigd"),
    "classification": ("classificatie", "vertrouwelijkheid"),
    "keywords": ("trefwoorden",),
    "lang": ("taal",),
}
_POLISH = {
    "title": ("tytuł",),
    "status": ("stan",),
    "version": ("wersja",),
    "authors": ("autor", "autorzy", "właściciel", "opracował"),
    "reviewers": ("recenzent", "sprawdził"),
    "approvers": ("zatwierdził",),
    "created": ("data", "utworzono", "data utworzenia"),
    "updated": ("zaktualizowano", "ostatnia aktualizacja", "data aktualizacji"),
    "classification": ("klasyfikacja", "poufność"),
}
_RUSSIAN = {
    "title": ("название", "заголовок"),
    "kind": ("тип документа",),
    "status": ("статус", "состояние"),
    "version": ("версия", "редакция"),
    "authors": ("автор", "авторы", "владелец", "ответственный", "составил"),
    "reviewers": ("рецензент", "рецензенты", "проверил"),
    "approvers": ("утвердил", "согласовано", "утверждено"),
    "created": ("дата", "создано", "дата создания"),
    "updated": ("обновлено", "изменено", "дата обновления", "последнее обновление"),
    "classification": ("классификация", "гриф"),
    "keywords": ("ключевые слова",),
    "lang": ("язык",),
}
_CHINESE = {
    "title": ("标题", "標題", "文档标题"),
    "subtitle": ("副标题", "副標題"),
    "kind": ("文档类型", "文件類型"),
    "status": ("状态", "狀態", "文档状态"),
    "version": ("版本", "版本号", "版本號", "文档版本"),
    "authors": ("作者", "编写人", "撰写人", "撰寫人", "负责人", "負責人", "编制", "編制", "拟制"),
    "reviewers": ("审阅人", "審閱人", "评审人", "審查人", "审核", "审核人", "審核", "审阅者"),
    "approvers": ("批准", "批准人", "审批人", "核准", "核准人"),
    "created": ("日期", "创建日期", "創建日期", "建立日期", "创建时间", "编写日期"),
    "updated": ("更新日期", "最后更新", "最後更新", "修改日期", "更新时间", "更新時間"),
    "classification": ("密级", "密級", "保密级别", "機密等級"),
    "keywords": ("关键词", "關鍵字", "关键字", "标签", "標籤"),
    "lang": ("语言", "語言"),
}
_JAPANESE = {
    "title": ("タイトル", "表題", "題名", "文書名"),
    "kind": ("文書種別",),
    "status": ("ステータス", "状態", "状況"),
    "version": ("バージョン", "版", "版数", "改訂"),
    "authors": ("著者", "作成者", "担当者", "担当", "執筆者", "責任者"),
    "reviewers": ("レビュアー", "レビューア", "レビュー者", "査読者", "確認者"),
    "approvers": ("承認者", "承認"),
    "created": ("日付", "作成日", "作成日時"),
    "updated": ("更新日", "最終更新", "最終更新日", "改訂日"),
    "classification": ("機密区分", "機密性"),
    "keywords": ("キーワード", "タグ"),
    "lang": ("言語",),
}
_KOREAN = {
    "title": ("제목", "문서 제목"),
    "kind": ("문서 유형",),
    "status": ("상태",),
    "version": ("버전", "개정"),
    "authors": ("작성자", "저자", "담당자", "소유자"),
    "reviewers": ("검토자", "리뷰어"),
    "approvers": ("승인자",),
    "created": ("날짜", "작성일", "생성일"),
    "updated": ("수정일", "최종 수정일", "업데이트", "최종 업데이트"),
    "classification": ("보안 등급", "기밀 등급"),
    "keywords": ("키워드", "태그"),
    "lang": ("언어",),
}
_LANGUAGES = (
    *(_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _PORTUGUESE, _ITALIAN, _DUTCH, _POLISH, _RUSSIAN),
    *(_CHINESE, _JAPANESE, _KOREAN),
)

TARGETS: dict[str, str] = {
    name: target for names in _LANGUAGES for target, known in names.items() for name in known
}
"""The typed field of `Meta` that each name stands for."""
