"""Words of the pool, of teams and of recusal."""

from __future__ import annotations

from bihuan.domain.glossary.terms import Term

INSPECTOR_YES, INSPECTOR_NO = Term("是", "yes"), Term("否", "no")
BETWEEN_SEVERAL = Term("、", ", ")  # of a cell

SEXES = {"f": Term("女", "woman"), "m": Term("男", "man")}

INSPECTOR_CLASSES = {
    "leader": Term("组长", "leader"),
    "staff": Term("工作人员", "staff"),
    "professional": Term("专业人员", "professional"),
}

PERSONNEL_LEVELS = {
    "1": Term("科员级", "clerk"),
    "2": Term("乡科级", "section"),
    "3": Term("县处级", "division"),
    "4": Term("厅局级", "bureau"),
}

SPECIALITIES = {
    "discipline": Term("纪检", "discipline"),
    "organisation": Term("组织", "organisation"),
    "finance": Term("财务", "finance"),
    "audit": Term("审计", "audit"),
    "law": Term("政法", "law"),
    "publicity": Term("宣传", "publicity"),
    "engineering": Term("工程", "engineering"),
    "information": Term("信息", "information"),
}

KINSHIPS = {
    "spouse": Term("夫妻", "spouse"),
    "lineal": Term("直系血亲", "lineal relative"),
    "collateral": Term("三代以内旁系血亲", "collateral relative within three generations"),
    "in_law": Term("近姻亲", "near in-law"),
}

# everyday words by which a relative is entered, read as the kinship they are
KINSHIP_WORDS = {
    "spouse": ("配偶", "丈夫", "妻子"),
    "lineal": (
        "父亲",
        "母亲",
        "儿子",
        "女儿",
        "祖父",
        "祖母",
        "外祖父",
        "外祖母",
        "孙子",
        "孙女",
        "父",
        "母",
        "子",
        "女",
    ),
    "collateral": (
        *("兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹", "兄弟", "姐妹"),
        *(
            "伯父",
            "叔父",
            "姑母",
            "舅父",
            "姨母",
            "堂兄弟",
            "堂姐妹",
            "表兄弟",
            "表姐妹",
            "侄子",
            "侄女",
            "外甥",
            "外甥女",
        ),
    ),
    "in_law": ("岳父", "岳母", "公公", "婆婆", "儿媳", "女婿", "姐夫", "妹夫", "嫂子", "弟媳", "配偶兄弟姐妹"),
}

SEATS = {
    "leader": Term("组长", "leader"),
    "deputy": Term("副组长", "deputy"),
    "member": Term("组员", "member"),
}

ASSESSMENTS = {
    "unit_of_team": Term("被巡察单位评巡察组", "the unit of its team"),
    "host_of_member": Term("进驻地评组员", "the host of a member"),
    "team_of_host": Term("巡察组评进驻地", "the team of its host"),
}

ASPECTS_ASSESSED = {
    "quality": Term("工作质量", "quality of the work"),
    "ability": Term("工作能力", "ability"),
    "discipline": Term("纪律作风", "discipline"),
}

# who supervises a member at once: each sees to something else
SUPERVISORS = {
    "sending": Term("派出地", "the sending side"),
    "hosting": Term("进驻地", "the hosting side"),
    "office": Term("巡察办", "the office"),
    "team": Term("所在巡察组", "his team"),
    "named": Term("另行登记", "named besides"),
}

TEAM = Term("第{number}巡察组", "team {number}")

# why somebody cannot be called for a round
UNAVAILABLE = {
    "away": Term("该轮期间不能抽调", "cannot be called during the round"),
    "in_another_round": Term("正在参加另一轮巡察", "is in the team of another round"),
    "not_declared": Term("尚未作本轮回避申报", "has not declared for the round"),
}

RELATIONS = {
    "employed": Term("现任职", "works there"),
    "worked": Term("曾任职", "worked there"),
    "native": Term("籍贯（成长地）", "native place"),
    "spouse": Term("夫妻", "spouse"),
    "lineal": Term("直系血亲", "lineal relative"),
    "collateral": Term("三代以内旁系血亲", "collateral relative"),
    "in_law": Term("近姻亲", "near in-law"),
    "interest": Term("利害关系", "interest"),
    "inspected": Term("此前巡察过", "inspected it before"),
    "led": Term("此前带队巡察过", "led its inspection before"),
    "challenged": Term("被巡察单位提出回避", "challenged by the unit"),
}

