"""How much a name is like the names of a country."""

from detente.actors.name_origins import NameOrigins

ORIGINS = NameOrigins({"AAA": ("Karl Holm", "Nils Holmsen", "Ole Karlsen"), "BBB": ("Ito Kawara", "Rika Itomura")})


def test_a_name_fits_the_country_whose_names_it_is_made_like() -> None:
    for name, likely, other in ((("ole", "holmsen"), "AAA", "BBB"), (("rika", "kawara"), "BBB", "AAA")):
        one, two = ORIGINS.fit(name, likely), ORIGINS.fit(name, other)
        assert one is not None
        assert two is not None
        assert one > two


def test_no_country_without_names_and_no_name_without_letters_is_weighed() -> None:
    assert ORIGINS.fit(("ole", "holm"), "CCC") is None
    assert ORIGINS.fit((), "AAA") is None
    assert NameOrigins({}).fit(("ole",), "AAA") is None


def test_the_pieces_are_counted_once() -> None:
    assert ORIGINS.fit(("ole", "holmsen"), "AAA") == ORIGINS.fit(("ole", "holmsen"), "AAA")
