"""What is said about bad input: every wording stands here once, so that a catalogue can translate it."""

import difflib
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

EXPECTED: Final[dict[str, str]] = {
    # folders and files
    "folder": "a scenario folder or one of the shipped scenarios: {names}",
    "folder_not_file": "a folder that holds scenario.yaml, not a file",
    "file": "a file of this name in the folder",
    "readable": "a file that can be read ({why})",
    "regular_file": "a plain file",
    "small_file": "a file of at most {limit} MB",
    "utf8": "UTF-8 text",
    "printable": "no control characters",
    # YAML and JSON
    "yaml": "valid YAML",
    "no_alias": "no anchors and aliases (& and *): write the value out",
    "no_tag": "no tags (!): sanduan knows the type of each key",
    "plain_key": "a plain key",
    "one_document": "one document, not several",
    "shallow": "at most {limit} levels of nesting",
    "few_values": "at most {limit} keys and values",
    "unique_key": "each key once; it stands already in line {line}",
    "unique_member": "each key of an object once",
    "finite": "a finite number",
    "short_number": "a number of at most {limit} digits",
    "no_surrogate": "whole characters, not half of a surrogate pair",
    "json": "valid JSON",
    "feature_collection": "a FeatureCollection with a list of features",
    "line_feature": "a Feature whose geometry is a LineString with a list of coordinates",
    # tables
    "csv": "valid CSV",
    "header": "a header with the names of the columns",
    "rows": "at least one row",
    "known_column": "a known column",
    "column": "a column of this name",
    "unique_column": "each column once",
    "cells": "{count} cells, as in the header",
    "cell": "a value, but the cell is empty",
    # workbooks
    "visible_sheet": "a sheet that can be seen: show it or delete it",
    "known_sheet": "a sheet of a table, as `sanduan workbook` writes it",
    "some_sheet": "at least one sheet of a table: {names}",
    "unique_sheet": "one sheet for each table; {where} holds it already",
    "sheet_header": "the header as `sanduan workbook` writes it, the keys of the columns in row {row}",
    "sheet_unit": "the unit {unit} in the header",
    "no_unit": "no unit in the header, as it is no number",
    "no_merge": "no merged cells",
    "no_formula": "a value, not a formula: paste it as values",
    "no_error": "a value, not an error of Excel",
    "under_header": "nothing, as no column of the table is above it",
    # extends and patches
    "extends_text": "the name of a shipped scenario, or a path relative to this folder",
    "no_cycle": "a scenario that does not extend itself ({chain})",
    "patch_list": "a list of texts of the form path=value",
    "assignment": "path=value",
    "patch_target": "a key of the scenario",
    "patch_row": "the id of a row in {file}",
    "patch_index": "a number from 0 to {last}, the position in the list",
    "patch_empty": "an entry in the list, which is empty",
    "patch_new_row": "an id that stands in no row of {file} yet",
    "patch_column": "a column of {file}",
    "patch_deeper": "a path that ends at the value {at}",
    "patch_table": "a cell, written {table}.<id>.<column>=value, or a row, {table}.<id>={{...}} or null",
    # types
    "missing": "this key",
    "known_key": "a known key",
    "text": "a text",
    "text_quoted": "a text: put it in quotes",
    "number": "a number",
    "whole": "a whole number in digits, without decimals and separators",
    "boolean": "true or false",
    "mapping": "a mapping of keys",
    "list": "a list",
    "pair": "a pair: longitude, latitude",
    "quantity": "a number, or a mapping with value, unit, source and label",
    "profile": "a list of weights, or a mapping with values, source and label",
    "only": "the value {options}",
    "one_of": "one of {options}",
    "date_time": "a date and time with its offset, such as 2025-01-01T00:00:00+08:00",
    "identifier": "an identifier of 1 to 40 characters without spaces, commas, semicolons and dots",
    "above": "a number above {limit:.10g}",
    "at_least": "a number of at least {limit:.10g}",
    "below": "a number below {limit:.10g}",
    "at_most": "a number of at most {limit:.10g}",
    "between": "a number from {low:.10g} to {high:.10g}",
    "between_unit": "a number from {low:.10g} to {high:.10g} {unit}",
    "whole_unit": "a whole number from {low:.10g} to {high:.10g} {unit}",
    "short_text": "a text of at most {limit} characters",
    "some_text": "a text that is not empty",
    "entries_least": "{limit} or more entries",
    "entries_exact": "exactly {limit} entries",
    "entries_most": "{limit} entries and no more",
    "unit": "the unit {unit}",
    "bounds": "low and high inside the admitted range, {low:.10g} to {high:.10g} {unit}",
    "other": "a valid value ({why})",
    # cross checks
    "unique_id": "each id once; it stands already in {where}",
    "reference": "an id in {table}",
    "capability": "a capability of one of the unit types",
    "two_ends": "two different nodes",
    "linked": "a node with at least one link",
    "reachable": "a road graph in one piece, but no way leads from {seat} to this node{others}",
    "returnable": "a road graph in one piece, but no way leads from this node{others} to {seat}",
    "staffed": "at least one unit at a station that takes part",
    "home": "at least one district with home = true",
    "crew": "a crew of at least {least:.10g}, which unit {unit} of type {type} needs",
    "crew_min": "at most the crew, {crew:.10g}",
    "people": "somebody living in at least one village",
    "order": "an end after the begin, {begin:.10g} h",
    "call_time": "an ISO 8601 date and time, or hh:mm:ss since the start",
    "call_after_start": "a time not before the start of the scenario, {start}",
    "weights": "at least one weight above zero",
    "calls": "at least one call, as demand.mode is {mode}",
    "not_itself": "another site than this one",
    "no_loop": "sites that lead to the public network, not back to one of them ({chain})",
    "means_once": "each means once",
    "party_once": "each kind of party once",
    "radio_party": "a kind of party that carries radios: terminals.csv gives {holder} none",
    "carried": "a means that a {holder} carries: terminals.csv gives it none of this kind",
    "hospital": "at least one hospital in hospitals.csv, as kind {kind} has transport = true",
    "fed": "a node to which lines lead from a source; none leads here{others}",
    "power_source": "at least one node of kind source",
    "tie": "a tie (normally_open = true), as only those are switched",
    "no_target": "nothing here, as a {kind} stands in no table",
    "a_target": "an id in {table}, as a {kind} stands there",
    "one_load": "each {kind} once; this one stands already in {where}",
    "own_backup": "nothing here, as the backup of a {kind} stands in {table}",
    "fuel_fits": "at most what the tank holds, {tank:.10g} h",
    "breakable": "something that this scenario has a table of, and it has none of a {asset}",
    "together": "a place within 500 km of the middle of the nodes, {lon:.10g} {lat:.10g}",
    "in_district": "a place in the district or near it: at most {far:.10g} km from a node of the roads",
    "team_people": "people for the operators, {operators}",
    "team_post": "a post of kind team in posts.csv, or nothing",
    "team_command": "a post of kind eoc in posts.csv, as there are teams for it to send",
    "aid_or_own": "false, as aid.policy is {policy}: neighbours lend units, or are sent as our own, not both",
    "aid_command": "a post of kind eoc in posts.csv, which approves aid, as aid.policy is {policy}",
    "aid_post": "a district with a post of kind neighbour in posts.csv, as aid.policy is {policy}",
    "aid_nobody": "none, as no station is of kind neighbour",
    "upper_policy": "false, or an aid.policy, as what goes up is a request for aid",
    "upper_district": "a district of districts.csv that is not the home one",
    "upper_own": "a type that does not fly, as only what others lend does",
    "upper_team": "a vehicle that does not fly",
    "standby_bearers": "nothing, or comms: bearers, as only a centre that can fall silent is replaced",
    "standby_post": "a post of kind dispatch_centre in posts.csv other than the first by id",
    "response_bearers": "comms: bearers, as a level is ordered by messages that can fail",
    "response_eoc": "a post of kind eoc in posts.csv, which decides on the level",
    "response_alternate": "a post of kind eoc in posts.csv other than the first by id, which is the centre",
    "response_vehicle": "nothing, or an alternate, which the vehicle bears",
    "warning_bearers": "none, or comms: bearers, for warnings travel by networks that can fail",
    "casualties_medical": "false, as casualties.model lets the medical service send its ambulances itself",
    "casualties_hospital": "at least one hospital in hospitals.csv, as casualties.model is on",
    "relief_store": "at least one store, as relief.model is on",
    "warning_command": "a post of kind eoc in posts.csv, as warnings are issued there",
    "control_bearers": "false, or comms: bearers, as orders travel by networks that can fail",
    "control_warned": "false, or a warning.variant other than none, as orders follow from warnings",
    "control_sector": "a kind of key_units.csv",
    "early_warning_bearers": "false, or comms: bearers, as stations and telephones need networks",
    "early_warning_station": "the id of a row of telecom.csv",
    "basin_gauges": "false, or at least one gauge in gauges.csv",
    "basin_warned": "none, or a warning.variant other than none, as told stages are a ground for warnings",
    "basin_later": "a later time than in the row before of this river",
    "basin_marks": "more than usual_m, and no more than guarantee_m",
    "control_when": "an order with a colour or a level from which on it is given",
    # studies
    "study_file": "a study file in YAML",
    "plan_file": "a plan file in YAML: a name, perhaps a policy, and a list of changes under patch",
    "study_id": "an id of small letters, digits and dashes, such as town-brigades",
    "factor_id": "a name of letters, digits and underscores that is no column of the table ({columns})",
    "either": "one of the keys {options}",
    "scenario": "a folder with a scenario, or one of the shipped scenarios: {names}",
    "policy": "one of the policies {options}, or module:Name of your own",
    "own_policy": "a policy of your own, as module:Name",
    "policy_factor": "no factor here: list the policies under the key policies",
    "unique_value": "each value once",
    "unique_path": "each key of the scenario in one factor; {other} changes it already",
    "scalar": "a number, a text, true or false",
    "ascending": "a value above low, {low:.10g}",
    "inside": "a value from low to high, {low:.10g} to {high:.10g}",
    "positive_low": "a low above 0, as the scale is logarithmic",
    "factor": "a factor of the study",
    "factor_levels": "levels, range, distribution or variants, as design {kind} needs them",
    "factor_value": "a value of the factor {factor}: {values}",
    "two_levels": "factors of two levels each, but {factor} has {count}",
    "grid_levels": "a number of levels, as factor {factor} has no levels of its own",
    "generated": "a factor that is not generated itself",
    "power_of_two": "a power of two",
    "even": "an even number",
    "few_points": "at most {limit} points, but the design has {count}",
    "dotted_column": "table.column, such as calls.response_s",
    "table": "a table of a run",
    "table_column": "a column of the table {table} that holds numbers",
    "any_column": "a column of the table {table}",
    "response": "a figure of the summary that is a number, or a bearer's under messages",
    "unique_response": "each response once",
    "listed_response": "one of the responses of the study",
}