# why somebody is kept away from an organization, in a sentence; {subject} is what it rests on
RECUSALS = {
    "employed": Term("现任职于{subject}", "works at {subject}"),
    "worked": Term("曾任职于{subject}", "worked at {subject}"),
    "native": Term("籍贯或成长地为{subject}", "comes from {subject}"),
    "spouse": Term("配偶任职于{subject}", "the spouse works at {subject}"),
    "lineal": Term("直系血亲任职于{subject}", "a lineal relative works at {subject}"),
    "collateral": Term("三代以内旁系血亲任职于{subject}", "a collateral relative works at {subject}"),
    "in_law": Term("近姻亲任职于{subject}", "a near in-law works at {subject}"),
    "interest": Term("申报与{subject}有利害关系", "declared an interest in {subject}"),
    "inspected": Term("此前巡察过{subject}", "inspected {subject} before"),
    "led": Term("此前带队巡察过{subject}", "led the inspection of {subject} before"),
    "challenged": Term("{subject}提出回避，经批准", "{subject} asked for the recusal, and it was granted"),
}

# why somebody sits in no seat of a group, and what else a composition may break (domain/eligibility.py, staffing.py)
STAFFING = {
    "current_employer": Term("现任职于被巡察单位", "works at an organization of the group"),
    "former_employer": Term("曾任职于被巡察单位", "worked at an organization of the group"),
    "hometown": Term("籍贯在被巡察地", "comes from the county inspected"),
    "kin_in_organization": Term("亲属任职于被巡察单位", "a relative works at an organization of the group"),
    "declared": Term("已申报利害关系", "declared an interest"),
    "inspected_before": Term("此前巡察过该单位", "inspected an organization of the group before"),
    "not_cleared": Term("未通过涉密审查", "is not cleared"),
    "unavailable": Term("本轮不能参加", "is not available in this round"),
    "out_of_reach": Term("路途超出范围", "lives too far away"),
    "days_away": Term("本年外出天数将超上限", "would be away for too many days"),
    "leader": Term("不符合组长条件", "may not lead this group"),
    "deputy": Term("不符合副组长条件", "may not be deputy of this group"),
    "locals": Term("本地人员超额", "too many who work in the county inspected"),
    "unit_cap": Term("从同一单位抽调超额", "too many of one unit"),
    "county_cap": Term("从同一县抽调超额", "too many of one county"),
    "kin_pair": Term("亲属同组", "relatives in one group"),
    "previous_team": Term("原同组人员过多", "too many of one previous team"),
    "two_groups": Term("一人多岗", "sits in two places"),
    "size": Term("超出编制人数", "more people than seats"),
    "unknown": Term("查无此人或此组", "nobody and no group of the round"),
    "cost_claimed": Term("所报代价与核算不符", "the cost claimed is not the cost recomputed"),
    "bound_claimed": Term("所报下界与核算不符", "the bound claimed is not the bound recomputed"),
}

SEAT_RULES = {
    "not_authorised": Term("未获任职授权", "not authorised for this seat"),
    "below_level": Term("职级低于要求", "below the level asked for"),
    "works_there": Term("在当地任职", "works in the county inspected"),
    "from_there": Term("籍贯在当地", "comes from the county inspected"),
    "led_before": Term("曾带队巡察该单位", "led an inspection of an organization of the group"),
}

# what a composition costs, level by level
COST_LEVELS = {
    "missing": Term("缺项", "lacking"),
    "unmet": Term("未满足的优先要求", "wishes unmet"),
    "travel": Term("路程", "travel"),
    "fairness": Term("负担", "load"),
    "repeats": Term("同组重逢", "met again"),
}

# why a wish about a composition cannot be met, besides the rules that it would break
WISH_FAULTS = {
    "pinned_twice": Term("已被固定在另一席位", "is pinned to another seat, too"),
    "two_in_seat": Term("该席位已固定给别人", "somebody else is pinned to that seat"),
    "pinned_and_dropped": Term("同时被换下", "is dropped, too"),
    "pinned_and_forbidden": Term("同时被列为不得进此组", "is kept out of that group, too"),
}

