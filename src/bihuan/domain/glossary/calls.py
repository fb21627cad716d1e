"""What the API says to whoever writes a program: what is wrong with a call, and what to do."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

CALL_TITLES = {
    "may_not": Term("所担任的角色不能办这件事", "Your role may not do this"),
    "no_such_thing": Term("没有找到", "Not found"),
    "no_such_step": Term("这个阶段没有这一步", "No such step at this stage"),
    "no_such_deed": Term("没有这个动作", "No such deed"),
    "not_now": Term("还不能办：条件不满足", "Not now: conditions are not met"),
    "already_done": Term("已经办过", "This stands already"),
    "changed_meanwhile": Term("期间别人改过", "Somebody else changed it meanwhile"),
    "held_elsewhere": Term("由另一套系统持有", "Another installation holds this"),
    "not_seen": Term("没有写明读到的版本", "Say which version you saw"),
    "no_rule": Term("这份档案适用的规则没有规定", "The rules that bind this dossier are silent"),
    "key_unusable": Term("没有幂等键，或不是有效的键", "The idempotency key is missing or is none"),
    "key_reused": Term("幂等键已用于另一件事", "The idempotency key was used for another deed"),
    "form_refused": Term("表单不能用", "The form cannot be used"),
    "unusable": Term("所填内容不能用", "What was told cannot be used"),
    "store_full": Term("服务器现在不能保存", "The server can keep nothing now"),
    "store_away": Term("数据库没有答复", "The database does not answer"),
    "clock_wrong": Term("服务器时钟不对", "The clock of the server is wrong"),
    "unknown": Term("没有登录", "Nobody is signed in"),
    "password_owed": Term("首次密码还没有更换", "The first password still stands"),
    "csrf": Term("没有 CSRF 令牌", "The CSRF token is missing"),
    "malformed": Term("请求读不出来", "The request cannot be read"),
    "method": Term("这个地址不用这个方法", "Not by this method"),
    "too_large": Term("太大", "Too large"),
    "fault": Term("服务器出错", "The server failed"),
}
CALL_FAULTS = {
    "no_such_thing": Term("没有这项内容，或不在账号的范围内", "there is none, or none within your reach"),
    "no_such_deed": Term("这个地址没有这个动作", "no such deed at this address"),
    "not_now": Term("“{told}”现在不能办，没有作任何改动", "{told} is not open now; nothing was changed"),
    "key_missing": Term("缺少请求头 Idempotency-Key", "the header Idempotency-Key is missing"),
    "key_unusable": Term("幂等键应为 8 至 80 个字符", "an idempotency key has 8 to 80 characters"),
    "key_reused": Term("这个幂等键已用于另一件事，或同一件事的另一份表单", "the key was used for another deed or form"),
    **dict.fromkeys(
        ("seen_version", "seen_report", "seen_draft"),
        Term("这个动作会改写已有内容，没有写明 {told}", "the deed writes over what stands, and {told} is missing"),
    ),
    "changed_meanwhile": Term("读取之后，这项内容被别人改过", "somebody changed it after it was read"),
    "form_refused": Term("这些字段不能用：{told}", "these places cannot be used: {told}"),
    "unknown": Term("没有会话，或令牌无效、已终止", "no session, or the token is none or has ended"),
    "password_owed": Term("账号还在用首次密码", "the account still has its first password"),
    "csrf": Term("用会话写入必须带令牌", "a write by session needs its token"),
    "malformed": Term("请求内容不是一份 JSON", "the body is not one JSON document"),
    "method": Term("这个地址只用：{told}", "this address knows {told}"),
    "too_large": Term("请求超过能接收的大小", "the request is larger than is taken"),
    "fault": Term("服务器处理这次请求时出错（{told}），没有写入", "the server failed ({told}); nothing was written"),
}
CALL_REMEDIES = {
    "no_such_thing": Term("核对地址和编号", "check the address"),
    "no_such_deed": Term("读取 …/deeds，列出的是能办的动作", "read …/deeds for those there are"),
    "not_now": Term("逐项补齐 blockers 所列条件，再办一次", "mend each blocker, then repeat the step"),
    "key_missing": Term(
        "每办一件事用一个新键，重发时用同一个键", "send a new key with each deed, the same to repeat one"
    ),
    "key_unusable": Term("换一个这样的键", "send such a key"),
    "key_reused": Term("另一件事用新的键", "send a new key with a new deed"),
    "seen_version": Term(
        "先读取现有内容，再随表单写明 {told}：读到的 version",
        "read what stands and send {told} with the deed: the version of its thing as you read it",
    ),
    "seen_report": Term(
        "先读取现有报告，再随表单写明 {told}：档案中报告的 number，没有报告写 0",
        "read what stands and send {told} with the deed: the number of the dossier's report, 0 where it is null",
    ),
    "seen_draft": Term(
        "先读取现有稿，再随表单写明 {told}：…/draft 的 number，没有写 0",
        "read what stands and send {told} with the deed: the number of …/draft, 0 where none was written",
    ),
    "changed_meanwhile": Term("重新读取，看清改动，仍需要时再办", "read it again and repeat"),
    "form_refused": Term("按 faults 逐项更正后重发", "correct it and send it again"),
    "unknown": Term("先登录，或在 Authorization: Bearer 中写个人令牌", "sign in, or send a personal token"),
    "password_owed": Term("先在登录页换成自己的密码", "choose one of your own at the sign-in page"),
    "csrf": Term("把 csrftoken 的值写入 X-CSRFToken，或用个人令牌", "send the csrftoken as X-CSRFToken, or a token"),
    "malformed": Term("发送一份 JSON", "send one JSON document"),
    "method": Term("换用其中一个方法", "use one of them"),
    "too_large": Term("拆分或缩小文件", "split or reduce the file"),
    "fault": Term("再试一次；仍不行，把这个编号告诉系统管理员", "repeat it; if it fails again, tell that number"),
}
# what is wrong with one place of a call; where a word depends on what was asked, its bound stands in it
PLACE_FAULTS = {
    "unusable": Term("所填内容不能用", "this value cannot be used"),  # told by whoever found it what exactly
    "missing": Term("必填，没有给出", "is needed and was not given"),
    "extra_forbidden": Term("没有这个字段", "there is no such field"),
    "no_such_condition": Term("没有这个查询条件", "there is no such condition"),
    "unstorable": Term("含有不能保存的字符，请删去", "has a character that cannot be stored; remove it"),
    "invalid_key": Term("键应为文字", "its keys have to be texts"),
    **dict.fromkeys(
        ("model_type", "model_attributes_type", "dict_type"), Term("应为一个对象（字段和值）", "has to be an object")
    ),
    "list_type": Term("应为列表", "has to be a list"),
    "too_short": Term("至少 {min_length} 项", "has to have {min_length} items at least"),
    "too_long": Term("至多 {max_length} 项", "has to have {max_length} items at most"),
    **dict.fromkeys(("string_type", "string_unicode"), Term("应为文字", "has to be a text")),
    "string_too_short": Term("至少 {min_length} 个字符", "has to have {min_length} characters at least"),
    "string_too_long": Term("至多 {max_length} 个字符", "has to have {max_length} characters at most"),
    "string_pattern_mismatch": Term("格式不对，应符合 {pattern}", "has to match {pattern}"),
    **dict.fromkeys(("literal_error", "enum"), Term("应为其中之一：{expected}", "has to be {expected}")),
    **dict.fromkeys(("bool_type", "bool_parsing"), Term("应为 true 或 false", "has to be true or false")),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_parsing_size", "int_from_float"), Term("应为整数", "has to be a whole number")
    ),
    **dict.fromkeys(("decimal_type", "decimal_parsing", "finite_number"), Term("应为数", "has to be a number")),
    "decimal_max_places": Term("至多 {decimal_places} 位小数", "has to have {decimal_places} decimals at most"),
    "greater_than_equal": Term("不能小于 {ge}", "has to be {ge} or more"),
    "less_than_equal": Term("不能大于 {le}", "has to be {le} or less"),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        Term("应为日期，写作 2026-11-30", "has to be a day, written 2026-11-30"),
    ),
    **dict.fromkeys(
        ("uuid_type", "uuid_parsing", "uuid_version"), Term("应为编号（UUID）", "has to be an id (a UUID)")
    ),
    **dict.fromkeys(("bytes_type", "base64_decode"), Term("文件内容应为 base64", "has to be base64")),
}
