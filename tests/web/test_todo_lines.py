"""The rows of a to-do, put together as HTML."""

from __future__ import annotations

from datetime import date

from bihuan.domain.deadlines import Lamp
from bihuan.web.lamps import Shown
from bihuan.web.todo.desk import Task
from bihuan.web.todo.lines import lines_of

DUE = date(2018, 5, 31)


def test_what_a_person_wrote_is_text_wherever_it_stands() -> None:
    evil = "<script>alert('1')</script>"
    told = lines_of([Task(evil, evil, '/"onclick="x', DUE, Shown(Lamp.RED, evil), evil)])
    assert "<script" not in told
    assert 'href="/&quot;onclick=&quot;x"' in told
    assert told.count("&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;") == 4


def test_only_what_is_late_is_marked_as_late() -> None:
    late, soon, open_end = (
        Task("修订制度", "县住房和城乡建设局", "/findings/1/", DUE, Shown(Lamp.RED, "逾期 3 天")),
        Task("修订制度", "县住房和城乡建设局", "/findings/1/", DUE, Shown(Lamp.YELLOW, "剩余 3 天")),
        Task("修订制度", "县住房和城乡建设局", "/findings/1/"),
    )
    assert [lines_of([one]).startswith('<tr class="late">') for one in (late, soon, open_end)] == [True, False, False]
    assert '2018-05-31 <span class="lamp lamp-red">逾期 3 天</span>' in lines_of([late])
    assert '<td class="task-due"></td>' in lines_of([open_end])


def test_long_words_are_cut_and_say_so() -> None:
    whole, cut = (lines_of([Task("措" * signs, "", "/")]) for signs in (80, 81))
    assert f">{'措' * 80}</a>" in whole
    assert f">{'措' * 79}…</a>" in cut