# rules of a composition, as they are broken or contradict each other
STAFFING_RULES = {
    **STAFFING,
    **SEAT_RULES,
    **WISH_FAULTS,
    "one": Term("一人只能在一组", "nobody sits twice"),
    "require": Term("须有的专业人员", "specialities that must be there"),
    "prefer": Term("宜有的专业人员", "specialities that should be there"),
    "women": Term("女同志人数", "the number of women"),
    "men": Term("男同志人数", "the number of men"),
    "stability": Term("骨干留任", "somebody who held a key post"),
}

# what a round asks of its teams, as one side of a contradiction: there it is a demand, not yet a breach
STAFFING_DEMANDS = {
    **STAFFING_RULES,
    "size": Term("满员：席位全部坐满", "every seat taken"),
    "leader": Term("须有组长", "a leader"),
    "deputy": Term("须有副组长", "a deputy"),
    "locals": Term("本地人员上限", "the most locals"),
    "unit_cap": Term("同一单位抽调人数上限", "the most people of one unit"),
    "county_cap": Term("同一县抽调人数上限", "the most people of one county"),
    "kin_pair": Term("亲属不得同组", "no relatives in one group"),
    "previous_team": Term("原同组人员上限", "the most people of one previous team"),
}

GROWTHS = {
    "training": Term("培训", "training"),
    "mentor": Term("结对传帮带", "mentor pair"),
    "recognition": Term("表扬奖励", "recognition"),
    "rotation": Term("轮岗交流", "rotation"),
    "widening": Term("选拔入库", "taken in from a wider field"),
    "culture": Term("文化引领活动", "an event of its culture"),
    "care": Term("关爱激励", "care"),
}

# the six actions by which a pool grows, and the records that belong to each
SIX_ACTIONS = {
    "widening": Term("源头拓展", "widen the field"),
    "posts": Term("岗位争先", "excel in the post"),
    "mentors": Term("导师结对", "pair with a mentor"),
    "quality": Term("素质提升", "grow in quality"),
    "culture": Term("文化引领", "lead by culture"),
    "care": Term("关爱激励", "care and encourage"),
}

# the bodies that are asked before entry what they know of the organizations
INFORMANTS = {
    "discipline": Term("纪委监委", "discipline inspection and supervision"),
    "organisation": Term("组织部门", "organisation department"),
    "audit": Term("审计局", "audit office"),
    "petitions": Term("信访局", "petitions office"),
    "police": Term("公安局", "police"),
    "courts": Term("法院、检察院", "courts and procuratorate"),
}

# why somebody is proposed for an award or a promotion, or is not
REWARDS = {
    "unscored": Term("尚无评分", "not scored yet"),
    "discipline": Term("纪律作风得分偏低，不列入评优和提拔建议", "the score for discipline is too low"),
    "best": Term("得分居前，列入评优建议", "among the best scores"),
    "beyond_share": Term("得分达标，但超出评优比例", "scored well enough, beyond the share of awards"),
    "served": Term("参巡次数和得分达标，列入提拔建议", "enough tours, and scored well enough"),
    "too_few_tours": Term("得分达标，参巡次数不足", "scored well enough, too few tours"),
    "led": Term("曾任组长", "has led a team"),
    "recognised": Term("本年受表扬奖励", "was recognised this year"),
}

PREPARATIONS = {
    "information": Term("情况通报", "information asked"),
    "mobilisation": Term("进驻动员", "mobilisation"),
    "training": Term("巡前培训", "training before entry"),
}

# why somebody who was adopted is not authorised, or not announced yet; {subject} is what is known of it
READINESS = {
    "recused": Term("须回避：{subject}", "must be recused: {subject}"),
    "not_declared": Term("本轮未作回避申报", "has not declared for the round"),
    "not_vouched": Term("推荐单位未出具推荐意见", "the recommending unit has not vouched"),
    "not_released": Term("原单位未作脱岗承诺", "the home unit has not committed itself"),
    "released_too_short": Term("脱岗承诺只到{subject}，不足全程", "free of other duties until {subject} only"),
    "not_trained": Term("未登记本轮巡前培训", "was not at the training before entry"),
}

