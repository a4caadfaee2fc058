"""What a stranger may ask: one SELECT over the tables of the store. It is judged by its syntax tree before it runs.

External access off leaves open what tells where things lie (settings, definitions of views, plans) and what reads the files of
the store past its views. Tables and functions that yield rows are therefore an allow-list; of the other functions a list is
refused, and macros, which hide tables, unless they are known to hide none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from detente.errors import QueryError, did_you_mean
from detente.store.schema import TABLES

if TYPE_CHECKING:
    import duckdb

TABLE_NAMES = (*TABLES, "stories")
_ROWS = frozenset(("range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree"))
_REFUSED = frozenset(
    "current_setting getenv getvariable write_log sleep_ms pg_sleep nextval currval setval setseed json_execute_serialized_sql "
    "json_serialize_plan json_deserialize_sql current_query current_query_id current_connection_id in_search_path".split()
)
_MACROS = frozenset(
    "ago array_append array_pop_back array_pop_front array_prepend array_push_back array_push_front array_reverse "
    "array_to_string array_to_string_comma_default date_add days_in_month fdiv generate_subscripts geomean geometric_mean "
    "histogram if json json_group_array json_group_object json_group_structure map_contains_entry map_contains_value "
    "md5_number_lower md5_number_upper nullif regexp_split_to_table split_part variant_group_array wavg weighted_avg".split()
)
_ONE = "Give one SELECT, such as: select type, count(*) from events group by type"
_HOW = f"Tables: {', '.join(TABLE_NAMES)}; columns: describe events"


def check_query(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """Return the one SELECT of a text, without what follows it; raises QueryError for anything else, saying what and why."""
    import duckdb

    try:
        statements = connection.extract_statements(query)
    except (duckdb.Error, UnicodeError) as error:
        raise QueryError(f"This is no SQL that can be understood: {first_lines(error)}. {_ONE}") from error
    if len(statements) != 1:
        raise QueryError(
            f"There are {len(statements)} statements, not one. {_ONE}" if statements else f"There is no query. {_ONE}"
        )
    if statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError(f"{statements[0].type.name} is refused: a store is only read. {_ONE}")
    text = statements[0].query.rstrip().removesuffix(";")
    row = connection.execute("select json_serialize_sql(?)", [text]).fetchone()
    try:
        tree = json.loads(row[0]) if row else {}
    except RecursionError as error:
        raise QueryError("The query is nested too deeply. Put its parts into a WITH.") from error
    if tree.get("error", True):
        raise QueryError(f"This cannot be judged ({tree.get('error_message', 'no syntax tree')}) and is refused. {_ONE}")
    hiding = {
        r[0]
        for r in connection.execute("select function_name from duckdb_functions() where macro_definition is not null").fetchall()
    }
    for node, names in _walk(tree):
        _check_node(node, names, hiding)
    return text


def first_lines(error: Exception) -> str:
    """Return what an error of DuckDB says, without the drawing of where and the advice on its settings."""
    text = str(error).split("\n\n", 1)[0].replace("\n", " ").strip()
    return text.rstrip(".")


def _walk(tree: object) -> Iterator[tuple[Mapping[str, object], frozenset[str]]]:
    """Give the nodes of a tree, each with the names that WITH has given around it; without recursion, however deep."""
    left: list[tuple[object, frozenset[str]]] = [(tree, frozenset())]
    while left:
        node, names = left.pop()
        if isinstance(node, list):
            left.extend((item, names) for item in node)
        elif isinstance(node, dict):
            given = node.get("cte_map")
            for entry in given.get("map", ()) if isinstance(given, dict) else ():
                left.append((entry["value"], names))  # sees those before it; its own name and later ones are the system's there
                names |= {str(entry["key"]).lower()}
            yield node, names
            own = {str(node.get("cte_name")).lower()} if node.get("type") == "RECURSIVE_CTE_NODE" else set()
            left.extend((v, names | own if key == "right" else names) for key, v in node.items() if key != "cte_map")


def _check_node(node: Mapping[str, object], names: frozenset[str], hiding: set[str]) -> None:
    kind = node.get("type")
    if kind == "BASE_TABLE":
        name = str(node.get("table_name"))
        plain = not node.get("schema_name") and not node.get("catalog_name") and not node.get("at_clause")
        if not (plain and name.lower() in names | set(TABLE_NAMES)):
            raise QueryError(f"There is no table {name!r} in a store.{did_you_mean(name, TABLE_NAMES)} {_HOW}")
    elif kind == "SHOW_REF":
        if node.get("query") is None and node.get("table_name") not in ('"tables"', "tables"):
            raise QueryError(f"Only 'show tables', 'describe TABLE' and 'summarize TABLE' show something here. {_HOW}")
    elif kind == "TABLE_FUNCTION":
        function = node.get("function")
        name = str(function.get("function_name")) if isinstance(function, dict) else ""
        if name.lower() not in _ROWS:
            raise QueryError(f"{name}(…) is refused: it may read more than the tables of the store. {_HOW}")
    elif "function_name" in node:
        name = str(node["function_name"])
        low = name.lower()
        if low in _REFUSED or (
            low in hiding and low not in _MACROS and not low.startswith(("list_", "map_")) and low not in _ROWS
        ):
            raise QueryError(f"{name}(…) is refused: it tells of the machine, or changes it. {_HOW}")
