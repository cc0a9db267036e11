"""Reads dashboards with Grafana's own typed model and prints each key that the model does not know.

python3 roundtrip.py DASHBOARD.json...     exit code 1 when something was lost
"""
import json
import os
import sys

# Where ./auralink test puts it.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../target/grafana-model"))

from grafana_foundation_sdk.cog import encoder, plugins
from grafana_foundation_sdk.models.dashboard import Dashboard


def lost(before, after, path):
    """Paths of what is in the first and not, or otherwise, in the second."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            here = path + "/" + key
            if key not in after:
                # The model leaves out what is nothing anyway.
                if value not in (None, "", [], {}, False, 0):
                    yield here
            else:
                yield from lost(value, after[key], here)
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield path
        for index, (one, other) in enumerate(zip(before, after)):
            yield from lost(one, other, path + "/" + str(index))
    elif before != after:
        yield path


plugins.register_default_plugins()
failed = False
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        original = json.load(file)
    typed = Dashboard.from_json(original)
    again = json.loads(json.dumps(typed, cls=encoder.JSONEncoder))
    for path in lost(original, again, ""):
        print(name + ": " + path + " is unknown to Grafana")
        failed = True
sys.exit(1 if failed else 0)
