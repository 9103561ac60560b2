import pytest

from specexport.model import document as d
from specexport.passes.language import detected

ENGLISH = "The service keeps a ledger of every movement, and says so in café and naïve words. "
TEXTS = {
    "ja": "可用性の要件を満たすための構成を検討する。RTO と RPO は Appendix を参照。",
    "ko": "가용성 요구 사항을 만족하는 구성을 검토한다. RTO 참조.",
    "zh-Hans": "我们应该在这个时候检查数据，chunk size 为 16 MB。",
    "zh-Hant": "我們應該在這個時候檢查資料，chunk size 為 16 MB。",
    "he": "השירות שומר רישום של כל תנועה, ראו config.yaml.",
    "ar": "تحتفظ هذه الخدمة بسجل لكل الحركات المالية config.yaml.",
    "uk": "Служба веде журнал усіх рухів, її налаштування в config.yaml.",
    "ru": "Служба ведёт журнал всех движений, это было в config.yaml.",
}


def blocks(text: str) -> tuple[d.Block, ...]:
    return (d.Para(content=(d.Str(text=text),)), d.CodeBlock(text=ENGLISH * 9))


@pytest.mark.parametrize(("lang", "text"), TEXTS.items())
def test_letters_tell_the_language_of_the_prose(lang: str, text: str):
    assert detected(blocks(text)) == lang


@pytest.mark.parametrize(
    "text",
    [
        *("", "12 ≤ 14 → 3", ENGLISH, ENGLISH * 3 + TEXTS["ja"], ENGLISH * 3 + TEXTS["ar"]),
        "این پروژه را اجرا کنید گزارش",
        "Услугата води дневник на всички движения и тяхното време за изпълнение.",
    ],
)
def test_other_letters_tell_nothing(text: str):
    assert detected(blocks(text)) == ""
