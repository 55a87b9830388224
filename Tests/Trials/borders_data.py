"""What must not lie on the other side of a border: phones, private keys; and how soon a suspended
member is outside."""
import base64
import itertools
import pathlib
import random
import re
import time
from concurrent.futures import ThreadPoolExecutor

from machine import Person
from score import progress
from search import control, found, house_folders
from telling import eventually, expect


def phones(street, times, seed):
    """Contacts released between real nodes; then every file is searched for every phone.

    Each wish has two places: twice as many releases as phones.
    """
    street.found()
    wanda, guests = street.wanda, [street.xintang, street.daguan]
    own = random.Random(str(seed))
    numbers = [f"13{one:09}" for one in own.sample(range(10**8, 10**9), times)]
    people = {house: helpers(house, times // 80 + 1) for house in guests}
    with ThreadPoolExecutor(4) as pool:
        wishes = list(pool.map(
            lambda one: wanda.publish(f"提水 {one[0]}", one[1], places=2), enumerate(numbers)))
        progress(f"phones {times}: published")
        street.see(wishes[-1])
        asked = list(itertools.chain.from_iterable(
            pool.map(lambda house: claims(house, people[house], wishes), guests)))
        released = list(pool.map(lambda one: contact(*one), asked))
    right = sum(phone == numbers[number % times] for number, phone in enumerate(released))
    expect(right == 2 * times, f"{right} of {2 * times} contacts came to their volunteers")
    secrets = [one.encode() for one in [*numbers, "李阿爹", "春分街8幢501室"]]
    for house in street.running():
        house.save("after")
    places = search(street, secrets)
    planted, seen = control(secrets, pathlib.Path(street.chengbei.folder))
    for house in street.running():
        house.stop()
    places |= search(street, secrets)
    at_alliance = sum(name == "chengbei" for name, *_ in places)
    for place in sorted(places)[:5]:
        print(f"  found: {place}", flush=True)
    return times, {"at the alliance": at_alliance, "elsewhere": len(places) - at_alliance}, {
        "releases": right, "planted found": seen if seen == planted else 0}


def helpers(house, count):
    """Further volunteers: each may have a hundred claims."""
    people = []
    for number in range(count):
        answer = house.do("/api/v1/volunteers", body={"name": f"志愿者 {number}"})
        people.append(Person(house, f"{number}", answer["volunteer"], answer["token"]))
    return people


def claims(house, people, wishes):
    for wish in wishes:
        eventually(f"{house.name} sees {wish}", lambda wish=wish: house.sees(wish))
    return [(person, person.claim(wish)) for person, wish in zip(itertools.cycle(people), wishes)]


def contact(person, claim):
    phone = eventually(f"the contact of {claim}", lambda: person.contact(claim))
    progress(f"phones: released {claim}")
    return phone


def search(street, secrets):
    return {(house.name, str(file), secret) for house in street.houses.values()
            for file, secret in found(secrets, house_folders(house))}


def keys(street, _, __):
    """Private keys lie in their files alone, for their owner alone; no core dump, no wide modes."""
    street.found("wanda", "xintang")
    wanda, li = street.wanda, street.person("李忠")
    clock = wanda.publish("修座钟")
    street.see(clock)
    claim = li.claim(clock)
    eventually("the contact", lambda: li.contact(claim))
    exported = wanda.save_keys()
    for house in street.running():
        house.save("after")
    secrets, wrong_modes, cores = [], 0, 0
    for house in street.running():
        for file in (house.data / "keys").glob("*.key"):
            wrong_modes += file.stat().st_mode & 0o777 != 0o600
            text = file.read_text().split()[3]
            secrets.append(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        limits = pathlib.Path(f"/proc/{house.process.pid}/limits").read_text()
        cores += not re.search(r"Max core file size +0 +0 ", limits)
    folders = [one for house in street.running() for one in house_folders(house)] + [exported]
    places = found(secrets, folders, leave=("keys",))
    planted, seen = control(secrets, pathlib.Path(street.chengbei.folder))
    for house in street.running():
        house.stop()
    places |= found(secrets, folders, leave=("keys",))
    for place, _ in sorted(places)[:5]:
        print(f"  found: {place}", flush=True)
    identity = wanda.data / "keys/identity.key"
    identity.chmod(0o640)
    refused = "has mode" in wanda.run("serve", fails=True)
    identity.chmod(0o600)
    return len(secrets), {"found": len(places), "modes": wrong_modes, "core dumps": cores,
                          "wide mode served": int(not refused)}, {
        "planted found": seen if seen == planted else 0}


def suspension(street, _, __):
    """How soon a suspended member is outside, and its open claims are back (KEY-3)."""
    street.found()
    chengbei, wanda, daguan = street.chengbei, street.wanda, street.daguan
    zhao = street.person("赵磊")
    clock = wanda.publish("修座钟", award="manual")
    street.see(clock)
    claim = zhao.claim(clock)
    eventually("the claim is here", lambda: wanda.state(clock)["claims"])
    before = len(daguan.log())
    began = time.monotonic()
    chengbei.run("suspend", "daguan")
    eventually("refused", lambda: "suspended" in daguan.log()[before:], 60)
    alliance = time.monotonic() - began
    eventually("the claim is back", lambda: [
        one["verdict"]["code"] for one in wanda.state(clock)["claims"]] == ["suspended"], 300)
    nodes = time.monotonic() - began
    print(f"  the alliance refuses after {alliance:.2f} s, the claim is back after {nodes:.2f} s",
          flush=True)
    status, _ = wanda.call(
        "POST", f"/api/v1/wishes/{clock}/award", wanda.office, {"claim": claim})
    return 1, {"later than 60 s": int(alliance > 60), "later than 300 s": int(nodes > 300),
               "awarded": int(status < 300)}, {"claims back": 1}
