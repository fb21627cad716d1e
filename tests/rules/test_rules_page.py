from bihuan.domain.rulebook import GateTerms
from bihuan.rules.packs import available, load
from bihuan.rules.paper import rules_page, value_text


def test_the_page_holds_every_pack_rule_and_ruling() -> None:
    page = rules_page()
    for pack_id in available():
        pack = load(pack_id)
        assert f"## {pack.id}\n" in page
        assert pack.sha256 in page
        for rule in pack.rules:
            assert f"`{rule.id}`<br>{rule.title.zh} · {rule.title.en}" in page
            for ruling in rule.rulings:
                assert ruling.citation.clause in page


def test_the_page_marks_what_nobody_has_verified() -> None:
    lines = rules_page().splitlines()
    plan = next(line for line in lines if "`deadline/rectification_plan`" in line)
    clue = next(line for line in lines if "`deadline/clue_reply`" in line)
    assert "| 15 working days after feedback |" in plan
    assert "| **no** |" in plan
    assert "| yes |" in clue


def test_every_row_of_the_page_has_as_many_cells_as_its_head() -> None:
    rows = [line for line in rules_page().splitlines() if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in rows} == {7}


def test_a_gate_without_terms_is_simply_asked() -> None:
    assert value_text(GateTerms()) == "asked"
    assert value_text(GateTerms(pass_mark=60.0)) == "pass mark 60"
    assert value_text(None) == "repealed"
