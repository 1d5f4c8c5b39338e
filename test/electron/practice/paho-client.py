# A strict foreign client for one test: connects, does what the steps say, prints one JSON line for each thing that happens.
# argv: port, protocol (3.1.1 or 5), user name or "-" for none, steps as JSON. Ends after the steps, or when it is closed.
import json
import sys
import threading

import paho.mqtt.client as mqtt

port, protocol, user, steps = int(sys.argv[1]), sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
version = mqtt.MQTTv5 if protocol == "5" else mqtt.MQTTv311
client = mqtt.Client(client_id="paho", protocol=version) if version == mqtt.MQTTv5 else mqtt.Client(
    client_id="paho", protocol=version, clean_session=True
)
if user != "-":
    client.username_pw_set(user)

connected, ended, happened = threading.Event(), threading.Event(), threading.Condition()
seen = []


def say(**event):
    with happened:
        seen.append(event)
        print(json.dumps(event), flush=True)
        happened.notify_all()


# In MQTT 5 paho hands out an object with the value inside, in 3.1.1 the number itself.
def number(code):
    return getattr(code, "value", code)


def on_connect(_client, _data, flags, code, _properties=None):
    say(event="connack", code=number(code), sessionPresent=flags["session present"])
    connected.set()


def on_disconnect(_client, _data, code, _properties=None):
    say(event="closed", code=number(code))
    connected.set()
    ended.set()
    with happened:
        happened.notify_all()


def on_subscribe(_client, _data, _id, granted, _properties=None):
    say(event="suback", granted=[number(code) for code in granted])


# "Received PUBACK (Mid: 1)": what kind of packet really came, whatever paho makes of it.
def on_log(_client, _data, _level, text):
    if text.startswith("Received PUB"):
        say(event="received", packet=text.split()[1])


client.on_log = on_log
client.on_connect = on_connect
client.on_disconnect = on_disconnect
client.on_subscribe = on_subscribe
client.connect("127.0.0.1", port, keepalive=60)
client.loop_start()
connected.wait(10)

for step in steps:
    if ended.is_set():
        break
    if step["do"] == "publish":
        info = client.publish(step["topic"], step["payload"], qos=step["qos"])
        # How long paho waits before this test believes that nothing comes.
        try:
            info.wait_for_publish(step.get("waitS", 5))
        except (RuntimeError, ValueError):
            pass
        say(event="published", qos=step["qos"], done=info.is_published())
    elif step["do"] == "subscribe":
        client.subscribe([tuple(wanted) for wanted in step["filters"]])
        with happened:
            happened.wait_for(lambda: any(one["event"] == "suback" for one in seen) or ended.is_set(), 5)
    elif step["do"] == "await-close":
        ended.wait(10)

if not ended.is_set():
    client.on_disconnect = None
    client.disconnect()
client.loop_stop()
