"""What is said to the assistant and asks nothing in the documents: a greeting, thanks, an order."""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus.model import Metadata
from qa.answer import Answer
from qa.understanding.words.orders import ORDER

END = r"[\s.,!~?^ㅎㅋ]*$"
GREETING = re.compile(
    rf"^(?:안녕(?:하세요|하십니까|히\s?계세요)?|반갑습니다|반가워요?|처음\s?뵙겠습니다){END}"
)
# '네, 감사합니다. 잘 알겠습니다'; no '감사 결과'
THANKS = re.compile(
    r"^(?:(?:네|예|응|아|오|정말|너무|많이)[,.!\s]+)*"
    r"(?:고마워요?|고맙습니다|감사(?:합니다|해요|드립니다)|수고(?:하셨습니다|했어요?|하세요|하십니다))"
    rf"(?:[,.!\s]+(?:잘\s?)?(?:알겠|알았|봤|됐|도움)[가-힣\s]*)?{END}"
)
# '뭘 물어볼 수 있어?', '어떤 질문을 할 수 있나요', '사용법 알려 줘', '넌 누구야'
HELP = re.compile(
    r"^(?:(?:여기서?|너|이거|이건)[는은]?\s|넌\s)?(?:"
    r"(?:뭘|뭐를?|무엇을|(?:어떤|무슨)\s?(?:걸|거|것을?|질문을?))\s?"
    r"(?:(?:물어\s?볼|질문할|도와\s?줄|답할|할|알려\s?줄)\s?수\s?있|(?:물어\s?보|질문하)면\s?[돼되])"
    r"|어떻게\s?(?:질문|사용|쓰|써|물어\s?보)|(?:사용법|사용\s?방법|도움말)[을를은이]?(?:\s?(?:좀\s)?(?:알려|보여|가르쳐)\s?)?"
    rf"|누구)[가-힣]{{0,5}}{END}"
)
# '어떤 문서가 있어?', '여기 자료들은 무슨 내용이야'
DOCUMENTS = re.compile(
    r"^(?:여기(?:에는?|엔)?|지금|현재|이)?\s?(?:(?:어떤|무슨|뭔)\s?(?:문서|자료|보고서)들?[이가은는을를]?\s?(?:있|볼\s?수\s?있|들어\s?있|색인돼\s?있)(?:어|나|니|지|습니까|을까)"
    rf"|(?:문서|자료|보고서)(?:들|\s?목록)?[은는이가을를]?\s?(?:뭐|무엇|무슨\s?내용|목록|알려|보여))[가-힣]{{0,5}}(?:\s?(?:줘|주세요|봐))?{END}"
)
SHOWN = 3  # documents that are named
LISTED = 30  # where they are asked for


def is_courtesy(text: str) -> bool:
    """Tell whether a text asks nothing of the documents."""
    return any(pattern.search(text) for pattern in (THANKS, GREETING, HELP, DOCUMENTS, ORDER))


def answer_courtesy(text: str, documents: Collection[Metadata]) -> Answer | None:
    """A polite word, with what may be asked; of another order a refusal, and None of a question."""
    if not is_courtesy(text):
        return None
    if ORDER.search(text):
        said = "문서에 관한 질문이 아니어서 따르지 않습니다. 업무보고에 적힌 것을 물어봐 주세요."
    elif THANKS.search(text):
        said = "도움이 되었다면 다행입니다. 더 궁금한 것이 있으시면 물어봐 주세요."
    elif DOCUMENTS.search(text):
        said = _listed(documents)
    else:
        titles = [own.title for own in documents][:SHOWN]
        more = f" 등 {len(documents)}건" if len(documents) > SHOWN else ""
        said = (
            f"문서에 적힌 예산, 인원, 사업, 감사 처리결과를 찾아 근거와 함께 알려 드립니다. "
            f"지금 볼 수 있는 문서는 {', '.join(titles)}{more}입니다. "
            "기관과 연도, 알고 싶은 것을 적어 주세요(보기: '2024년 총무과 예산현액은 얼마인가요?')."
        )
    return Answer(text, "abstained", "unanswerable", said)


def _listed(documents: Collection[Metadata]) -> str:
    """The documents, one a line: '- 2031년 농정국 업무보고 (마루군 농정국)'."""
    lines = [f"지금 볼 수 있는 문서는 {len(documents)}건입니다."]
    for own in list(documents)[:LISTED]:
        office = " ".join(name for name in (own.agency, own.department) if name)
        lines.append(f"- {own.title} ({office})" if office else f"- {own.title}")
    return "\n".join((*lines, "- …") if len(documents) > LISTED else lines)
