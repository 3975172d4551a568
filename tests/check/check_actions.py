#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Authorization is said in five places; they must agree: the table in the daemon, the comments of the D-Bus interface, the
polkit policy, the bus policy, and docs/security.md."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = "daemon/dbus/action_table.cpp"
POLICY = "resources/polkit/org.portolan.initiator1.policy"
BUS = "resources/dbus/org.portolan.Initiator1.conf"
DOCUMENT = "docs/security.md"
SERVICE = "org.portolan.Initiator1"
VIEW = "view"
DEFAULTS = ("allow_any", "allow_inactive", "allow_active")

problems = []


def complain(place, text):
    problems.append(f"{place}: {text}")


def code_table():
    """(interface, method) -> (action, action with force or "", whether who started the object is free)."""
    text = (ROOT / TABLE).read_text()
    names = dict(re.findall(r'constexpr std::string_view (k\w+) = "([^"]+)"', text))
    names["kViewAction"] = VIEW
    value = lambda word: "" if word in (None, "{}") else names[word] if word in names else word.strip('"')
    rows = {}
    word = r'("[^"]*"|k\w+|\{\})'
    for row in re.finditer(rf"ActionRow\{{{word}, {word}, {word}(?:, {word})?(?:, (true|false))?\}}", text):
        rows[value(row[1]), value(row[2])] = value(row[3]), value(row[4]), row[5] == "true"
    if len(rows) != text.count("ActionRow{"):
        complain(TABLE, f"only {len(rows)} of {text.count('ActionRow{')} rows could be read")
    return rows


def interface_methods():
    """What the XML says, in the same form. A comment belongs to the methods and properties that follow it, up to the next one."""
    rows, interfaces = {}, set()
    for path in sorted((ROOT / "common/dbus").glob("*.xml")):
        parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
        for interface in ET.parse(path, parser).getroot().iter("interface"):
            comment = ""
            for element in interface:
                if element.tag is ET.Comment:
                    comment = element.text
                elif element.tag == "method":
                    name = element.get("name")
                    if not comment.lstrip().startswith(name + ":"):
                        comment = ""  # that of another one
                    action = re.search(r"Authorization: ([a-z-]+)", comment)
                    forced = re.search(r"Authorization then: ([a-z-]+)", comment)
                    rows[interface.get("name"), name] = (action[1] if action else VIEW, forced[1] if forced else "",
                                                         "allowed to who started it" in comment)
                    interfaces.add(interface.get("name"))
    return rows, interfaces


def policy_actions():
    """Action -> its three defaults, and what it implies; every text must be there in German and Chinese too."""
    actions, implied = {}, {}
    for action in ET.parse(ROOT / POLICY).getroot().iter("action"):
        name = action.get("id")
        prefix = SERVICE.lower() + "."
        if not name.startswith(prefix):
            complain(POLICY, f"{name} does not begin with {prefix}")
        actions[name.removeprefix(prefix)] = tuple(action.findtext(f"defaults/{default}", "missing") for default in DEFAULTS)
        for annotation in action.findall("annotate[@key='org.freedesktop.policykit.imply']"):
            implied[name.removeprefix(prefix)] = annotation.text.split()
        for tag in ("description", "message"):
            languages = {text.get("{http://www.w3.org/XML/1998/namespace}lang") for text in action.findall(tag)}
            if languages != {None, "de", "zh_CN"}:
                complain(POLICY, f"{name}: {tag} must be there in English, German and Chinese")
    return actions, implied


def bus_interfaces():
    """Interfaces that the bus lets through; nobody but root may own the name."""
    root = ET.parse(ROOT / BUS).getroot()
    roots = root.findall("policy[@user='root']/allow[@own]")
    for rule in root.findall("policy/allow[@own]"):
        if rule not in roots:
            complain(BUS, f"{rule.get('own')} may be owned by others than root")
    allowed = set()
    for rule in root.findall("policy/allow"):
        if rule.get("own"):
            continue
        if rule.get("send_destination") != SERVICE or not rule.get("send_interface"):
            complain(BUS, f"a rule without destination or interface: {rule.attrib}")
        allowed.add(rule.get("send_interface"))
    if root.find(f"policy[@context='default']/deny[@send_destination='{SERVICE}']") is None:
        complain(BUS, "what is not allowed is not denied")
    return allowed


def document_tables():
    """The rows of the two tables in the document whose first header is "Interface" and "Action"."""
    tables, header = {"Interface": [], "Action": []}, None
    for line in (ROOT / DOCUMENT).read_text().splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")] if line.startswith("|") else None
        if cells is None:
            header = None
        elif header is None:
            header = cells[0]
        elif not set(line) <= set("|-: ") and header in tables:
            tables[header].append(cells)
    full = lambda name: name if name.startswith("org.") else f"{SERVICE}.{name}"
    methods = {(full(row[0]), row[1]): (row[2], row[3], row[4] == "starter") for row in tables["Interface"]}
    if len(methods) != len(tables["Interface"]):
        complain(DOCUMENT, "a method stands there twice")
    return methods, {row[0]: tuple(row[1:4]) for row in tables["Action"]}


def compare(place, found, wanted, what):
    for key in sorted(set(found) | set(wanted)):
        name = ".".join(key) if isinstance(key, tuple) else key
        if key not in found:
            complain(place, f"{what} {name} is missing")
        elif key not in wanted:
            complain(place, f"{what} {name} is not in {TABLE}")
        elif found[key] != wanted[key]:
            complain(place, f"{name} is {found[key]}, should be {wanted[key]}")


def main():
    table = code_table()
    methods, interfaces = interface_methods()
    policy, implied = policy_actions()
    documented_methods, documented_actions = document_tables()

    compare("common/dbus", methods, {key: row for key, row in table.items() if key[0].startswith(SERVICE)}, "method")
    compare(DOCUMENT, documented_methods, table, "method")
    actions = {action for row in table.values() for action in row[:2]} - {VIEW, ""}
    compare(POLICY, dict.fromkeys(policy), dict.fromkeys(actions), "action")
    compare(DOCUMENT, documented_actions, policy, "action")
    compare(BUS, dict.fromkeys(bus_interfaces()), dict.fromkeys({key[0] for key in table} | interfaces), "interface")
    text = (ROOT / DOCUMENT).read_text()
    full = lambda word: f"org.freedesktop.{word}" if word.startswith("udisks2.") else f"{SERVICE.lower()}.{word}"
    for action, others in implied.items():
        said = re.search(rf"`{action}` implies (.*?)\.\n", text, re.DOTALL)
        named = {full(word) for word in re.findall("`([^`]+)`", said[1])} if said else set()
        if named != set(others):
            complain(DOCUMENT, f"{action} implies {sorted(named ^ set(others))}, in only one of document and policy")
        for other in others:
            if other.startswith(SERVICE.lower()) and other.removeprefix(SERVICE.lower() + ".") not in policy:
                complain(POLICY, f"{action} implies {other}, which is no action")
    for action, defaults in policy.items():
        if any(default not in ("auth_admin", "auth_admin_keep", "no") for default in defaults):
            complain(POLICY, f"{action} is given without a password: {defaults}")

    print("\n".join(problems), file=sys.stderr)
    print(f"{len(table)} methods and {len(actions)} actions looked at, {len(problems)} differences")
    return 1 if problems or not table else 0


if __name__ == "__main__":
    sys.exit(main())
