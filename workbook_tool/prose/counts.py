"""A count and the list it counts (个数与列举): "内设科室5个，分别是：…" and what then follows.

Only lists whose items can be told apart with certainty are counted: ordinals and numbers, items between semicolons,
names of organs between 、. Where 和 or brackets leave it open how many there are, every reading is kept, and a count
that agrees with one of them is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import DIGITS, lazily
from workbook_tool.prose.lines import Line, Run
from workbook_tool.prose.numbering import Style, numbering
from workbook_tool.prose.numerals import NUMERAL, numeral
from workbook_tool.prose.ordinals import Form, Ordinal, ordinals


@frozen
class Miscount:
    """A count that its list does not bear out: as typed (5个), the number said, the numbers the list may have."""

    line: Line
    claim: str
    said: int
    listed: tuple[int, ...]
    names: str
    is_open: bool


@frozen
class _Listing:
    """A list as it may be counted: ``is_open`` when it says 等 or 主要, so that there may be more than it names."""

    counts: tuple[int, ...]
    is_certain: bool
    names: str
    is_open: bool = False

    def bears_out(self, said: int) -> bool:
        """Whether a count agrees with one way to read the list."""
        return any(count == said or (self.is_open and count <= said) for count in self.counts)


_UNIT = "大类|个|项|家|类|种|条|点|所|处|支|名|位"
_CLAIM = lazily(
    rf"(?P<count>[{DIGITS}二两三四五六七八九十](?<![\d.,第约近超逾前后各每这那上数几十百千万“].)"
    rf"(?:(?<=\d)\d{{0,2}}|(?<!\d){NUMERAL}{{0,2}}))\s*(?P<unit>{_UNIT})(?![余多月以])"
)
"""It begins with a set of letters, which is what regular expressions find fastest."""
_ORGAN = lazily("科室|股室|处室|机构|部门|单位|中心|支队|大队")
_ORGAN_NAME = lazily(
    r"[\u4e00-\u9fffA-Za-z0-9]{1,20}(?:室|股|科|处|部|办|队|所|站|中心|局|委|院|校|会|组|厅|馆|园|平台|公司|厂|社|镇|乡|街道|大学|中学|小学)"
)
_GENERIC = lazily(
    "方面|问题|原因|措施|举措|建议|环节|特点|做法|经验|重点|部分|步骤|亮点|成效|原则|层面|维度|阶段|领域|不足|要求"
)
_NAMED = lazily("专项|项目|工程|课题|单位|公司|科室|机构|协会|制度|文件|办法")
_NO_NAME = lazily(
    "^(?:加强|完善|推进|推动|开展|落实|强化|做好|抓好|提升|提高|严格|规范|加大|加快|深化|积极|认真|切实|组织|坚持|建立|健全|及时|高度|全面|持续)"
    "|(?:情况|方面|到位|率|进展|成效|措施|管理|监督|良好|明显|显著)$"
)
_MONEY = lazily(r"\d\s*(?:万|亿)?元")
_PROJECT_NAME = lazily("(?:项目|专项|工程|课题|资金|经费|补助|行动|办法|制度|规定|公司|协会|中心|局|所|站|学校)$")
_DIRECT = lazily(r"(?P<noun>[^，。；：:,;（(“”\d]{0,16})(?P<kind>[:：])", needs=(":", "："))
_NAMING = lazily(
    r"(?P<noun>[^，。；：:,;（(“”\d]{0,16})[，,。;；]?\s*[^，。；：:,;“”\d]{0,10}?"
    r"(?P<kind>(?:分别|依次|具体)(?:是|为|有|包括)|即|(?:主要)?包括|主要有|主要是|主要为)\s*[:：]?",
    needs=("分别", "依次", "具体", "即", "包括", "主要"),
)
_IN_BRACKETS = lazily(
    r"(?P<noun>[^，。；：:,;（(“”\d]{0,10})(?P<kind>[（(])(?P<list>[^（()）、]{1,30}、[^（()）]{1,200})[）)]",
    needs=("（", "("),
)
_AS_FOLLOWS = lazily(
    r"(?P<noun>[^：:]{0,80}?)[，。；,;]\s*(?P<kind>(?:具体)?(?:情况|项目|名单|内容|明细)?如下)\s*[:：]",
    needs=("如下",),
)
_AT_THE_END = lazily(r"(?P<noun>[^，。；：:,;（(“”\d]{0,12})(?P<kind>。?)\s*$")
_PLAIN = r"[^，。；：:,;“”\d\n]"
_INTRODUCED = lazily(
    rf"{_PLAIN}*+[，,。;；]?{_PLAIN}*?(?:[:：（(]|分别|依次|具体|即|包括|主要)"
    rf"|{_PLAIN}*?(?:[（(]|分别|依次|具体|即|包括|主要)|[^：:\n]*如下"
)
_AT_A_LINES_END = lazily(r"[^，。；：:,;（(“”\d]{0,12}。?\s*$", re.MULTILINE)
"""What each of these has, or the last of them is, in a text of many lines: it is looked for in a tenth of the time."""
_MENTIONED = lazily("其中|上述|以上|另外?|其他|其余|部分")
_CLAUSE_SIGNS = lazily("[，。；：,;]")
_OPEN = lazily("等[^、，；]{0,10}$|等等|如$|例如")
_BRACKETED = lazily(r"（[^（）]*）|\([^()]*\)")
_TITLED = lazily("《[^《》]*》")
_JOINT = lazily("以及|[和及与]")
_LONGEST_NAME, _LONGEST_PART = 15, 60
_BEFORE = 8
"""How many letters before a count may tell what it counts."""


def may_close(text: str) -> bool:
    """Whether any line of a text may close a list by its count; that of most reports is quickly said."""
    return _CLOSING.search(text) is not None


def may_introduce(text: str) -> bool:
    """Whether any line of a text may introduce a list by its count: most counts stand alone."""
    return any(_may_introduce(text, claim) for claim in _CLAIM.finditer(text))


def _may_introduce(text: str, claim: re.Match[str]) -> bool:
    if _INTRODUCED.match(text, claim.end()):
        return True
    last = _AT_A_LINES_END.match(text, claim.end())
    around = text[max(claim.start() - _BEFORE, 0) : claim.start()] + last[0] if last else ""
    return _ORGAN.search(around) is not None


def miscounts(run: Run, *, is_closing: bool = True) -> Iterator[Miscount]:
    """Every count of a run that its list does not bear out; ``is_closing`` where a count may also close its list."""
    for row, line in enumerate(run.lines):
        claims = list(_CLAIM.finditer(line.text))
        for place, claim in enumerate(claims):
            listing = _listing(run.lines, row, claim)
            if listing and listing.is_certain and not _is_borne_out(listing, claims[: place + 1], line.text):
                said = _said(claim)
                yield Miscount(line, claim[0], said, listing.counts, listing.names, listing.is_open)
        yield from _closing(line) if is_closing else ()


def _said(claim: re.Match[str]) -> int:
    return numeral(claim["count"]) or 0


def _is_borne_out(listing: _Listing, claims: Sequence[re.Match[str]], text: str) -> bool:
    """Whether the list agrees with the last count, or with another one in the same sentence."""
    *others, last = claims
    sentence = text.rfind("。", 0, last.start())
    said = [_said(last), *(_said(other) for other in others if other.start() > sentence)]
    return _said(last) < 2 or any(listing.bears_out(count) for count in said)


def _listing(lines: Sequence[Line], row: int, claim: re.Match[str]) -> _Listing | None:
    """The list a count introduces; None where it introduces none."""
    text = lines[row].text
    tail = text[claim.end() :]
    for pattern in (_DIRECT, _IN_BRACKETS, _NAMING, _AS_FOLLOWS, _AT_THE_END):
        match = pattern.match(tail)
        if match and not (pattern is not _AS_FOLLOWS and _CLAIM.search(match["noun"])):
            break
    else:
        return None
    before = _CLAUSE_SIGNS.split(text[: claim.start()])[-1]
    if _MENTIONED.search(before[-6:]) and not before.endswith("有"):
        return None
    noun = before[-_BEFORE:] + match["noun"][:14]
    if pattern is _IN_BRACKETS:
        return _names(match["list"], noun, "")
    if pattern is _AT_THE_END:
        return _organs_below(lines, row) if _ORGAN.search(noun) else None
    if pattern is _AS_FOLLOWS and _CLAIM.search(match["noun"]):
        return None
    rest = tail[match.end() :]
    return _numbered(lines, row, rest, noun, claim) or (_names(rest, noun, match["kind"]) if rest.strip() else None)


def _names(text: str, noun: str, introduced: str) -> _Listing | None:
    """A list of names in one sentence: between semicolons, or between 、 where they are names without doubt."""
    sentence = _BRACKETED.sub("", text.partition("。")[0]).strip().rstrip("；;")
    if not sentence or _CLAIM.search(sentence):
        return None
    is_open = "主要" in introduced or "包括" in introduced or _OPEN.search(sentence) is not None
    enumerated = _enumerated(re.split("[，；;,]", sentence)[0], noun, is_open)
    parts = [part for part in re.split("[；;]", sentence) if part.strip()]
    if len(parts) > 1 and not (enumerated and enumerated.is_certain):
        counts = (len(parts), *(enumerated.counts if enumerated else ()))
        is_certain = _NAMED.search(noun) is not None and all(map(_is_part, parts))
        return _Listing(counts, is_certain, "；".join(part.strip()[:_LONGEST_NAME] for part in parts), is_open)
    return enumerated


def _is_part(part: str) -> bool:
    """Whether a part between semicolons is an item of its own, not a sentence of a numbered list."""
    return 1 < len(part.strip()) <= _LONGEST_PART and numbering(part) is None


def _enumerated(text: str, noun: str, is_open: bool) -> _Listing | None:
    """Names between 、; 和 may join two of them or stand inside one."""
    text = _OPEN.sub("", text) if is_open else text
    items = [item.strip() for item in text.split("、")]
    if len(items) < 2 or not all(items):
        return None
    joints = sum(len(_JOINT.findall(item)) for item in items)
    counts = tuple(range(len(items), len(items) + joints + 1))
    last = _JOINT.split(items[-1])
    names = [*items[:-1], *(last if all(map(_ORGAN_NAME.fullmatch, last)) else items[-1:])]
    return _Listing(counts, _are_names(names, noun), "、".join(items), is_open)


def _are_names(items: Sequence[str], noun: str) -> bool:
    """Whether every item is a name beyond doubt: of an organ where organs are counted, or a title in 《》."""
    if all(_TITLED.fullmatch(item) for item in items):
        return True
    return _ORGAN.search(noun) is not None and all(_ORGAN_NAME.fullmatch(item) for item in items)


def _organs_below(lines: Sequence[Line], row: int) -> _Listing | None:
    """Organs that stand one a line below a count of organs: 内设四个股室。（1）办公室（2）综合股…."""
    found: list[str] = []
    for line in lines[row + 1 :]:
        number = line.numbering
        if (
            number is None
            or number.count != len(found) + 1
            or not _ORGAN_NAME.fullmatch(line.words.strip().rstrip("；。;"))
        ):
            break
        found.append(line.words.strip())
    return _Listing((len(found),), len(found) > 1, "、".join(found)) if found else None


def _numbered(lines: Sequence[Line], row: int, rest: str, noun: str, claim: re.Match[str]) -> _Listing | None:
    """A list by ordinals or numbers, in the same line or in those below."""
    items = list(_items(lines, row, rest))
    if len(items) < 2:
        return None
    heads = [re.split("[，。：:；,;（(]", words, maxsplit=1)[0].strip() for words in items]
    counted = re.compile(rf"\d+\s*{claim['unit']}|{NUMERAL}\s*{claim['unit']}")
    is_certain = not any(counted.search(words[:40]) for words in items) and (
        _GENERIC.search(noun) is not None or (_NAMED.search(noun) is not None and _are_projects(heads, items))
    )
    return _Listing((len(items),), is_certain, "、".join(head[:_LONGEST_NAME] for head in heads))


def _are_projects(heads: Sequence[str], items: Sequence[str]) -> bool:
    """Whether every item is one thing by name, not something said of all: each has its own money, or is called so."""
    return all(map(_is_name, heads)) and (
        all(_MONEY.search(words) for words in items) or all(_PROJECT_NAME.search(head) for head in heads)
    )


def _is_name(head: str) -> bool:
    return 2 <= len(head) <= _LONGEST_NAME and _NO_NAME.search(head) is None


def _items(lines: Sequence[Line], row: int, rest: str) -> Iterator[str]:
    """The words of each item of the first list after a count; nothing where lists stand inside lists."""
    if rest.strip():
        found = ordinals(rest)
        yield from _inline(rest, found) if found and found[0].start <= 1 else ()
        below = found[0].form if found else None
        last = found[-1].count if found else 0
    else:
        below, last = None, 0
    if rest.strip() and below is not Form.IS:
        return
    yield from _below(lines[row + 1 :], last)


def _inline(text: str, found: Sequence[Ordinal]) -> Iterator[str]:
    same = [one for one in found if one.form is found[0].form]
    for one, following in zip(same, [*same[1:], None], strict=True):
        yield text[one.end : following.start if following else len(text)]


def _below(lines: Sequence[Line], last: int) -> Iterator[str]:
    """Lines that each begin with the next ordinal or number; what stands between two of them belongs to the first."""
    form: Form | Style | None = Form.IS if last else None
    inner: set[Form | Style] = set()
    for line in lines:
        head = _head(line)
        if head is None or head[0] is not (form or head[0]):
            if form is None or _ends_list(line, head, inner):
                return
            continue
        form, count, words = head
        if form is Style.TOP or count not in (last, last + 1, last + 2) or (count == 1 and last) or not count:
            return
        last = count
        yield words


def _ends_list(line: Line, head: tuple[Form | Style, int, str] | None, inner: set[Form | Style]) -> bool:
    """Whether a line that is no item ends the list: it introduces another one, or goes on with a list outside."""
    if head is None:
        return line.text.rstrip().endswith((":", "："))
    if head[1] == 1:
        inner.add(head[0])
    return head[0] is Style.TOP or head[0] not in inner


def _head(line: Line) -> tuple[Form | Style, int, str] | None:
    """What a line begins with: a number or an ordinal, its count, and the words after it."""
    if line.numbering:
        return line.numbering.style, line.numbering.count, line.words
    found = ordinals(line.text)
    if found and not line.text[: found[0].start].strip() and found[0].form.runs_over_lines:
        return found[0].form, found[0].count, line.text[found[0].end :]
    return None


_CLOSING = lazily(
    r"(?:设有|下设|内设|设立|设)(?P<list>[^，。；：:,;设、]{1,30}、[^，。；：:,;设]{1,150}?)"
    r"(?P<open>等)?(?:共计?|合计)?"
    rf"(?P<claim>(?P<count>\d{{1,3}}|[二两三四五六七八九十]{NUMERAL}{{0,2}})\s*个)(?:职能)?(?:内设机构|科室|股室|处室)",
    needs=("室", "内设机构"),
)


def _closing(line: Line) -> Iterator[Miscount]:
    """A list that its count closes: 设有办公室、财务股、业务股3个股室."""
    for match in _CLOSING.finditer(line.text):
        listing = _enumerated(_BRACKETED.sub("", match["list"]), "股室", match["open"] is not None)
        if listing and listing.is_certain and not listing.bears_out(_said(match)):
            yield Miscount(line, match["claim"], _said(match), listing.counts, listing.names, listing.is_open)
