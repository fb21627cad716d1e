"""Words of what the public sends, and of questionnaires."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

TIP_STATES = {
    "new": Term("待办", "to be dealt with"),
    "answered": Term("已答复", "answered"),
    "settled": Term("已办理", "settled"),
}

TIP_WAYS = {
    "lead": Term("形成底稿", "led to a working paper"),
    "passed": Term("转有关部门办理", "passed on to whoever is in charge"),
    "answered": Term("已向反映人说明", "explained to the sender"),
    "other": Term("已按规定处理", "dealt with by the rules"),
}

# why a box that was carried in is not taken
BOX_FAULTS = {
    "shut": Term(
        "无法打开：途中被改动，或不是给本入口的；请在对外主机上重新打包后再带入",
        "cannot be opened: changed on its way, or meant for another door; pack it anew on the public host",
    ),
    "moved": Term(
        "内容与所在文件夹不符，疑被挪动或伪造；请核对对外主机，不要从别处拷入",
        "says another case than its folder: it was moved or forged; carry in what the public host packed only",
    ),
    "early": Term(
        "日期早于入口开通之日，不是本入口收到的；请核对对外主机的文件夹",
        "is older than the door; look which folder of the public host was packed",
    ),
    "ahead": Term(
        "日期在今天之后；请核对对外主机的时钟后重新打包",
        "lies ahead of today; set the clock of the public host right and pack it anew",
    ),
    "elsewhere": Term(
        "属于另一个入口；请在其所属巡察档案的页面带入",
        "belongs to another door; carry it in on the page of its own dossier",
    ),
}

QUESTIONNAIRES = {
    "satisfaction": Term("整改满意度测评", "satisfaction with the rectification"),
    "people": Term("党员干部群众测评", "members, cadres and the public on the rectification"),
    "inspection": Term("巡察工作满意度测评", "satisfaction with the inspection"),
}

AUDIENCES = {
    "leaders": Term("班子成员", "leading members"),
    "cadres": Term("党员干部", "members and cadres"),
    "staff": Term("职工", "staff"),
    "users": Term("服务对象", "those it serves"),
    "public": Term("群众", "the public"),
}

# why ballots that were carried in are not taken
BALLOT_FAULTS = {
    "absent": Term("包内没有本次测评的选票", "holds no ballots of this questionnaire"),
    "shut": Term("选票无法打开或内容不符，疑被改动", "holds a ballot that does not open, or ticks what was not asked"),
    "uneven": Term("选票数与已用测评码数不一致，疑有重复或增减", "has not as many ballots as spent codes, each once"),
    "unprinted": Term("有选票所用的测评码不是本次印发的", "has a ballot of a code that was never printed"),
    "older": Term("缺少此前已带入的选票，是旧包或被删减", "lacks ballots that came before: it is old, or was cut"),
}