# what it comes to when a training is struck out, above the names of those for whom it does
STRUCK_TRAININGS = {
    "waits_again": Term(
        "重新缺少巡前培训：审定、授权不变，补训并登记后才能宣布",
        "lacking the training again: adopted and authorised they stay, the announcement waits for another training",
    ),
    "stays_announced": Term(
        "已宣布：授权、宣布和已开通的权限不变，只列为未参加培训；本轮再次宣布前须补训并登记",
        "announced already: authorisation, announcement and roles stay, they are listed as not trained; "
        "another announcement in this round waits until a training is entered",
    ),
    "still_trained": Term(
        "还参加过本轮其他巡前培训，仍算已培训", "still trained, by another training before this round"
    ),
    "record_only": Term(
        "只从培养记录中撤出，授权、宣布不受影响",
        "out of the record only: neither authorisation nor announcement rests on it",
    ),
}

INSPECTOR_FIELDS = {
    "id": Term("库内编号", "Pool id"),
    "version": Term("版本", "Version"),
    "name": Term("姓名", "Name"),
    "sex": Term("性别", "Sex"),
    "born": Term("出生年月", "Born"),
    "ethnicity": Term("民族", "Ethnicity"),
    "native_place": Term("籍贯（成长地）", "Native place"),
    "party": Term("政治面貌", "Political affiliation"),
    "education": Term("学历学位、院校专业", "Education"),
    "unit": Term("工作单位", "Home unit"),
    "place": Term("所在地", "Place"),
    "km": Term("距本地公里数", "Kilometres from here"),
    "post": Term("职务", "Post"),
    "rank": Term("职级", "Rank"),
    "level": Term("级别", "Level"),
    "category": Term("人员类别", "Class"),
    "specialities": Term("专业特长", "Specialities"),
    "may_lead": Term("组长库", "May lead"),
    "may_deputise": Term("副组长库", "May deputise"),
    "cleared": Term("通过涉密审查", "Cleared"),
    "key_post": Term("上轮任骨干岗位", "Held a key post last round"),
    "hard_to_spare": Term("原单位难以抽出", "Hard to spare"),
    "posts_held": Term("任职经历", "Posts held"),
    "kin": Term("亲属情况", "Relatives"),
    "grade": Term("考核等次", "Grade"),
    "appraisal": Term("鉴定", "Appraisal"),
    "recommended_by": Term("推荐单位", "Recommended by"),
    "vouched": Term("推荐意见", "What the recommending unit vouches for"),
}

# what is wrong with what is told of an inspector; {subject} is what stands there
INSPECTOR_FAULTS = {
    "missing": Term("必须填写", "has to be filled in"),
    "unknown": Term("“{subject}”不在可选范围内", "“{subject}” is none of those to choose from"),
    "choices": Term("可填：{subject}", "choose from: {subject}"),
    "no_month": Term("“{subject}”不是年月，请写成 1985-03", "“{subject}” is no month; write it as 1985-03"),
    "too_young": Term("“{subject}”出生，不满十八周岁", "born {subject} is under age"),
    "leader_without_list": Term(
        "人员类别为组长的，须列入组长库或副组长库", "somebody of the class leader may lead or deputise"
    ),
    "no_post": Term(
        "“{subject}”不是任职经历，请一行一条写成：单位|职务|2015-03|2019-06",
        "“{subject}” is no post; write one a line: unit|post|2015-03|2019-06",
    ),
    "no_relative": Term(
        "“{subject}”不是亲属情况，请一行一条写成：关系|姓名|单位|职务",
        "“{subject}” is no relative; write one a line: relation|name|unit|post",
    ),
    "no_number": Term("“{subject}”不是公里数，请填不小于0的整数", "“{subject}” is no distance; write 0 or more, whole"),
    "twice": Term("与第{subject}行是同一人（姓名、单位、出生年月相同）", "the same person as in row {subject}"),
    "there_already": Term(
        "库中已有此人（姓名、单位、出生年月相同），请带上库内编号",
        "stands in the pool already; give the pool id with it",
    ),
    "no_such_id": Term("库中没有此编号", "no such pool id"),
    "left": Term("此人已出库", "has left the pool"),
}
