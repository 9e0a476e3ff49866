"""JSON documents for tests, spoilt in one entry or in several at random."""

import copy


def changed(document, *keys, value):
    """The document with one entry replaced."""
    document = copy.deepcopy(document)
    place = document
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return document


def enormous():
    """Values that a message must not quote whole."""
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep, {"a": deep}, "#" * 10**6, 10**5000


def hostile(document, chance, values):
    """The document with up to three of its entries, at any depth, replaced, dropped or moved."""
    document = copy.deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        if places := list(_places(document)):
            _spoil(*chance.choice(places), places, chance, values)
    return document


def _places(node):
    """Every container within a document with each of its keys."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], (dict, list)):
            yield from _places(node[key])


def _spoil(node, key, places, chance, values):
    deed = chance.randrange(5)
    if isinstance(node[key], float) and deed:
        node[key] = chance.uniform(-0.1, 0.9)
    elif deed == 1:
        del node[key]
    elif deed == 2:
        other, other_key = chance.choice(places)
        node[key] = copy.deepcopy(other[other_key])
    elif deed == 3 and isinstance(node, list):
        node.extend([node[key]] * chance.choice([1, 10, 10_000]))
    else:
        node[key] = copy.deepcopy(chance.choice(values))