HINT: Final[dict[str, str]] = {
    "did_you_mean": "did you mean '{word}'?",
    "gb18030": "looks like GB18030: save as UTF-8",
    "utf16": "looks like UTF-16: save as UTF-8",
    "bad_byte": "byte {byte:#04x} is not UTF-8",
    "wide": "'{char}' (U+{point:04X}) is full-width: write '{plain}'",
    "separator": "columns are separated by commas",
    "name_folder": "name the folder {folder}",
    "own_file": "it is read from {file}",
    "unit_in_header": "write the number alone, {number}: its unit stands in the header",
    "swapped": "longitude and latitude swapped?",
}

_LOOK_ALIKES: Final = {"。": ".", "−": "-", "—": "-", "、": ",", "“": '"', "”": '"', "‘": "'", "’": "'"}
_SHOWN: Final = 48


def expected(code: str, **context: Any) -> str:
    """Return what is expected, in words.

    Examples
    --------
    >>> expected("at_most", limit=9.0)
    'a number of at most 9'
    """
    return EXPECTED[code].format(**context)


def hint(code: str, **context: Any) -> str:
    """Return a hint, in words.

    Examples
    --------
    >>> hint("did_you_mean", word="horizon")
    "did you mean 'horizon'?"
    """
    return HINT[code].format(**context)


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return a hint at the known word that is nearest to a wrong one, or nothing where none is near.

    Examples
    --------
    >>> did_you_mean("horizn", ["horizon", "start"])
    "did you mean 'horizon'?"
    >>> did_you_mean("x", ["horizon"])
    ''
    """
    text = str(word)
    options = [option for option in known if option != text]
    folded = {option.casefold(): option for option in reversed(options)}
    near = difflib.get_close_matches(text.casefold(), folded, n=1, cutoff=0.6)
    return hint("did_you_mean", word=folded[near[0]]) if near else ""


def wide_character(text: str) -> str:
    """Return a hint at the first full-width character of a text, or nothing where there is none.

    Examples
    --------
    >>> wide_character("1２3")
    "'２' (U+FF12) is full-width: write '2'"
    """
    for char in text:
        plain = half_width(char)
        if plain != char:
            return hint("wide", char=char, point=ord(char), plain=plain)
    return ""


def half_width(text: str) -> str:
    """Return a text with its full-width letters, digits and punctuation made half-width."""
    return "".join(_LOOK_ALIKES.get(c) or unicodedata.normalize("NFKC", c) for c in text)


def printable(text: str) -> str:
    r"""Return a text on one line that any terminal can show.

    Examples
    --------
    >>> printable("a\nb")
    'a\\nb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shown(value: object) -> str:
    """Return a value as it is shown in a message: on one line and short.

    Examples
    --------
    >>> shown("a" * 60)[-5:], shown([1, 2]), shown(True), shown(None)
    ("aaa…'", 'a list of 2', 'true', 'nothing')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = str(value)
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return repr(text) if isinstance(value, str) else text
