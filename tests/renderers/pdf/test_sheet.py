from specexport.renderers.pdf.sheet import settled


def test_custom_properties_are_put_in_where_they_are_used():
    rules = (
        ':root { font-size: 10pt; --ink: #111; --icon: url("data:x;y"); } p { color: var(--ink); --no: 1 }'
    )
    assert settled(rules) == rules, "a property that is defined again somewhere is left to the cascade"
    rules = rules.replace("--no: 1", "background: var(--icon); margin: calc(2 * var(--gap, 3pt))")
    assert settled(rules) == (
        ':root { font-size: 10pt;   } p { color: #111; background: url("data:x;y"); margin: calc(2 * 3pt) }'
    )


def test_what_is_defined_nowhere_is_unset():
    assert settled(":root { --a: 1; } p { color: var(--b) }").endswith("{ color: unset }")


def test_rules_without_a_root_are_left_alone():
    assert settled("p { color: var(--b) }") == "p { color: var(--b) }"
